import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { MilepostError } from '../../../infra/errors.ts';
import { createSilentLog } from '../../../infra/log.ts';
import { createBackoff } from '../../../pipelines/backoff.ts';
import { createPipelines, type Pipelines } from '../../../pipelines/pipelines.ts';
import type { Warehouse } from '../../../warehouse/client.ts';
import { modelsFor } from '../../support/models-for.ts';
import { storeChanges, type RawChange } from '../../support/raw-changes.ts';
import { storeEvents } from '../../support/raw-rows.ts';
import { createTestWarehouse } from '../../support/warehouse.ts';

const now = '2026-04-10T00:00:00Z';
const day = (text: string) => `2026-03-${text}:00.000Z`;
const event = (messageId: string, timestamp: string) => ({ messageId, timestamp, anonymousId: 'd' });

const sessions = { models: ['session_fragments'] };
const countSql = 'select count() as rows, uniqExact(message_id) as messages from clean_events';
const dueOf = async (pipelines: Pipelines) => (await pipelines.plan()).filter((each) => each.due.length > 0);

test('nothing is due after a run, and late data makes due only what it touches', async () => {
  const { warehouse, pipelines } = await createTestWarehouse(now, sessions);
  await storeEvents(warehouse, [event('m1', day('01T10:05')), event('m2', day('02T10:05'))]);
  await pipelines.run();
  expect(await dueOf(pipelines)).toEqual([]);

  await storeEvents(warehouse, [event('late', day('01T10:20'))]);
  expect(await dueOf(pipelines)).toMatchObject([
    { model: 'clean_events', due: [{ slice: '2026-03-01T10', reason: 'changed' }], upToDate: 1 },
  ]);
});

test('a batch that adds no row that stands rebuilds its own hour and nothing after it', async () => {
  const { warehouse, pipelines } = await createTestWarehouse(now, sessions);
  await storeEvents(warehouse, [event('m1', day('01T10:05'))]);
  await pipelines.run();
  await storeEvents(warehouse, [{ ...event('m1', day('01T10:05')), receivedAt: day('01T11:00') }]);
  const { runs } = await pipelines.run();
  expect(runs.map((run) => run.model)).toEqual(['clean_events']);
});

test('two that run at once end with the same tables', async () => {
  const { warehouse, pipelines, clock } = await createTestWarehouse(now);
  const other = createPipelines({ warehouse, clock, log: createSilentLog(), newRunId: randomUUID });
  const minutes = Array.from({ length: 40 }, (_, index) => String(index + 10));
  await storeEvents(
    warehouse,
    minutes.map((minute) => event(`m${minute}`, day(`01T10:${minute}`))),
  );
  const summaries = await Promise.all([pipelines.run(), other.run()]);
  expect(summaries.flatMap((summary) => summary.failed)).toEqual([]);
  expect(await warehouse.query(countSql, { name: 'test' })).toEqual([{ rows: 40, messages: 40 }]);
  await pipelines.run();
  expect(await dueOf(pipelines)).toEqual([]);
});

test('what a check refuses shows nothing and stands aside, its neighbours go on, and mended it comes in', async () => {
  const offending = {
    name: 'no_forbidden_path',
    model: 'clean_events',
    severity: 'blocking' as const,
    sql: "select message_id from {rows:Identifier} where run_id = {runId:UUID} and page_path = '/forbidden'",
  };
  const { warehouse, pipelines } = await createTestWarehouse(now, { ...sessions, checks: [offending] });
  await storeEvents(warehouse, [event('m1', day('01T10:05'))]);
  expect((await pipelines.run()).failed).toEqual([]);

  const neighbours = ['02', '03', '04'].map((date) => event(`n${date}`, day(`${date}T10:05`)));
  await storeEvents(warehouse, [{ ...event('m2', day('01T10:06')), path: '/forbidden' }, ...neighbours]);
  const failed = [{ model: 'clean_events', message: '2026-03-01T10: no_forbidden_path: 1 row' }];
  const first = await pipelines.run();
  expect(first.failed).toEqual(failed);
  expect(first.runs.map((run) => run.model)).toContain('session_fragments');
  expect(await warehouse.query(countSql, { name: 'test' })).toEqual([{ rows: 4, messages: 4 }]);

  // Told again, but not tried again before its inputs change.
  expect(await pipelines.run()).toMatchObject({ failed, runs: [] });
  await warehouse.command("delete from events where page_path = '/forbidden'", { name: 'test' });
  await storeEvents(warehouse, [event('m3', day('01T10:07'))]);
  expect((await pipelines.run()).failed).toEqual([]);
  expect(await warehouse.query(countSql, { name: 'test' })).toEqual([{ rows: 5, messages: 5 }]);
});

test('rows that no reader sees any more are swept, the others stay', async () => {
  const { warehouse, pipelines, clock } = await createTestWarehouse(now, sessions);
  await storeEvents(warehouse, [event('m1', day('01T10:05'))]);
  await pipelines.run();
  // Its run is long over when another takes its place: readers of that moment have it yet.
  clock.time += 120_000;
  await storeEvents(warehouse, [event('m2', day('01T10:06'))]);
  await pipelines.run();
  expect(await pipelines.sweep(60_000)).toBe(0);
  clock.time += 120_000;
  expect(await pipelines.sweep(60_000)).toBeGreaterThan(0);
  expect(await pipelines.sweep(60_000)).toBe(0);
  expect(await warehouse.query(countSql, { name: 'test' })).toEqual([{ rows: 2, messages: 2 }]);
  // The ledger keeps one entry a slice, and the comparison still finds nothing to do.
  const entries = await warehouse.query(
    "select count() = uniqExact(slice) as isOnce from published where model = 'clean_events'",
    { name: 'test' },
  );
  expect(entries).toEqual([{ isOnce: 1 }]);
  expect(await dueOf(pipelines)).toEqual([]);
});

test('a reservation that moves to another booking day leaves its old one empty', async () => {
  const { warehouse, pipelines } = await createTestWarehouse(now, { models: ['reservation_versions'] });
  const change = (version: number, bookedAt: string): RawChange => ({
    reservationId: 'r',
    version,
    changedAt: day('05T10:00'),
    bookedAt,
    status: 'booked',
    amount: '10.00',
  });
  // Version 2 came first; its loader knew of no other booking day.
  await storeChanges(warehouse, [change(2, day('04T10:00'))]);
  await pipelines.run();
  await storeChanges(warehouse, [change(1, day('03T10:00'))], ['2026-03-03', '2026-03-04']);
  expect((await pipelines.run()).failed).toEqual([]);
  const rows = await warehouse.query('select slice, version from reservation_versions order by version', {
    name: 'test',
  });
  expect(rows).toEqual([
    { slice: '2026-03-03', version: 1 },
    { slice: '2026-03-03', version: 2 },
  ]);
});

test('a model whose query changed is built again', async () => {
  const aliases = { models: ['aliases'] };
  const { warehouse, pipelines, clock } = await createTestWarehouse(now, aliases);
  await storeEvents(warehouse, [event('m1', day('01T10:05'))]);
  await pipelines.run();
  const own = pipelines.catalog;
  const sliced = own.sliced.map((model) =>
    model.name === 'aliases' ? { ...model, fingerprint: 'changed' } : model,
  );
  const catalog = { ...own, sliced };
  const changed = createPipelines({
    warehouse,
    clock,
    log: createSilentLog(),
    newRunId: randomUUID,
    catalog,
  });
  expect((await dueOf(changed)).map((each) => each.model)).toEqual(['aliases']);
});

test('a query that writes rows of slices it was not asked for is stopped, and shows nothing', async () => {
  const { warehouse, pipelines, clock } = await createTestWarehouse(now);
  await storeEvents(warehouse, [event('m1', day('01T10:05'))]);
  const model = pipelines.catalog.get('clean_events');
  const sql = `select * replace ('2026-03-01T11' as slice)\nfrom (\n${model.sql}\n)`;
  const catalog = { ...pipelines.catalog, sliced: [{ ...model, sql }] };
  const log = createSilentLog();
  const straying = createPipelines({ warehouse, clock, catalog, log, newRunId: randomUUID });
  expect((await straying.run()).failed).toEqual([
    { model: 'clean_events', message: expect.stringContaining('slices that it was not asked for') },
  ]);
  expect(await warehouse.query(countSql, { name: 'test' })).toEqual([{ rows: 0, messages: 0 }]);
});

/** Fails a run's insert in the ways that pass by themselves. */
function unreliable(warehouse: Warehouse, faults: Error[]): Warehouse {
  return {
    ...warehouse,
    command: (sql, options) => {
      const fault = options.name === 'run-clean_events' ? faults.shift() : undefined;
      return fault === undefined ? warehouse.command(sql, options) : Promise.reject(fault);
    },
  };
}

test('a run that failed for now is tried again with the same now, and in halves when it was too much', async () => {
  const { warehouse, clock } = await createTestWarehouse(now);
  await storeEvents(warehouse, [event('m1', day('01T10:05')), event('m2', day('02T10:05'))]);
  const passing = { retryable: true };
  const faults = [
    new MilepostError('warehouse_unavailable', 'no answer', passing),
    new MilepostError('warehouse_busy', 'too much memory', passing),
  ];
  const pipelines = createPipelines({
    warehouse: unreliable(warehouse, faults),
    clock,
    log: createSilentLog(),
    newRunId: randomUUID,
    retryDelaysMs: [1, 1],
  });
  const { failed, runs } = await pipelines.run({ model: 'clean_events' });
  expect(failed).toEqual([]);
  expect(runs.map((run) => run.slices)).toEqual([['2026-03-01T10'], ['2026-03-02T10']]);
  const sql =
    'select state, count() as runs, uniqExact(logical_now) as nows from runs group by state order by state';
  expect(await warehouse.query(sql, { name: 'test' })).toEqual([
    { state: 'started', runs: 4, nows: 1 },
    { state: 'published', runs: 2, nows: 1 },
    { state: 'failed', runs: 2, nows: 1 },
  ]);
});

test('a model that fails is held back for a while and with it what reads it, and no other', async () => {
  const { warehouse, clock } = await createTestWarehouse(now);
  await storeEvents(warehouse, [event('m1', day('01T10:05'))]);
  const faults = [new MilepostError('warehouse_failed', 'a fault of the query')];
  const deps = {
    warehouse: unreliable(warehouse, faults),
    clock,
    log: createSilentLog(),
    newRunId: randomUUID,
    catalog: modelsFor('session_fragments'),
  };
  const pipelines = createPipelines(deps);
  const backoff = createBackoff({ firstMs: 1_000, mostMs: 10_000 }, clock);
  expect((await pipelines.run({ backoff })).failed.map((each) => each.model)).toEqual(['clean_events']);
  const held = await pipelines.run({ backoff });
  expect([held.failed, held.runs]).toEqual([[], []]);
  clock.time += 1_000;
  const runs = (await pipelines.run({ backoff })).runs.map((run) => run.model);
  expect(runs).toEqual(expect.arrayContaining(['clean_events', 'session_fragments']));
});

test('old hours wait for a later pass, young ones do not', async () => {
  const { warehouse, pipelines, clock } = await createTestWarehouse('2026-03-02T11:00:00Z', sessions);
  await storeEvents(warehouse, [event('m1', day('01T10:05')), event('m2', day('02T10:05'))]);
  const early = await pipelines.run({ deferBefore: clock.time - 2 * 3_600_000 });
  expect(early.deferred).toBe(1);
  expect(new Set(early.runs.flatMap((run) => run.slices))).toEqual(new Set(['2026-03-02T10']));
  const late = (await pipelines.status()).models.filter((each) => each.isLate);
  expect(late).toEqual([]);
  expect((await pipelines.run()).deferred).toBe(0);
  expect(await dueOf(pipelines)).toEqual([]);
});

test('a leader that wakes up after another took over changes nothing; a command goes on under the new one', async () => {
  const { warehouse, pipelines } = await createTestWarehouse(now);
  const own = { model: 'clean_events' };
  await storeEvents(warehouse, [event('m1', day('01T10:05'))]);
  await pipelines.run({ ...own, epoch: () => 7 });
  await storeEvents(warehouse, [event('m2', day('01T10:06'))]);
  await expect(pipelines.run({ ...own, epoch: () => 6 })).rejects.toMatchObject({ code: 'leadership_lost' });
  expect(await warehouse.query(countSql, { name: 'test' })).toEqual([{ rows: 1, messages: 1 }]);

  // Even one that had asked before it fell asleep: the row of the lower epoch is there, and nobody sees it.
  const [stands] = await warehouse.query<object>('select * from published', { name: 'test' });
  await warehouse.insert(
    'published',
    [{ ...stands, epoch: 6, run_id: randomUUID(), published_at: '2027-01-01T00:00:00Z', rows: 0 }],
    { name: 'test' },
  );
  expect(await warehouse.query(countSql, { name: 'test' })).toEqual([{ rows: 1, messages: 1 }]);

  expect((await pipelines.run(own)).runs).toHaveLength(1);
  expect(await warehouse.query(countSql, { name: 'test' })).toEqual([{ rows: 2, messages: 2 }]);
});
