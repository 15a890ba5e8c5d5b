/** Why an event was not accepted. */
export type EventReason =
  | 'not_an_object'
  | 'event_too_large'
  | 'too_deep'
  | 'other_write_key'
  | 'unknown_type'
  | 'invalid_identity'
  | 'missing_identity'
  | 'invalid_message_id'
  | 'missing_event_name'
  | 'missing_previous_id'
  | 'invalid_timestamp'
  | 'timestamp_out_of_range';

/** Why a reservation change was not accepted. */
export type ChangeReason =
  | 'not_an_object'
  | 'change_too_large'
  | 'too_deep'
  | 'missing_field'
  | 'invalid_field'
  | 'unknown_value'
  | 'unknown_timezone'
  | 'unknown_currency'
  | 'unknown_country'
  | 'ends_before_start'
  | 'not_allowed';

/** Why a message that was accepted could not be stored. */
type StorageReason = 'unreadable_message' | 'refused_by_warehouse';

/** What keeps something out of the warehouse; with it, a dead letter is written. */
export type Reason = EventReason | ChangeReason | StorageReason;

/** A fault of data: `message` names the field and the fix. */
export interface Fault<R extends Reason = Reason> {
  code: R;
  message: string;
}

/** A value that was read, or why it could not be. */
export type Read<T, R extends Reason> = { ok: true; value: T } | { ok: false; fault: Fault<R> };

export function fault<R extends Reason>(code: R, message: string): { ok: false; fault: Fault<R> } {
  return { ok: false, fault: { code, message } };
}
