import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { createSilentLog } from '../../../infra/log.ts';
import { createBackfills } from '../../../pipelines/backfills.ts';
import type { Check } from '../../../pipelines/checks.ts';
import { createPipelines } from '../../../pipelines/pipelines.ts';
import { storeEvents } from '../../support/raw-rows.ts';
import { openTestWarehouse } from '../../support/warehouse.ts';

const now = '2026-04-10T00:00:00Z';
const own = { model: 'clean_events' };
/** Two minutes, a tenth of a second at a time. */
const slow = 'select number from numbers(1200) where sleepEachRow(0.1) = 1 settings max_block_size = 1';
const order = {
  model: 'clean_events',
  from: '2026-03-01T00:00:00.000Z',
  to: '2026-03-02T00:00:00.000Z',
  downstream: false,
  newestFirst: false,
};

const checks: Check[] = [];
let world: Awaited<ReturnType<typeof openTestWarehouse>>;
beforeAll(async () => {
  world = await openTestWarehouse(now, { checks });
});
afterAll(() => world.close());

const event = (messageId: string, hour = '10') => ({
  messageId,
  timestamp: `2026-03-01T${hour}:05:00.000Z`,
  anonymousId: 'd',
});
const ask = <Row>(sql: string) => world.warehouse.query<Row>(sql, { name: 'test' });
/** The statements of this world that are asleep in the engine. */
const sleeping = () =>
  ask<object>(
    `select query_id from system.processes
     where query like '%sleepEachRow%' and current_database = '${world.database}' and query not like '%system.processes%'`,
  );
const untilAsleep = (count = 1) =>
  vi.waitFor(async () => expect(await sleeping()).toHaveLength(count), 20_000);
const asleep = (query: string) =>
  `select * from (${query}) where (${slow.replace('number from', 'count() from')}) = 0`;

test('a run or backfill that is cancelled stops in the engine, shows nothing and leaves nothing', async () => {
  const { warehouse, pipelines, clock } = world;
  const model = pipelines.catalog.get('clean_events');
  const { table, sql: query } = model;
  const readLeftovers = async () => ({
    rows: await ask(`select count() as rows, uniqExact(run_id) as runs from ${table}`),
    contents: await ask("select uniqExact(run_id) as runs from contents where model = 'clean_events'"),
    states: await ask(
      `select state, count() as runs
       from (select argMax(state, (recorded_at, toInt8(state))) as state from runs group by run_id)
       group by state order by state`,
    ),
  });
  await storeEvents(warehouse, [event('m1')]);
  await pipelines.run(own);
  await storeEvents(warehouse, [event('m2')]);

  // Stopped while it writes.
  Object.assign(model, { sql: asleep(query) });
  const reason = new Error('another one leads');
  const writing = new AbortController();
  const written = pipelines.run({ ...own, signal: writing.signal });
  await Promise.all([expect(written).rejects.toBe(reason), untilAsleep().then(() => writing.abort(reason))]);
  expect(await sleeping()).toEqual([]);
  Object.assign(model, { sql: query });

  // Stopped behind that: rows are there, none of them shown.
  checks.push({ name: 'slow', model: 'clean_events', severity: 'blocking', sql: slow });
  const checking = new AbortController();
  const checked = pipelines.run({ ...own, signal: checking.signal });
  await Promise.all([expect(checked).rejects.toBe(reason), untilAsleep().then(() => checking.abort(reason))]);
  expect(await sleeping()).toEqual([]);
  expect(await ask('select count() as rows from clean_events')).toEqual([{ rows: 1 }]);
  expect(await readLeftovers()).toEqual({
    rows: [{ rows: 1, runs: 1 }],
    contents: [{ runs: 1 }],
    states: [
      { state: 'published', runs: 1 },
      { state: 'cancelled', runs: 2 },
    ],
  });

  // A backfill that is taken back elsewhere, as by DELETE /api/pipelines/backfills/{id}.
  const book = createBackfills({ warehouse, clock, catalog: pipelines.catalog });
  const { id } = await book.open(order, 'api');
  const worked = pipelines.workOffOrders({});
  await untilAsleep();
  await book.cancel(id);
  expect(await worked).toMatchObject({ id, state: 'cancelled', done: 0, total: 1 });
  expect(await sleeping()).toEqual([]);

  // One whose command is stopped goes on with the same command.
  clock.time += 1_000;
  const stop = new AbortController();
  const backfilled = pipelines.backfill(order, { signal: stop.signal });
  await Promise.all([expect(backfilled).rejects.toBe(reason), untilAsleep().then(() => stop.abort(reason))]);
  expect((await book.list(10)).map((each) => [each.origin, each.state])).toEqual([
    ['command', 'cancelled'],
    ['api', 'cancelled'],
  ]);
  expect(await readLeftovers()).toMatchObject({
    rows: [{ rows: 1, runs: 1 }],
    states: [{ state: 'published' }, { state: 'cancelled', runs: 4 }],
  });
  checks.pop();
  const calm = createPipelines({ warehouse, clock, log: createSilentLog(), newRunId: randomUUID, checks });
  expect(await calm.backfill(order)).toMatchObject({ state: 'done', done: 1, total: 1 });
  expect(await ask('select count() as rows from clean_events')).toEqual([{ rows: 2 }]);
});

test('a run has the time and memory of its head, and a model as many runs at once', async () => {
  const { warehouse, clock } = world;
  await storeEvents(warehouse, [event('l1', '20'), event('l2', '21'), event('l3', '22')]);
  const deps = { warehouse, clock, log: createSilentLog(), newRunId: randomUUID, checks: [] };
  const pipelines = createPipelines({ ...deps, retryDelaysMs: [] });
  const model = pipelines.catalog.get('clean_events');
  const { sql, timeoutSeconds } = model;

  Object.assign(model, { sql: asleep(sql), timeoutSeconds: 1 });
  const late = await pipelines.run(own);
  expect(late.failed).toMatchObject([{ message: expect.stringMatching(/timeout exceeded/i) }]);

  const hungry = `select * from (${sql}) where (select length(groupArray(number)) from numbers(100000000)) > 0`;
  Object.assign(model, { sql: hungry, timeoutSeconds, memoryBytes: 50e6 });
  const large = await pipelines.run(own);
  expect(large.failed).toMatchObject([{ message: expect.stringMatching(/memory limit.*exceeded/i) }]);

  Object.assign(model, { sql: asleep(sql), memoryBytes: undefined, maxSlices: 1, concurrency: 2 });
  const stop = new AbortController();
  const reason = new Error('enough');
  const two = pipelines.run({ ...own, signal: stop.signal });
  await Promise.all([expect(two).rejects.toBe(reason), untilAsleep(2).then(() => stop.abort(reason))]);
  expect(await sleeping()).toEqual([]);

  Object.assign(model, { sql });
  expect((await pipelines.run(own)).runs).toHaveLength(3);
});
