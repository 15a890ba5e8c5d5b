import { randomUUID } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { createLocalLeadership } from '../../../infra/bus/local-leadership.ts';
import { createSilentLog } from '../../../infra/log.ts';
import { createMetrics } from '../../../infra/metrics.ts';
import { createPipelines } from '../../../pipelines/pipelines.ts';
import { startScheduler, usualTimes } from '../../../pipelines/scheduler.ts';
import { modelsFor } from '../../support/models-for.ts';
import { readPublished } from '../../support/published.ts';
import { storeChanges } from '../../support/raw-changes.ts';
import { storeEvents } from '../../support/raw-rows.ts';
import { createTestWarehouse, type TestWarehouse } from '../../support/warehouse.ts';

const now = '2026-04-10T00:00:00Z';
const rawTables = [
  'affiliates',
  'vendors',
  'fx_rates',
  'events',
  'receipts',
  'reservation_changes',
  'batches',
];

test('of two schedulers of a data directory one does the work, and the tables are those of a single one', async () => {
  const [single, double] = [await open(), await open()];
  const dataDir = mkdtempSync(join(tmpdir(), 'milepost-two-'));
  await storeWorld(single);
  await copyRaw(single, double);

  const first = startOne(double, dataDir);
  const second = startOne(double, dataDir);
  await untilDone(double);
  expect(second.runIds).toEqual([]);
  expect((await single.pipelines.run()).failed).toEqual([]);
  const expected = await readPublished(single.warehouse);
  expect(expected['value_entries']).toHaveLength(1);
  expect(await readPublished(double.warehouse)).toEqual(expected);
  const countSql = 'select uniqExact(run_id) as runs from runs';
  expect(await double.warehouse.query(countSql, { name: 'test' })).toEqual(
    await single.warehouse.query(countSql, { name: 'test' }),
  );

  // The other takes over and goes on.
  await first.close();
  const done = first.runIds.length;
  await storeEvents(single.warehouse, [visit('m4', '2026-03-02T10:20:00.000Z')]);
  await copyRaw(single, double);
  for (const { clock } of [single, double]) clock.time += 60_000;
  await untilDone(double);
  expect(second.runIds.length).toBeGreaterThan(0);
  expect(first.runIds).toHaveLength(done);
  await single.pipelines.run();
  expect(await readPublished(double.warehouse)).toEqual(await readPublished(single.warehouse));
});

const catalog = modelsFor('affiliate_quarters', 'value_entries');

/** A world whose pipelines are those of the affiliates' numbers. */
async function open(): Promise<TestWarehouse> {
  const world = await createTestWarehouse(now);
  const { warehouse, clock } = world;
  const deps = { warehouse, clock, log: createSilentLog(), newRunId: randomUUID, catalog };
  return { ...world, pipelines: createPipelines(deps) };
}

const visit = (messageId: string, timestamp: string) => ({ messageId, timestamp, anonymousId: 'd' });

async function storeWorld({ warehouse }: TestWarehouse): Promise<void> {
  const affiliate = { affiliate_id: 'a', name: 'A', currency: 'EUR', timezone: 'Europe/Amsterdam' };
  const vendor = { vendor_id: 'v', type: 'hotel', name: 'V', currency: 'USD', timezone: 'Asia/Kolkata' };
  await warehouse.insert('affiliates', [affiliate], { name: 'test' });
  await warehouse.insert('vendors', [vendor], { name: 'test' });
  await warehouse.insert('fx_rates', [{ base: 'EUR', currency: 'USD', date: '2026-03-01', rate: '1.1' }], {
    name: 'test',
  });
  await storeEvents(warehouse, [
    visit('m1', '2026-03-01T10:05:00.000Z'),
    visit('m2', '2026-03-01T10:58:00.000Z'),
    visit('m3', '2026-03-01T11:05:00.000Z'),
  ]);
  await storeChanges(warehouse, [
    {
      reservationId: 'r',
      version: 1,
      changedAt: '2026-03-01T10:30:00.000Z',
      bookedAt: '2026-03-01T10:30:00.000Z',
      startAt: '2026-03-05T10:00:00.000Z',
      endAt: '2026-03-07T10:00:00.000Z',
      status: 'booked',
      amount: '100.00',
      affiliateId: 'a',
      vendorId: 'v',
    },
  ]);
}

/** Gives the other the raw rows that it does not have, so that both have the same to the last receipt. */
async function copyRaw(from: TestWarehouse, to: TestWarehouse): Promise<void> {
  for (const table of rawTables) {
    await to.warehouse.command(
      `insert into {table:Identifier}
       select * from ${from.database}.${table} except select * from ${to.database}.${table}`,
      { name: 'test', params: { table } },
    );
  }
}

/** Starts a scheduler that wakes every second; `runIds` are the runs that it began. */
function startOne({ warehouse, clock }: TestWarehouse, dataDir: string) {
  const log = createSilentLog();
  const runIds: string[] = [];
  const newRunId = () => {
    const id = randomUUID();
    runIds.push(id);
    return id;
  };
  const leadership = createLocalLeadership({ dataDir, pollMs: 20, log });
  const scheduler = startScheduler(
    { ...usualTimes, wakeAt: '* * * * * *' },
    {
      pipelines: createPipelines({ warehouse, clock, log, newRunId, catalog }),
      closeBooks: () => Promise.resolve(),
      expireRows: () => Promise.resolve(),
      leadership,
      clock,
      log,
      metrics: createMetrics(),
    },
  );
  const close = async (): Promise<void> => {
    await scheduler.close();
    await leadership.close();
  };
  onTestFinished(close);
  return { runIds, close };
}

/** Waits until a pass has left nothing to do at the present time. */
const untilDone = ({ pipelines }: TestWarehouse) =>
  vi.waitFor(
    async () => expect(Math.max(...(await pipelines.lateness()).map((each) => each.latenessMs ?? 1))).toBe(0),
    { timeout: 100_000, interval: 200 },
  );
