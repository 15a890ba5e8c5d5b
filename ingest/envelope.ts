import { MilepostError } from '../infra/errors.ts';
import type { ReceivedMessage } from '../infra/bus/bus.ts';
import { eventTypes, type EventType, type Origin } from './event.ts';
import { isObject } from './json.ts';

export const schemaVersion = '1';

/** One event or change on its way, accepted or not. */
export interface EnvelopeItem {
  /** UUID, given once, when it was received. */
  receiptId: string;
  /** Its JSON as sent, less addresses, on one line; of a rejected one at most 32 KB. */
  payload: string;
  /** Why it was not accepted; absent: it was. */
  rejection?: { code: string; message: string };
}

/** What travels in one message of `events` or `reservations.changes`: items of one key out of one request. */
export interface Envelope {
  /** Instant at which the request was received. */
  receivedAt: string;
  /** The affiliate of the events, or of rejected changes; '' where it is not known or each change names its own. */
  affiliateId: string;
  origin: Origin;
  /** The request's sentAt, where it has one. */
  sentAt?: string;
  /** The type that the path gave to the events; absent: each names its own. */
  type?: EventType;
  items: readonly EnvelopeItem[];
}

/**
 * Writes an envelope as bytes: a line of JSON with all but the payloads, then a line for each payload, so that a
 * payload is passed on as it came and neither side serialises it again.
 */
export function encodeEnvelope(envelope: Envelope): Buffer {
  const { items, ...request } = envelope;
  const head = {
    ...request,
    items: items.map(({ receiptId, rejection }) =>
      rejection === undefined ? receiptId : [receiptId, rejection.code, rejection.message],
    ),
  };
  let text = JSON.stringify(head);
  for (const { payload } of items) text += `\n${payload}`;
  return Buffer.from(text);
}

/**
 * Reads what {@link encodeEnvelope} wrote. Unknown fields of the head are ignored.
 *
 * @throws {MilepostError} `unreadable_message` when the message is nothing of the kind.
 */
export function decodeEnvelope(message: Pick<ReceivedMessage, 'value' | 'headers'>): Envelope {
  const version = message.headers['schemaVersion'];
  if (version !== schemaVersion) throw unreadable(`schemaVersion ${version ?? 'missing'} is not known`);
  if (message.value === null) throw unreadable('The message is empty');
  const [first = '', ...payloads] = message.value.toString().split('\n');
  const head = parseHead(first);
  const { receivedAt, affiliateId, origin, sentAt, items } = head;
  const type = eventTypes.find((each) => each === head['type']);
  if (
    typeof receivedAt !== 'string' ||
    Number.isNaN(Date.parse(receivedAt)) ||
    typeof affiliateId !== 'string' ||
    (origin !== 'http' && origin !== 'import') ||
    !Array.isArray(items) ||
    items.length !== payloads.length
  ) {
    throw unreadable('The head of the envelope is not complete');
  }
  return {
    receivedAt,
    affiliateId,
    origin,
    ...(typeof sentAt === 'string' ? { sentAt } : {}),
    ...(type === undefined ? {} : { type }),
    items: items.map((item: unknown, index) => toItem(item, payloads[index] ?? '')),
  };
}

const uuid = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/;

function toItem(item: unknown, payload: string): EnvelopeItem {
  if (typeof item === 'string' && uuid.test(item)) return { receiptId: item, payload };
  const [receiptId, code, text]: unknown[] = Array.isArray(item) ? item : [];
  if (
    typeof receiptId === 'string' &&
    uuid.test(receiptId) &&
    typeof code === 'string' &&
    typeof text === 'string'
  ) {
    return { receiptId, payload, rejection: { code, message: text } };
  }
  throw unreadable('An item of the envelope has no receipt');
}

function parseHead(line: string): Readonly<Record<string, unknown>> {
  try {
    const head: unknown = JSON.parse(line);
    if (isObject(head)) return head;
  } catch (thrown) {
    throw unreadable('The head of the envelope is not JSON', thrown);
  }
  throw unreadable('The head of the envelope is not an object');
}

function unreadable(text: string, cause?: unknown): MilepostError {
  return new MilepostError('unreadable_message', text, { cause });
}
