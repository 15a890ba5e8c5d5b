import { describe, expect, test } from 'vitest';
import { createSilentLog } from '../../../infra/log.ts';
import { MilepostError } from '../../../infra/errors.ts';
import { insertRows } from '../../../ingest/loader/insert.ts';
import { createOrphans } from '../../../ingest/loader/orphans.ts';
import { toRawItem } from '../../../ingest/payload.ts';
import type { Warehouse } from '../../../warehouse/client.ts';
import { aChange } from '../../unit/ingest/a-change.ts';
import { createWorld, now, type World } from './world.ts';

const page = { type: 'page', anonymousId: 'a1' };

/** A warehouse that fails the first inserts into a table, as if the process had died before them. */
function failing(table: string, times: { left: number }) {
  return (warehouse: Warehouse): Warehouse => ({
    ...warehouse,
    insert(into, rows, options) {
      if (into !== table || times.left === 0) return warehouse.insert(into, rows, options);
      times.left -= 1;
      return Promise.reject(new MilepostError('warehouse_unavailable', 'killed', { retryable: true }));
    },
  });
}

/** A warehouse that cannot place the event `bad`. */
const refusing = (warehouse: Warehouse): Warehouse => ({
  ...warehouse,
  insert: (table, rows, options) =>
    table === 'events'
      ? warehouse.insert(
          table,
          rows.map((row) =>
            'message_id' in row && row.message_id === 'bad' ? { ...row, placed_at: 'never' } : row,
          ),
          options,
        )
      : warehouse.insert(table, rows, options),
});

function orphansOf(world: World, loaderId: string) {
  return createOrphans({
    warehouse: world.warehouse,
    clock: world.clock,
    log: createSilentLog(),
    loaderId,
    hasFailed: () => false,
    onClosed: () => {},
  });
}

describe('a loader that dies', () => {
  test('between rows and receipts: sent again, everything counts once and nothing is missing', async () => {
    const times = { left: 1 };
    const world = await createWorld({ wrap: failing('receipts', times), loaderId: 'elsewhere:1:a' });
    const batch = [{ ...page, messageId: 'm1' }, { ...page, messageId: 'm2' }, { type: 'no' }];
    expect(await world.send('/v1/batch', { batch })).toMatchObject({ status: 503 });
    expect(await world.warehouse.query('select 1 from receipts', { name: 'test' })).toEqual([]);

    // Not dead for certain: left alone for five minutes.
    expect(await orphansOf(world, 'here:2:b').close()).toBe(0);
    world.clock.time = now + 5 * 60_000 + 1;
    expect(await orphansOf(world, 'here:2:b').close()).toBe(1);
    expect(await world.account()).toMatchObject({
      received: 3,
      stored: 2,
      rejected: 1,
      duplicate: 0,
      missing: 0,
    });
    const [done] = await world.warehouse.query(
      "select is_orphan, events, event_hours from batches where phase = 'done'",
      { name: 'test' },
    );
    expect(done).toEqual({ is_orphan: true, events: 2, event_hours: ['2026-05-01T12:00:00Z'] });

    expect(await world.send('/v1/batch', { batch })).toMatchObject({ status: 200 });
    expect(await world.account()).toMatchObject({
      received: 6,
      stored: 2,
      rejected: 2,
      duplicate: 2,
      missing: 0,
    });
    expect(await orphansOf(world, 'here:2:b').close()).toBe(0);
  });

  test('between rows and done, of changes: closed at once when its process is gone, as often as one likes', async () => {
    const times = { left: 1 };
    const world = await createWorld({ wrap: failing('receipts', times), loaderId: 'here:99999999:a' });
    const items = [toRawItem(aChange()), toRawItem({ ...aChange(), version: 4 })];
    await expect(world.intake.submitChanges({ origin: 'import', items })).rejects.toMatchObject({
      retryable: true,
    });
    const orphans = orphansOf(world, 'here:2:b');
    expect(await orphans.close()).toBe(1);
    await world.warehouse.command("delete from batches where phase = 'done'", { name: 'test' });
    expect(await orphans.close()).toBe(1);
    expect(await world.account('change', 'agent-9')).toMatchObject({
      received: 2,
      stored: 2,
      duplicate: 0,
      missing: 0,
    });
    const [done] = await world.warehouse.query(
      "select is_orphan, changes, booked_dates from batches final where phase = 'done'",
      { name: 'test' },
    );
    expect(done).toEqual({ is_orphan: true, changes: 2, booked_dates: ['2016-02-01'] });
  });
});

describe('what cannot be stored', () => {
  test('a message that is no envelope is a dead letter with its bytes', async () => {
    const world = await createWorld();
    const value = Buffer.from([0xff, 0x00, 0x01]);
    await world.bus.publish([
      { topic: 'events', key: 'x', value, headers: { schemaVersion: '1' } },
      { topic: 'events', key: 'x', value: Buffer.from('{"old":1}'), headers: { schemaVersion: '0' } },
    ]);
    const letters = await world.warehouse.query(
      'select reason, message, payload from dead_letters order by payload',
      { name: 'test' },
    );
    expect(letters).toEqual([
      {
        reason: 'unreadable_message',
        message: expect.stringContaining('head'),
        payload: `base64:${value.toString('base64')}`,
      },
      {
        reason: 'unreadable_message',
        message: expect.stringContaining('schemaVersion 0'),
        payload: '{"old":1}',
      },
    ]);
    expect(await world.account('event', '')).toMatchObject({ received: 2, rejected: 2 });
  });

  test('a row that the warehouse refuses is found among its neighbours, which go in', async () => {
    const world = await createWorld({ wrap: refusing });
    const batch = ['m1', 'm2', 'bad', 'm3', 'm4'].map((messageId) => ({ ...page, messageId }));
    expect(await world.send('/v1/batch', { batch })).toMatchObject({ status: 200 });
    expect(await world.account()).toMatchObject({
      received: 5,
      stored: 4,
      rejected: 1,
      rejectedByReason: { refused_by_warehouse: 1 },
    });
    const letters = await world.warehouse.query('select reason, message from dead_letters', { name: 'test' });
    expect(letters).toEqual([
      { reason: 'refused_by_warehouse', message: expect.stringContaining('insert-events') },
    ]);
  });
});

test('rows of over 100 months are inserted in parts', async () => {
  const { warehouse, intake } = await createWorld();
  const items = Array.from({ length: 130 }, (_, month) =>
    toRawItem({ ...page, timestamp: new Date(Date.UTC(2010, month, 1)).toISOString() }),
  );
  expect(await intake.submitEvents({ affiliateId: 'acme', origin: 'import', items })).toEqual([]);
  expect(await warehouse.query('select count() as rows from events', { name: 'test' })).toEqual([
    { rows: 130 },
  ]);
});

test('what may pass is tried again, a bounded number of times', async () => {
  const { warehouse } = await createWorld();
  const row = { affiliate_id: 'a', name: 'A' };
  const options = { name: 'test', partitionedBy: () => '2026-01' };
  for (const [left, isStored] of [
    [2, true],
    [3, false],
  ] as const) {
    const deps = {
      warehouse: failing('affiliates', { left })(warehouse),
      log: createSilentLog(),
      retryDelaysMs: [1, 1],
    };
    const inserted = insertRows('affiliates', [row], options, deps).then(
      () => true,
      () => false,
    );
    expect(await inserted).toBe(isStored);
  }
});
