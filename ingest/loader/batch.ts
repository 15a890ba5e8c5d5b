import { isUtf8 } from 'node:buffer';
import { hash } from 'node:crypto';
import type { ReceivedMessage } from '../../infra/bus/bus.ts';
import { toInstant } from '../../infra/clock.ts';
import { messageOf } from '../../infra/errors.ts';
import { createChangeReader } from '../change.ts';
import { decodeEnvelope, type Envelope, type EnvelopeItem } from '../envelope.ts';
import { readEvent } from '../event.ts';
import { isObject } from '../json.ts';
import type { SuppressionList } from '../../warehouse/repositories/suppressions.ts';
import { createBotRule } from './bot-rule.ts';
import { isErasedEvent, mentionsErased, withoutErased } from './erased.ts';
import { bodyHash, messageHash } from './hashes.ts';
import {
  toChangeRow,
  toEventRow,
  type ChangeRow,
  type DeadLetterRow,
  type EventRow,
  type ReceiptRow,
  type RowOrigin,
} from './rows.ts';
import { createAgentReader } from './user-agent.ts';

/** A row that is to be stored, and the receipt that says so. */
export interface Entry<Row> {
  row: Row;
  receipt: ReceiptRow;
}

/** Everything that one flush stores. */
export interface Batch {
  batchId: string;
  events: Entry<EventRow>[];
  changes: Entry<ChangeRow>[];
  deadLetters: Entry<DeadLetterRow>[];
  /** What came of erased persons and is not stored at all. */
  erased: ReceiptRow[];
}

export interface BatchReader {
  /**
   * Reads messages of `events` and `reservations.changes` into rows, without the persons on the list. Never throws: what it
   * cannot read is a dead letter.
   */
  read(messages: readonly ReceivedMessage[], batchId: string, nowMs: number, list: SuppressionList): Batch;
}

/** Creates a reader; it remembers what it has looked up (bots, local times). */
export function createBatchReader(): BatchReader {
  const agents = { botRule: createBotRule(), readAgent: createAgentReader() };
  const changeReader = createChangeReader();

  function addEvent(batch: Batch, envelope: Envelope, item: EnvelopeItem, list: SuppressionList): void {
    const origin = originOf(batch, envelope, item);
    const json: unknown = JSON.parse(item.payload);
    const read = readEvent(json, {
      receiptId: item.receiptId,
      receivedAtMs: Date.parse(envelope.receivedAt),
      origin: envelope.origin,
      sentAt: envelope.sentAt,
      type: envelope.type,
    });
    if (!read.ok || !isObject(json)) {
      addRejected(batch, 'event', envelope, item, read.ok ? unreadable('no object') : read.fault, list);
      return;
    }
    const { affiliateId: affiliate_id } = envelope;
    const message_hash = messageHash(affiliate_id, read.value.messageId);
    const row = toEventRow(
      read.value,
      json,
      { ...origin, affiliate_id, message_hash, origin: envelope.origin, payload: item.payload },
      agents,
    );
    if (isErasedEvent(row, list)) {
      batch.erased.push(erasedReceipt({ ...origin, affiliate_id, kind: 'event' }));
      return;
    }
    batch.events.push({
      row,
      receipt: {
        ...origin,
        affiliate_id,
        kind: 'event',
        outcome: 'accepted',
        message_hash,
        slice: row.placed_at.slice(0, 13),
      },
    });
  }

  function addChange(batch: Batch, envelope: Envelope, item: EnvelopeItem, list: SuppressionList): void {
    const origin = originOf(batch, envelope, item);
    const json: unknown = JSON.parse(item.payload);
    const read = changeReader.read(json);
    if (!read.ok || !isObject(json)) {
      addRejected(batch, 'change', envelope, item, read.ok ? unreadable('no object') : read.fault, list);
      return;
    }
    const bodyHashed = bodyHash(json);
    const told = toChangeRow(read.value, bodyHashed, { ...origin, payload: item.payload });
    const row = withoutErased(told, list);
    const receiver = { ...origin, affiliate_id: row.affiliate_id, kind: 'change' as const };
    if (row.is_erased) {
      batch.changes.push({ row, receipt: erasedReceipt(receiver) });
      return;
    }
    batch.changes.push({
      row,
      receipt: {
        ...receiver,
        outcome: 'accepted',
        message_hash: messageHash(row.reservation_id, String(row.version), bodyHashed),
        slice: row.booked_at.slice(0, 10),
      },
    });
  }

  return {
    read(messages, batchId, nowMs, list) {
      const batch: Batch = { batchId, events: [], changes: [], deadLetters: [], erased: [] };
      for (const message of messages) {
        const kind = message.topic === 'events' ? 'event' : 'change';
        const envelope = tryDecode(message, nowMs);
        for (const item of envelope.items) {
          try {
            if (item.rejection !== undefined) addRejected(batch, kind, envelope, item, item.rejection, list);
            else if (kind === 'event') addEvent(batch, envelope, item, list);
            else addChange(batch, envelope, item, list);
          } catch (thrown) {
            addRejected(batch, kind, envelope, item, unreadable(messageOf(thrown)), list);
          }
        }
      }
      return batch;
    },
  };
}

/** Adds an item that was refused or cannot be read: a dead letter, unless it tells of somebody who was erased. */
function addRejected(
  batch: Batch,
  kind: 'event' | 'change',
  envelope: Envelope,
  item: EnvelopeItem,
  reason: { code: string; message: string },
  list: SuppressionList,
): void {
  if (mentionsErased(envelope.affiliateId, item.payload, list)) {
    const receiver = { ...originOf(batch, envelope, item), affiliate_id: envelope.affiliateId, kind };
    batch.erased.push(erasedReceipt(receiver));
    return;
  }
  addDeadLetter(batch, kind, envelope, item, reason);
}

/** Adds an item that cannot be stored: a dead letter with its reason, and its receipt. */
export function addDeadLetter(
  batch: Batch,
  kind: 'event' | 'change',
  envelope: Pick<Envelope, 'affiliateId' | 'receivedAt'>,
  item: Pick<EnvelopeItem, 'receiptId' | 'payload'>,
  { code, message }: { code: string; message: string },
): void {
  const origin = originOf(batch, envelope, item);
  const common = { ...origin, affiliate_id: envelope.affiliateId, kind };
  batch.deadLetters.push({
    row: { ...common, reason: code, message: message.toWellFormed(), payload: item.payload },
    receipt: { ...common, outcome: code, message_hash: '0', slice: '' },
  });
}

/** Nothing by which a message can be told: its hash is one of what its sender wrote. */
function erasedReceipt(receiver: RowOrigin & Pick<ReceiptRow, 'affiliate_id' | 'kind'>): ReceiptRow {
  return { ...receiver, outcome: 'erased', message_hash: '0', slice: '' };
}

function originOf(
  { batchId }: Batch,
  { receivedAt }: Pick<Envelope, 'receivedAt'>,
  { receiptId }: Pick<EnvelopeItem, 'receiptId'>,
): RowOrigin {
  return { received_at: receivedAt, receipt_id: receiptId, batch_id: batchId };
}

/** A message that is no envelope becomes one with a single rejected item: its bytes. */
function tryDecode(message: ReceivedMessage, nowMs: number): Envelope {
  try {
    return decodeEnvelope(message);
  } catch (thrown) {
    const bytes = message.value ?? Buffer.alloc(0);
    return {
      receivedAt: toInstant(nowMs),
      affiliateId: '',
      origin: 'http',
      items: [
        {
          // The same at every delivery, so that it is one dead letter.
          receiptId: receiptOf(message, bytes),
          payload: isUtf8(bytes) ? bytes.toString() : `base64:${bytes.toString('base64')}`,
          rejection: unreadable(messageOf(thrown)),
        },
      ],
    };
  }
}

function receiptOf({ topic, partition, offset }: ReceivedMessage, bytes: Buffer): string {
  const digest = hash('sha256', `${topic}/${partition}/${offset}/${bytes.toString('base64')}`);
  return `${digest.slice(0, 8)}-${digest.slice(8, 12)}-8${digest.slice(13, 16)}-8${digest.slice(17, 20)}-${digest.slice(20, 32)}`;
}

function unreadable(message: string): { code: string; message: string } {
  return { code: 'unreadable_message', message };
}
