import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { systemClock as clock } from '../../../infra/clock.ts';
import { createSilentLog } from '../../../infra/log.ts';
import { createPipelines, type Pipelines } from '../../../pipelines/pipelines.ts';
import { createWarehouse, type Warehouse } from '../../../warehouse/client.ts';
import { attachEngine } from '../../../warehouse/local/attach.ts';
import { createMigrator } from '../../../warehouse/migrate.ts';
import { kafkaBrokers, uniquePrefix, withoutKafka } from '../../support/kafka.ts';
import { createDataDir } from '../../support/process/data-dir.ts';
import { readPublished } from '../../support/published.ts';
import { storeChanges, type RawChange } from '../../support/raw-changes.ts';
import { storeEvents } from '../../support/raw-rows.ts';

const script = join(import.meta.dirname, '../../support/kafka/scheduler-process.ts');
const log = createSilentLog();
const patience = { timeout: 120_000, interval: 200 };
const rawTables = ['affiliates', 'vendors', 'events', 'receipts', 'reservation_changes', 'batches'];

describe.skipIf(withoutKafka())('schedulers that lead over Kafka', () => {
  test('one does the work; one that was paused in the middle of it wakes up and changes nothing', async () => {
    const engine = await attachEngine({ dataDir: await createDataDir(), log });
    onTestFinished(() => engine.close());
    const single = await openDatabase(engine.url, 'single');
    const shared = await openDatabase(engine.url, 'shared');
    await storeWorld(single.warehouse);
    for (const table of rawTables) {
      await shared.warehouse.command(`insert into ${table} select * from single.${table}`, { name: 'test' });
    }
    expect((await single.pipelines.run()).failed).toEqual([]);
    const expected = await readPublished(single.warehouse);
    expect(expected['value_entries']?.length).toBeGreaterThan(500);

    const prefix = uniquePrefix();
    const paused = startScheduler(shared.url, prefix);
    const underWay = await vi.waitFor(async () => {
      paused.child.kill('SIGSTOP');
      const [run] = await readOpenRuns(shared.warehouse);
      if (run !== undefined && (await countPublished(shared.warehouse)) > 2) return run;
      paused.child.kill('SIGCONT');
      throw new Error('It is not in the middle of a run');
    }, patience);
    const epoch = Number(paused.said.at(-1));

    const next = startScheduler(shared.url, prefix);
    await vi.waitFor(() => expect(Number(next.said.at(-1))).toBeGreaterThan(epoch), patience);
    const since = clock.now();
    await vi.waitFor(
      async () => expect(clock.now() - (await readLateness(shared.pipelines))).toBeGreaterThan(since),
      patience,
    );
    expect(await readDue(shared.pipelines)).toEqual([]);
    const stands = await readStanding(shared.warehouse);
    expect(await readPublished(shared.warehouse)).toEqual(expected);

    paused.child.kill('SIGCONT');
    const open = () => readOpenRuns(shared.warehouse);
    await vi.waitFor(async () => expect(await open()).not.toContain(underWay), patience);
    // Whoever the group has chosen by now, nothing is due to it.
    await vi.waitFor(async () => expect(await open()).toEqual([]), patience);
    expect(await readStanding(shared.warehouse)).toEqual(stands);
    expect(await readPublished(shared.warehouse)).toEqual(expected);
  });
});

async function openDatabase(engineUrl: string, database: string) {
  const connect = (name: string) => {
    const url = new URL(`/${name}`, engineUrl).href;
    const warehouse = createWarehouse({ url, application: 'test', log });
    onTestFinished(() => warehouse.close());
    return { url, warehouse };
  };
  const { warehouse, url } = connect(database);
  await createMigrator({ warehouse, admin: connect('default').warehouse, database, log }).migrate();
  const pipelines = createPipelines({ warehouse, clock, log, newRunId: randomUUID });
  await pipelines.ensureModels();
  return { warehouse, url, pipelines };
}

/** Three weeks of events and of reservations that are over: enough to be in the middle of. */
async function storeWorld(warehouse: Warehouse): Promise<void> {
  const affiliate = { affiliate_id: 'a', name: 'A', currency: 'EUR', timezone: 'Europe/Amsterdam' };
  const vendor = { vendor_id: 'v', type: 'hotel', name: 'V', currency: 'EUR', timezone: 'Asia/Kolkata' };
  await warehouse.insert('affiliates', [affiliate], { name: 'test' });
  await warehouse.insert('vendors', [vendor], { name: 'test' });
  const at = (index: number) => new Date(Date.UTC(2025, 2, 1) + index * 1_800_000).toISOString();
  const indexes = Array.from({ length: 1_000 }, (_, index) => index);
  await storeEvents(
    warehouse,
    indexes.map((index) => ({ messageId: `m${index}`, timestamp: at(index), anonymousId: `d${index % 50}` })),
  );
  const change = (index: number): RawChange => ({
    reservationId: `r${index}`,
    version: 1,
    changedAt: at(index),
    bookedAt: at(index),
    startAt: at(index + 100),
    endAt: at(index + 200),
    status: index % 5 === 0 ? 'cancelled' : 'completed',
    amount: `${index}.50`,
    retained: '0',
    affiliateId: 'a',
    vendorId: 'v',
    travelerId: `t${index % 200}`,
  });
  await storeChanges(warehouse, indexes.map(change));
}

function startScheduler(url: string, prefix: string) {
  const child = spawn(process.execPath, [script, url, kafkaBrokers().join(','), prefix], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const said: string[] = [];
  child.stdout.on('data', (data) => said.push(...String(data).trim().split('\n')));
  return { child, said };
}

/** Runs that have begun and not ended. */
async function readOpenRuns(warehouse: Warehouse): Promise<string[]> {
  const rows = await warehouse.query<{ id: string }>(
    "select toString(run_id) as id from runs group by run_id having max(state) = 'started'",
    { name: 'test' },
  );
  return rows.map((row) => row.id);
}

async function countPublished(warehouse: Warehouse): Promise<number> {
  const [row] = await warehouse.query<{ runs: number }>('select uniqExact(run_id) as runs from published', {
    name: 'test',
  });
  return row?.runs ?? 0;
}

const readStanding = (warehouse: Warehouse) =>
  warehouse.query('select * from published_slices order by model, slice', { name: 'test' });

const readDue = async (pipelines: Pipelines) => (await pipelines.plan()).flatMap((each) => each.due);

/** Milliseconds since the last pass that left nothing to do. */
const readLateness = async (pipelines: Pipelines) =>
  Math.max(...(await pipelines.lateness()).map((each) => each.latenessMs ?? Infinity));
