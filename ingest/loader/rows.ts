import { toInstant } from '../../infra/clock.ts';
import type { ReservationChange } from '../change.ts';
import type { Origin, TrackedEvent } from '../event.ts';
import { objectIn, textIn, type JsonObject } from '../json.ts';
import { readPage, type PageColumns } from './page-columns.ts';
import type { AgentColumns } from './user-agent.ts';
import { readVisit, type VisitColumns } from './visit-columns.ts';
import { tripColumns } from './trip-columns.ts';

/** What every row of an item carries. */
export interface RowOrigin {
  /** Instant. */
  received_at: string;
  receipt_id: string;
  batch_id: string;
}

export interface EventRow extends RowOrigin, PageColumns, VisitColumns {
  placed_at: string;
  affiliate_id: string;
  message_id: string;
  message_hash: string;
  origin: Origin;
  type: string;
  event: string;
  anonymous_id: string;
  user_id: string;
  previous_id: string;
  timestamp: string;
  original_timestamp: string | null;
  sent_at: string | null;
  is_non_interaction: boolean;
  bot_rule: string;
  payload: string;
}

/** What user agents are asked for. */
export interface UserAgents {
  botRule: (userAgent: string) => string;
  readAgent: (userAgent: string) => AgentColumns;
}

/** Makes the row of an event. `json` is its payload, parsed. */
export function toEventRow(
  event: TrackedEvent,
  json: JsonObject,
  rest: RowOrigin & Pick<EventRow, 'affiliate_id' | 'origin' | 'message_hash' | 'payload'>,
  agents: UserAgents,
): EventRow {
  const context = objectIn(json, 'context');
  return {
    ...rest,
    placed_at: toInstant(event.placedAtMs),
    message_id: event.messageId,
    type: event.type,
    event: event.event,
    anonymous_id: event.anonymousId,
    user_id: event.userId,
    previous_id: event.previousId,
    timestamp: toInstant(event.timestampMs),
    original_timestamp: event.originalTimestampMs === undefined ? null : toInstant(event.originalTimestampMs),
    sent_at: event.sentAtMs === undefined ? null : toInstant(event.sentAtMs),
    ...readPage(event.type, json),
    ...readVisit(context, agents.readAgent),
    is_non_interaction:
      objectIn(json, 'properties')['nonInteraction'] === true || context['nonInteraction'] === true,
    bot_rule: agents.botRule(textIn(context, 'userAgent')),
  };
}

export type ChangeRow = ReturnType<typeof toChangeRow>;

/** Makes the row of a reservation change. `hash` is its body's. */
export function toChangeRow(change: ReservationChange, hash: string, rest: RowOrigin & { payload: string }) {
  return {
    ...rest,
    /** The person is gone from it, as from its payload. */
    is_erased: false,
    reservation_id: change.reservationId,
    version: change.version,
    body_hash: hash,
    change_id: change.changeId,
    changed_at: toInstant(change.changedAtMs),
    source: change.source,
    kind: change.kind,
    initiator: change.initiator,
    reason: change.reason,
    type: change.type,
    status: change.status,
    vendor_id: change.vendorId,
    traveler_id: change.travelerId,
    affiliate_id: change.affiliateId,
    trip_id: change.tripId,
    confirmation: change.confirmation,
    click_id: change.clickId,
    click_anonymous_id: change.clickAnonymousId,
    click_user_id: change.clickUserId,
    click_sub_id: change.clickSubId,
    booked_at: toInstant(change.bookedAtMs),
    start_at: toInstant(change.startAtMs),
    end_at: toInstant(change.endAtMs),
    start_local: toInstant(change.startLocalMs),
    end_local: toInstant(change.endLocalMs),
    timezone: change.timezone,
    amount: change.amount,
    retained: change.retained,
    currency: change.currency,
    traveler_country: change.travelerCountry,
    hotel_nights: change.hotelNights,
    hotel_rooms: change.hotelRooms,
    hotel_guests: change.hotelGuests,
    hotel_room_amount: change.hotelRoomAmount,
    hotel_city: change.hotelCity,
    hotel_country: change.hotelCountry,
    ...tripColumns(change),
  };
}

/** One row for everything received: what the accounts are made of. */
export interface ReceiptRow extends RowOrigin {
  affiliate_id: string;
  kind: 'event' | 'change';
  /** `accepted`, `erased` (its person was), or why not. */
  outcome: string;
  message_hash: string;
  /** Hour of an event's placed_at, booking date of a change, '' when rejected or erased. */
  slice: string;
}

export interface DeadLetterRow extends RowOrigin {
  affiliate_id: string;
  kind: 'event' | 'change';
  reason: string;
  message: string;
  payload: string;
}
