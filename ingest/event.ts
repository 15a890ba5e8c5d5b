import { fault, type EventReason, type Read } from './fault.ts';
import { isStorable, parseInstant } from './instant.ts';
import { isAbsent, isObject, objectIn, textIn, type JsonObject } from './json.ts';

export const eventTypes = ['track', 'identify', 'page', 'screen', 'group', 'alias'] as const;
export type EventType = (typeof eventTypes)[number];

/** How an event came in. */
export type Origin = 'http' | 'import';

/** What the request says of all its events. */
export interface EventContext {
  receiptId: string;
  /** Epoch milliseconds. */
  receivedAtMs: number;
  origin: Origin;
  /** The batch's `sentAt` as it came, where there is one. */
  sentAt?: string | undefined;
  /** The type that the path gave to the event; absent: the event names its own. */
  type?: EventType | undefined;
}

/** An event that can be accepted: what the warehouse's columns are made of, beside the payload. Times are epoch ms. */
export interface TrackedEvent {
  type: EventType;
  messageId: string;
  event: string;
  anonymousId: string;
  userId: string;
  previousId: string;
  /** The client's time as sent, else receivedAt: where the row is placed. */
  placedAtMs: number;
  /** The client's time, corrected by its clock's skew. */
  timestampMs: number;
  originalTimestampMs: number | undefined;
  sentAtMs: number | undefined;
}

const hourMs = 3_600_000;
const maxAheadMs = 24 * hourMs;
const maxBehindMs = 400 * 24 * hourMs;
const leastSkewMs = 5 * 60_000;
const maxIdLength = 255;

/** Libraries whose sentAt is when the batch file was closed, not when it was sent. */
const sentAtIsNotSending = new Set(['analytics-swift', 'analytics-kotlin']);

/**
 * Reads an event of the Segment protocol, or says why it cannot be accepted. Never throws.
 *
 * @example readEvent({ type: 'page', userId: 'u1' }, { receiptId, receivedAtMs: 0, origin: 'http' })
 */
export function readEvent(value: unknown, context: EventContext): Read<TrackedEvent, EventReason> {
  if (!isObject(value)) return fault('not_an_object', 'An event is a JSON object');
  const type = context.type ?? eventTypes.find((each) => each === value['type']);
  if (type === undefined) {
    return fault('unknown_type', `type: ${show(value['type'])} is none of ${eventTypes.join(', ')}`);
  }
  for (const name of ['userId', 'anonymousId', 'previousId'] as const) {
    const message = faultOfId(value[name]);
    if (message !== undefined) return fault('invalid_identity', `${name}: ${message}`);
  }
  const userId = textIn(value, 'userId');
  const anonymousId = textIn(value, 'anonymousId');
  const previousId = textIn(value, 'previousId');
  if (userId === '' && anonymousId === '') {
    return fault('missing_identity', 'userId or anonymousId is required');
  }
  const messageIdFault = faultOfId(value['messageId']);
  if (messageIdFault !== undefined) return fault('invalid_message_id', `messageId: ${messageIdFault}`);
  const messageId = textIn(value, 'messageId') || `server-${context.receiptId}`;
  const event = textIn(value, 'event');
  if (type === 'track' && event === '') {
    return fault('missing_event_name', 'event: a track event needs a name, a string that is not empty');
  }
  if (type === 'alias' && previousId === '') {
    return fault('missing_previous_id', 'previousId: an alias event needs the id that is given up');
  }
  const times = readTimes(value, context);
  if (!times.ok) return times;
  return { ok: true, value: { type, messageId, event, anonymousId, userId, previousId, ...times.value } };
}

type Times = Pick<TrackedEvent, 'placedAtMs' | 'timestampMs' | 'originalTimestampMs' | 'sentAtMs'>;

function readTimes(value: JsonObject, context: EventContext): Read<Times, EventReason> {
  const name = isAbsent(value['originalTimestamp']) ? 'timestamp' : 'originalTimestamp';
  const given = value[name];
  const sentAt = context.sentAt ?? value['sentAt'];
  const sentAtMs = typeof sentAt === 'string' ? parseInstant(sentAt) : undefined;
  const storableSentAtMs = sentAtMs !== undefined && isStorable(sentAtMs) ? sentAtMs : undefined;
  if (isAbsent(given)) {
    const placedAtMs = context.receivedAtMs;
    return {
      ok: true,
      value: {
        placedAtMs,
        timestampMs: placedAtMs,
        originalTimestampMs: undefined,
        sentAtMs: storableSentAtMs,
      },
    };
  }
  const sentMs = typeof given === 'string' ? parseInstant(given) : undefined;
  if (sentMs === undefined) {
    return fault(
      'invalid_timestamp',
      `${name}: ${show(given)} is not an instant; send ISO 8601 with its zone, e.g. 2026-05-01T12:00:00.000Z`,
    );
  }
  const timestampMs = correctTimestamp(sentMs, context.receivedAtMs, sentAtMs, libraryOf(value));
  const aheadMs = timestampMs - context.receivedAtMs;
  const isInRange = context.origin === 'import' || (aheadMs <= maxAheadMs && -aheadMs <= maxBehindMs);
  if (!isInRange || !isStorable(sentMs) || !isStorable(timestampMs)) {
    return fault(
      'timestamp_out_of_range',
      `${name}: ${show(given)} is more than 24 hours ahead of when it was received, or more than 400 days behind`,
    );
  }
  return {
    ok: true,
    value: { placedAtMs: sentMs, timestampMs, originalTimestampMs: sentMs, sentAtMs: storableSentAtMs },
  };
}

/**
 * Returns the client's time moved by `receivedAt - sentAt`, where that is 5 minutes or more and sentAt is the
 * time of sending (https://segment.com/docs/connections/spec/common/#timestamps). All in epoch milliseconds.
 *
 * @example correctTimestamp(1_000, 3_600_000, 2_000, 'analytics.js') // 3_599_000: the clock was an hour late
 */
export function correctTimestamp(
  timestampMs: number,
  receivedAtMs: number,
  sentAtMs: number | undefined,
  library: string,
): number {
  if (sentAtMs === undefined || sentAtIsNotSending.has(library)) return timestampMs;
  const skewMs = receivedAtMs - sentAtMs;
  return Math.abs(skewMs) >= leastSkewMs ? timestampMs + skewMs : timestampMs;
}

function libraryOf(event: JsonObject): string {
  return textIn(objectIn(objectIn(event, 'context'), 'library'), 'name').toLowerCase();
}

function faultOfId(id: unknown): string | undefined {
  if (isAbsent(id)) return undefined;
  if (typeof id !== 'string' && typeof id !== 'number') return 'must be a string';
  if (String(id).length > maxIdLength) return `is longer than ${maxIdLength} characters`;
  return undefined;
}

function show(value: unknown): string {
  return value === undefined ? 'nothing' : JSON.stringify(value).slice(0, 60);
}
