import { randomUUIDv7 } from 'node:crypto';
import type { Bus, ReceivedMessage } from '../../infra/bus/bus.ts';
import type { Clock } from '../../infra/clock.ts';
import type { Metrics } from '../../infra/metrics.ts';
import { datesOf, hoursOf, recordBatch, type BatchRecord } from './batches.ts';
import { addDeadLetter, createBatchReader, type Batch, type Entry } from './batch.ts';
import { insertRows, retrying, type InsertDeps } from './insert.ts';
import type { RowOrigin } from './rows.ts';
import { createStates } from './states.ts';
import type { Suppressions } from '../../warehouse/repositories/suppressions.ts';

export interface FlushDeps extends InsertDeps {
  bus: Bus;
  clock: Clock;
  metrics: Metrics;
  loaderId: string;
  /** Who was erased: nothing of them is stored again. */
  suppressions: Suppressions;
  /** Told of each batch that was begun and given up, so that it can be closed. */
  onFailed(batchId: string): void;
}

/**
 * Creates the function that stores messages: intent > events > changes > dead letters > receipts > states > done.
 * It resolves when all is stored; it may run again for the same messages at any time, to no other effect.
 */
export function createFlush(deps: FlushDeps): (messages: readonly ReceivedMessage[]) => Promise<void> {
  const reader = createBatchReader();
  const states = createStates(deps);
  const loaded = deps.metrics.counter(
    'milepost_loaded_total',
    'Events and changes stored, by kind and outcome',
    ['kind', 'outcome'],
  );
  const seconds = deps.metrics.histogram(
    'milepost_loader_flush_seconds',
    'Time of one flush to the warehouse',
  );

  async function store(batch: Batch): Promise<void> {
    const record = recordOf(batch, deps.loaderId);
    await retrying(() => recordBatch('intent', record, deps), deps);
    batch.events = await insertEntries('events', 'event', batch.events, (row) => row.placed_at, batch);
    batch.changes = await insertEntries(
      'reservation_changes',
      'change',
      batch.changes,
      (row) => row.booked_at,
      batch,
    );
    await insertAll('dead_letters', rowsOf(batch.deadLetters));
    const stored = [...batch.events, ...batch.changes, ...batch.deadLetters].map(({ receipt }) => receipt);
    const receipts = [...stored, ...batch.erased];
    const [bookedDates] = await Promise.all([
      retrying(() => states.publish(rowsOf(batch.changes)), deps),
      insertAll('receipts', receipts),
    ]);
    await retrying(() => recordBatch('done', { ...recordOf(batch, deps.loaderId), bookedDates }, deps), deps);
    for (const { kind, outcome } of receipts) loaded.inc({ kind, outcome });
  }

  /** Inserts rows; those refused move to the dead letters. */
  async function insertEntries<Row extends RowOrigin & { affiliate_id: string; payload: string }>(
    table: string,
    kind: 'event' | 'change',
    entries: Entry<Row>[],
    partitionedBy: (row: Row) => string,
    batch: Batch,
  ): Promise<Entry<Row>[]> {
    const options = { name: `insert-${table.replace('_', '-')}`, partitionedBy };
    const refused = await insertRows(table, rowsOf(entries), options, deps);
    if (refused.length === 0) return entries;
    for (const { row, message } of refused) {
      const envelope = { affiliateId: row.affiliate_id, receivedAt: row.received_at };
      const item = { receiptId: row.receipt_id, payload: row.payload };
      addDeadLetter(batch, kind, envelope, item, { code: 'refused_by_warehouse', message });
    }
    const rows = new Set(refused.map(({ row }) => row));
    return entries.filter(({ row }) => !rows.has(row));
  }

  /** Inserts rows of columns that take any value: a refusal is our own fault, and stops the flush. */
  async function insertAll(table: string, rows: readonly RowOrigin[]): Promise<void> {
    const options = {
      name: `insert-${table.replace('_', '-')}`,
      partitionedBy: (row: RowOrigin) => row.received_at,
    };
    const [refused] = await insertRows(table, rows, options, deps);
    if (refused !== undefined)
      throw new Error(`${table} refused ${refused.row.receipt_id}: ${refused.message}`);
  }

  return async (messages) => {
    const list = await retrying(() => deps.suppressions.current(), deps);
    const batch = reader.read(messages, randomUUIDv7(), deps.clock.now(), list);
    const { events, changes, deadLetters, erased } = batch;
    if (events.length + changes.length + deadLetters.length + erased.length === 0) return;
    const stop = seconds.startTimer();
    try {
      await store(batch);
    } catch (thrown) {
      deps.onFailed(batch.batchId);
      throw thrown;
    } finally {
      stop();
    }
  };
}

function recordOf(batch: Batch, loaderId: string): BatchRecord {
  return {
    batchId: batch.batchId,
    loaderId,
    eventHours: hoursOf(batch.events.map(({ row }) => row.placed_at)),
    bookedDates: datesOf(batch.changes.map(({ row }) => row.booked_at)),
    events: batch.events.length,
    changes: batch.changes.length,
  };
}

function rowsOf<Row>(entries: readonly Entry<Row>[]): Row[] {
  return entries.map(({ row }) => row);
}
