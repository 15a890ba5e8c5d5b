import { expect, test, vi } from 'vitest';
import type { Warehouse } from '../../warehouse/client.ts';
import { writeBookings } from '../support/process/bookings-file.ts';
import { createDataDir, holdWarehouse } from '../support/process/data-dir.ts';
import { runMilepost, startMilepost } from '../support/process/milepost.ts';
import { countReached } from '../support/process/moment.ts';
import { readStraySlices, readTotals } from '../support/process/tables.ts';

const command =
  'pipelines backfill reservation_versions --from 2014-01 --to 2018-01 --downstream --newest-first'.split(
    ' ',
  );

test('a backfill that is killed or stopped goes on where it was, and builds no slice twice', async () => {
  const env = { MILEPOST_DATA: await createDataDir() };
  const { few } = await writeBookings(env.MILEPOST_DATA);
  await runMilepost(['import', few, '--as', 'hotel-bookings'], env);
  await runMilepost(['pipelines', 'run'], env);
  const warehouse = await holdWarehouse(env.MILEPOST_DATA);
  const expected = await readTotals(warehouse);
  const first = await countReached(warehouse, 'runs');

  // Each in a later run than the one before, while that run is under way.
  const killed = { code: null, signal: 'SIGKILL' };
  for (const { more, stop, end, said } of [
    { more: 2, stop: 'kill', end: killed, said: '' },
    { more: 5, stop: 'kill', end: killed, said: '' },
    { more: 8, stop: 'interrupt', end: { code: 130, signal: null }, said: 'the same command goes on' },
  ] as const) {
    const running = startMilepost(command, env);
    await vi.waitFor(
      async () => expect(await countReached(warehouse, 'runs')).toBeGreaterThanOrEqual(first + more),
      { timeout: 60_000, interval: 5 },
    );
    expect(await running[stop]()).toEqual(end);
    expect(running.stderr).toContain(said);
    expect(await readStraySlices(warehouse)).toEqual([]);
  }
  expect(await readBackfills(warehouse)).toEqual(['cancelled']);
  expect(await readLeftovers(warehouse)).toEqual([]);

  expect(await runMilepost(command, env)).toMatch(/^(\d+) of \1 slices: done\n$/);
  expect(await readBackfills(warehouse)).toEqual(['cancelled', 'done']);
  expect(await readTotals(warehouse)).toEqual(expected);
  expect(await readBuiltTwice(warehouse)).toEqual([]);
});

/** The last state of each backfill. */
async function readBackfills(warehouse: Warehouse): Promise<string[]> {
  const rows = await warehouse.query<{ state: string }>(
    'select max(state) as state from backfills group by backfill_id order by state desc',
    { name: 'test' },
  );
  return rows.map((row) => row.state).toSorted();
}

/** Cancelled runs of which there are rows. */
const readLeftovers = (warehouse: Warehouse) =>
  warehouse.query(
    `select distinct model, run_id from contents
     where run_id in (select run_id from runs where state = 'cancelled')`,
    { name: 'test' },
  );

/** Slices that were published more than once since the backfill was begun. */
const readBuiltTwice = (warehouse: Warehouse) =>
  warehouse.query(
    `select model, slice, count() as times from published
     where published_at > (select min(since) from backfills)
     group by model, slice having times > 1`,
    { name: 'test' },
  );
