import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import type { Check } from '../../../pipelines/checks.ts';
import { readChecks } from '../../../pipelines/checks.ts';
import type { SlicedModel } from '../../../pipelines/model.ts';
import { runChecks } from '../../../pipelines/run-checks.ts';
import { spanOf } from '../../../pipelines/slice.ts';
import { storeEvents } from '../../support/raw-rows.ts';
import { createTestWarehouse, type TestWarehouse } from '../../support/warehouse.ts';

const now = '2026-04-10T00:00:00Z';
const hour = '2026-03-01T10';

/** Rows of a run, as the fault would have made them; columns that are left out have their type's default. */
const faults: Readonly<Record<string, readonly object[]>> = {
  clean_events_account_for_events: [{ receipt_id: randomUUID(), message_id: 'out of nowhere' }],
  reservation_versions_conflicts: [
    { reservation_id: 'r', version: 1, has_conflict: true, is_vendor_known: true },
  ],
  reservation_versions_foreign_sources: [
    { reservation_id: 'r', version: 1, has_foreign_source: true, is_vendor_known: true },
  ],
  reservation_versions_known_vendors: [{ reservation_id: 'r', vendor_id: 'nobody', is_vendor_known: false }],
  session_fragments_start_once: [
    { anonymous_id: 'd', slice: '2026-03-01T10', sessions: 1 },
    { anonymous_id: 'd', slice: '2026-03-01T11', sessions: 1 },
  ],
  value_entries_commission_balances: [
    { reservation_id: 'r', commission: '1.00', commission_pending: '0.50', commission_approved: '0.25' },
  ],
  value_entries_cover_reservations: [{ affiliate_id: 'a', reservation_id: 'another' }],
  value_entries_sum_to_values: [
    { reservation_id: 'r', version: 1, value: '10.00', value_after: '10.00' },
    { reservation_id: 'r', version: 2, value: '-3.00', value_after: '7.01' },
  ],
  vendor_months_add_up: [{ vendor_id: 'v', arrivals: 1, arrivals_completed: 1, arrivals_cancelled: 1 }],
  vendor_months_sum_to_state: [{ vendor_id: 'v', period: '2026-03', bookings: 1 }],
};

/** The fault that a line of a head is there to find: it differs from what is allowed in the one column. */
function faultOf({ name, params = {} }: Check): readonly object[] | undefined {
  const [known, column] = [faults[name], params['column']];
  if (known !== undefined) return known;
  if (name.endsWith('_unique_grain')) return [{}, {}];
  if (typeof column !== 'string') return undefined;
  if (params['values'] !== undefined || params['target'] !== undefined)
    return [{ [column]: 'nothing known' }];
  const { least, most } = params;
  if (typeof least !== 'number' || typeof most !== 'number') return [{ [column]: null }];
  return [{ [column]: Number.isFinite(most) ? most + 1 : least - 1 }];
}

interface Asked {
  slices?: readonly string[];
  logicalNow?: string;
}

async function ask(world: TestWarehouse, model: SlicedModel, check: Check, runId: string, asked: Asked = {}) {
  const { slices = [hour], logicalNow = now } = asked;
  const params = { slices, ...spanOf('hour', slices), logicalNow: new Date(logicalNow), runId };
  return runChecks({ ...model, checks: [check] }, { slices, logicalNow, params }, [], world.warehouse);
}

async function write(
  { warehouse }: TestWarehouse,
  model: SlicedModel,
  rows: readonly object[],
): Promise<string> {
  const runId = randomUUID();
  const whole = rows.map((row) => ({ slice: hour, ...row, run_id: runId }));
  await warehouse.insert(model.table, whole, { name: 'test' });
  return runId;
}

const publish = ({ warehouse }: TestWarehouse, model: string, runId: string, rows: Record<string, number>) =>
  warehouse.insert(
    'published',
    Object.entries(rows).map(([slice, count]) => ({
      model,
      slice,
      run_id: runId,
      published_at: now,
      rows: count,
    })),
    { name: 'test' },
  );

test('every check finds its planted fault, in the run that it is asked about and no other', async () => {
  const world = await createTestWarehouse(now);
  const { catalog } = world.pipelines;
  await world.warehouse.insert(
    'affiliates',
    [{ affiliate_id: 'a', name: 'A', currency: 'EUR', timezone: 'UTC' }],
    {
      name: 'test',
    },
  );
  // The reservation that has no entry.
  const versions = catalog.get('reservation_versions');
  const reservation = { reservation_id: 'r', affiliate_id: 'a', is_latest: true, slice: hour };
  await publish(world, versions.name, await write(world, versions, [reservation]), { [hour]: 1 });

  const checks = [...catalog.sliced.flatMap((model) => model.checks), ...readChecks()];
  for (const check of checks) {
    const rows = faultOf(check);
    if (check.name.endsWith('_drift')) continue;
    expect(rows, `a fault of ${check.name}`).toBeDefined();
    const model = catalog.get(check.model);
    const [faulty, sound] = [await write(world, model, rows ?? []), await write(world, model, [])];
    const slices = [hour, '2026-03-01T11'];
    expect(await ask(world, model, check, faulty, { slices }), check.name).toMatchObject([
      { check: check.name, severity: check.severity, rowsFailing: 1, sample: [expect.stringContaining('{')] },
    ]);
    if (check.name === 'value_entries_cover_reservations') continue;
    expect(await ask(world, model, check, sound), check.name).toEqual([]);
  }
  expect(new Set(checks.map((check) => check.name)).size).toBe(checks.length);
});

test('a slice that loses rows, or is far from its neighbours, has drifted; one that grows has not', async () => {
  const world = await createTestWarehouse(now);
  const model = world.pipelines.catalog.get('clean_events');
  const drift = model.checks.find((check) => check.name.endsWith('_drift'));
  if (drift === undefined) throw new Error('clean_events has no check of drift');
  const at = (name: number) => `2026-03-01T${String(name)}`;
  await publish(world, model.name, randomUUID(), {
    [at(10)]: 1_500,
    [at(11)]: 1_300,
    [at(12)]: 1_400,
    [at(13)]: 20,
  });
  const rowsOf = (slice: string, count: number) =>
    Array.from({ length: count }, () => ({ slice, receipt_id: randomUUID() }));
  const built = {
    [at(10)]: 140, // a tenth and less of what it was
    [at(11)]: 140, // a little more than a tenth
    [at(13)]: 900, // many more, as the hour went on
    [at(14)]: 3, // new, and far from its neighbours
    [at(15)]: 200, // new, and near enough
    '2026-04-10T00': 1, // new, and still under way
  };
  const rows = Object.entries(built).flatMap(([slice, count]) => rowsOf(slice, count));
  const slices = Object.keys(built);
  const [finding] = await ask(world, model, drift, await write(world, model, rows), { slices });
  expect(finding?.sample.map((row) => JSON.parse(row).slice).toSorted()).toEqual([at(10), at(14)]);
  // A slice that becomes empty has lost them all.
  expect(await ask(world, model, drift, randomUUID(), { slices: [at(10)] })).toMatchObject([
    { rowsFailing: 1 },
  ]);
});

test('a message that is not among the clean ones is lost, unless it stands elsewhere or came after the run began', async () => {
  const world = await createTestWarehouse(now);
  const { warehouse, pipelines } = world;
  const model = pipelines.catalog.get('clean_events');
  const check = readChecks().find((each) => each.name === 'clean_events_account_for_events');
  if (check === undefined) throw new Error('there is no such check');
  const event = (messageId: string, more = {}) => ({
    messageId,
    timestamp: `${hour}:05:00.000Z`,
    anonymousId: 'd',
    ...more,
  });
  await storeEvents(warehouse, [
    event('m1'),
    event('m1', { receivedAt: `${hour}:07:00.000Z` }),
    event('m2'),
    event('m3', { receivedAt: `${hour}:30:00.000Z` }),
    event('m3', { timestamp: '2026-03-01T09:55:00.000Z' }),
  ]);
  await pipelines.run({ model: 'clean_events' });
  const [published] = await warehouse.query<{ run_id: string }>(
    'select run_id from published_slices where slice = {hour:String}',
    { name: 'test', params: { hour } },
  );
  const runId = published?.run_id ?? '';
  // The tests' batches are recorded at the machine's time.
  const after = { logicalNow: '2100-01-01T00:00:00Z' };
  const whole = { ...after, slices: ['2026-03-01T09', hour] };
  expect(await ask(world, model, check, runId, whole)).toEqual([]);

  await warehouse.command(`delete from ${model.table} where message_id in ('m2', 'm3')`, { name: 'test' });
  expect(await ask(world, model, check, runId, after)).toMatchObject([
    { rowsFailing: 1, sample: ['{"fault":"lost","affiliate_id":"a","message_id":"m2"}'] },
  ]);
  expect(await ask(world, model, check, runId, { logicalNow: '2020-01-01T00:00:00Z' })).toEqual([]);
});

test('what checks found is kept with its run: warnings let it through, blocking ones refuse it', async () => {
  const offending = (name: string, severity: Check['severity']): Check => ({
    name,
    model: 'clean_events',
    severity,
    sql: 'select message_id from {rows:Identifier} where run_id = {runId:UUID} and page_path = {path:String}',
    params: { path: `/${severity}` },
  });
  const checks = [offending('no_warning_path', 'warning'), offending('no_blocking_path', 'blocking')];
  const { warehouse, pipelines } = await createTestWarehouse(new Date().toISOString(), { checks });
  const event = (messageId: string, at: string, path: string) => ({
    messageId,
    timestamp: `2026-03-01T${at}:05:00.000Z`,
    anonymousId: 'd',
    path,
  });
  await storeEvents(warehouse, [event('m1', '10', '/warning'), event('m2', '11', '/blocking')]);
  const { runs, failed } = await pipelines.run({ model: 'clean_events' });
  expect(runs).toMatchObject([{ slices: ['2026-03-01T10'], warnings: ['no_warning_path: 1 row'] }]);
  expect(failed).toEqual([{ model: 'clean_events', message: '2026-03-01T11: no_blocking_path: 1 row' }]);

  const { checks: kept } = await pipelines.status();
  expect(
    kept
      .map(({ check, severity, rowsFailing, state }) => [check, severity, rowsFailing, state].join(' '))
      .toSorted(),
  ).toEqual([
    'no_blocking_path blocking 1 failed',
    'no_blocking_path blocking 1 failed',
    'no_warning_path warning 1 failed',
    'no_warning_path warning 1 published',
  ]);
  expect(new Set(kept.flatMap((each) => each.sample))).toEqual(
    new Set(['{"message_id":"m1"}', '{"message_id":"m2"}']),
  );
  // Who asks for the runs learns how many, not who.
  expect(JSON.stringify(await warehouse.query('select message from runs', { name: 'test' }))).not.toContain(
    'm2',
  );
});
