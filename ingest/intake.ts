import { randomUUIDv7 } from 'node:crypto';
import type { Bus, BusMessage, Topic } from '../infra/bus/bus.ts';
import { toInstant, type Clock } from '../infra/clock.ts';
import type { Log } from '../infra/log.ts';
import type { Metrics } from '../infra/metrics.ts';
import type { Identity } from '../infra/auth/identity.ts';
import { createChangeReader } from './change.ts';
import { encodeEnvelope, schemaVersion, type Envelope, type EnvelopeItem } from './envelope.ts';
import type { EventType, Origin } from './event.ts';
import { admitChange } from './admit-change.ts';
import { admitEvent, type Admitted } from './admit-event.ts';
import { isObject, textIn, type JsonObject } from './json.ts';
import type { RawItem } from './payload.ts';
import type { FindReservationOwners, ReservationOwners } from './reservation-owners.ts';

export interface IntakeDeps {
  bus: Bus;
  clock: Clock;
  metrics: Metrics;
  log: Log;
  /** Needed where senders are limited to vendors or affiliates: whose a reservation is already. */
  findReservationOwners: FindReservationOwners;
  /** Makes a UUID, in time order; default: version 7. */
  newReceiptId?: () => string;
}

/** Events of one request of one affiliate. */
interface EventBatch {
  affiliateId: string;
  origin: Origin;
  items: readonly RawItem[];
  /** The batch's `sentAt`, as it came. */
  sentAt?: string | undefined;
  /** The type that the path gives to the events. */
  type?: EventType | undefined;
  /** The batch's `context`: each event's own is laid over it. */
  context?: JsonObject | undefined;
  /** The key that authenticated the batch, where it was found in an event: events with another are rejected. */
  writeKey?: string | undefined;
}

/** Reservation changes of one request. */
interface ChangeBatch {
  origin: Origin;
  items: readonly RawItem[];
  /** Who sends them; its limits hold for each change. Absent: no limits. */
  identity?: Identity | undefined;
}

/** What the sender is told of an item that was not accepted; `messageId` is a change's changeId. */
export interface Rejected {
  index: number;
  messageId: string | null;
  code: string;
  message: string;
}

/** Takes events and changes in: validates, gives receipts, publishes. */
export interface Intake {
  /**
   * Resolves, with what was rejected, when all is durable: what was accepted, and of what was rejected the
   * reason and the payload.
   *
   * @throws {MilepostError} `bus_overloaded`, `bus_unavailable` (both retryable): send all of it again.
   */
  submitEvents(batch: EventBatch): Promise<Rejected[]>;
  /** As {@link Intake.submitEvents}. */
  submitChanges(batch: ChangeBatch): Promise<Rejected[]>;
}

/** A message stays under a megabyte, Kafka's usual limit. */
const maxEnvelopeBytes = 768 * 1024;

/**
 * Creates the way in that the collector's routes and the CLI's imports share.
 *
 * @example
 * const rejected = await intake.submitChanges({ origin: 'import', items: rows.map((row) => toRawItem(row)) });
 */
export function createIntake(deps: IntakeDeps): Intake {
  const newReceiptId = deps.newReceiptId ?? (() => randomUUIDv7());
  const changes = createChangeReader();
  const counter = deps.metrics.counter(
    'milepost_collected_total',
    'Events and changes received, by kind and outcome',
    ['kind', 'outcome'],
  );

  async function submit(
    topic: Topic,
    head: Omit<Envelope, 'items' | 'affiliateId'>,
    admitted: readonly Admitted[],
  ): Promise<Rejected[]> {
    const groups = new Map<string, { affiliateId: string; key: string; items: EnvelopeItem[] }>();
    const rejected: Rejected[] = [];
    admitted.forEach(({ key, affiliateId, item, messageId }, index) => {
      // Of one key, what was rejected may name another affiliate than what was accepted.
      const id = `${affiliateId}\n${key}`;
      const group = groups.get(id);
      if (group === undefined) groups.set(id, { affiliateId, key, items: [item] });
      else group.items.push(item);
      if (item.rejection !== undefined) rejected.push({ index, messageId, ...item.rejection });
    });
    const messages: BusMessage[] = [];
    for (const { affiliateId, key, items } of groups.values()) {
      for (const part of splitBySize(items)) {
        const value = encodeEnvelope({ ...head, affiliateId, items: part });
        messages.push({ topic, key, value, headers: { schemaVersion } });
      }
    }
    if (messages.length > 0) await deps.bus.publish(messages);
    const kind = topic === 'events' ? 'event' : 'change';
    counter.inc({ kind, outcome: 'accepted' }, admitted.length - rejected.length);
    for (const { code } of rejected) counter.inc({ kind, outcome: code });
    if (rejected.length > 0) {
      const codes = [...new Set(rejected.map(({ code }) => code))];
      deps.log.info({ kind, rejected: rejected.length, of: admitted.length, codes }, 'not all was accepted');
    }
    return rejected;
  }

  return {
    submitEvents(batch) {
      const receivedAtMs = deps.clock.now();
      const admitted = admitEvents(batch, receivedAtMs, newReceiptId);
      const head = {
        receivedAt: toInstant(receivedAtMs),
        origin: batch.origin,
        ...(batch.sentAt === undefined ? {} : { sentAt: batch.sentAt }),
        ...(batch.type === undefined ? {} : { type: batch.type }),
      };
      return submit('events', head, admitted);
    },
    async submitChanges(batch) {
      const { identity } = batch;
      const isLimited = identity?.vendorIds !== undefined || identity?.affiliateIds !== undefined;
      const ids = batch.items.map(({ value }) => (isObject(value) ? textIn(value, 'reservationId') : ''));
      const owners = isLimited ? await deps.findReservationOwners(ids) : new Map<string, ReservationOwners>();
      const head = { receivedAt: toInstant(deps.clock.now()), origin: batch.origin };
      const admitted = batch.items.map((item, index) =>
        admitChange(item, {
          reader: changes,
          identity,
          owners: owners.get(ids[index] ?? ''),
          receiptId: newReceiptId(),
        }),
      );
      return submit('reservations.changes', head, admitted);
    },
  };
}

/** Laid over each event, a batch's context may not make a batch many times its size. */
const maxAddedBytes = 2 * 1024 * 1024;

function admitEvents(batch: EventBatch, receivedAtMs: number, newReceiptId: () => string): Admitted[] {
  const contextBytes = batch.context === undefined ? 0 : JSON.stringify(batch.context).length;
  return batch.items.map((item, index) =>
    admitEvent(item, {
      receiptId: newReceiptId(),
      receivedAtMs,
      origin: batch.origin,
      affiliateId: batch.affiliateId,
      sentAt: batch.sentAt,
      type: batch.type,
      writeKey: batch.writeKey,
      batchContext: batch.context,
      isOverBudget: contextBytes * (index + 1) > maxAddedBytes,
    }),
  );
}

function* splitBySize(items: readonly EnvelopeItem[]): Generator<readonly EnvelopeItem[]> {
  let part: EnvelopeItem[] = [];
  let sizeBytes = 0;
  for (const item of items) {
    // At most 3 bytes a UTF-16 unit, and the receipt.
    const itemBytes = item.payload.length * 3 + (item.rejection?.message.length ?? 0) * 3 + 64;
    if (part.length > 0 && sizeBytes + itemBytes > maxEnvelopeBytes) {
      yield part;
      part = [];
      sizeBytes = 0;
    }
    part.push(item);
    sizeBytes += itemBytes;
  }
  if (part.length > 0) yield part;
}
