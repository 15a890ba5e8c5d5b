import type { Clock } from '../infra/clock.ts';
import { messageOf, MilepostError } from '../infra/errors.ts';
import type { QueryParams, Warehouse } from '../warehouse/client.ts';
import { stoppedBy } from '../warehouse/stoppable.ts';
import { searchHosts, socialHosts } from './channel-hosts.ts';
import type { Check } from './checks.ts';
import { readFrozen } from './frozen.ts';
import { fingerprint, inputHashes, readTails } from './inputs.ts';
import type { BuiltSlice, Run } from './ledger.ts';
import { limitSettings } from './model-limits.ts';
import { isKeyed, type ModelColumn, type SlicedModel } from './model.ts';
import { planSettings } from './plan-settings.ts';
import type { ModelPlan, PlannerDeps } from './planner.ts';
import { describeFinding, runChecks } from './run-checks.ts';
import { readRunKeys, readVersions, recordKeys, type TableVersions } from './slice-keys.ts';
import { spanOf } from './slice.ts';

export interface RunnerDeps extends PlannerDeps {
  clock: Clock;
  newRunId: () => string;
  checks: readonly Check[];
  /**
   * The leader's epoch, asked for at the moment of publishing; undefined for whoever leads nobody.
   *
   * @throws {MilepostError} `leadership_lost`
   */
  epoch?: () => number | undefined;
}

export interface RunResult {
  model: string;
  slices: string[];
  rows: number;
  elapsedMs: number;
  /** Warnings of checks that do not block. */
  warnings: string[];
}

const countSql = `
select slice, count() as rows
from {table:Identifier}
where run_id = {runId:UUID} and slice in {slices:Array(String)}
group by slice`;

/**
 * Builds slices of a model under a new run id, checks that run's rows and publishes all of its slices with one
 * insert. Killed anywhere before that insert, it has changed nothing that a reader sees; aborted before it, it is
 * stopped in the engine and its rows are deleted.
 *
 * @throws {MilepostError} `check_failed` naming the checks and how many rows; `leadership_lost`; the warehouse's errors.
 *   The ledger has the run as failed then. The signal's reason, and the ledger has the run as cancelled.
 */
export async function runSlices(
  plan: ModelPlan,
  slices: readonly string[],
  logicalNow: string,
  deps: RunnerDeps,
  signal?: AbortSignal,
): Promise<RunResult> {
  const { model } = plan;
  const startedAt = deps.clock.now();
  const warehouse = stoppedBy(signal, deps.warehouse);
  const expanded = await expand(model, slices, logicalNow, warehouse);
  const together = expanded.filter((slice) => !plan.isFrozen(slice));
  const run: Run = { runId: deps.newRunId(), model: model.name, slices: together, logicalNow };
  let isOffered = false;
  await deps.ledger.start(run);
  try {
    await refuseFrozen(model, together, warehouse);
    const params = parameters(model, together, logicalNow, run.runId);
    const versions = await readVersions(model, logicalNow, warehouse);
    await warehouse.command(insertSql(model), { name: `run-${model.name}`, params });
    const recordedAt = new Date(deps.clock.now());
    await warehouse.command(contentsSql(model), {
      name: `contents-${model.name}`,
      params: { ...params, model: model.name, recordedAt },
    });
    await recordKeys(model, run, params, recordedAt, warehouse);
    const warnings = await check(model, run, params, { ...deps, warehouse });
    await refuseFrozen(model, together, warehouse);
    const published = await describe(plan, run, versions, warehouse);
    const epoch = deps.epoch?.();
    signal?.throwIfAborted();
    isOffered = true;
    await deps.ledger.publish(run, published, epoch);
    const rows = published.reduce((sum, each) => sum + each.rows, 0);
    const elapsedMs = deps.clock.now() - startedAt;
    await deps.ledger.end(run, { state: 'published', rows, elapsedMs, message: warnings.join('; ') });
    return { model: model.name, slices: together, rows, elapsedMs, warnings };
  } catch (thrown) {
    // What was offered may be shown, whatever went wrong behind it.
    const isCancelled = signal?.aborted === true && !isOffered;
    const reason: unknown = isCancelled ? signal.reason : thrown;
    const state = isCancelled ? ('cancelled' as const) : ('failed' as const);
    const elapsedMs = deps.clock.now() - startedAt;
    const end = { state, rows: 0, elapsedMs, message: messageOf(reason).slice(0, 2_000) };
    // The reason of the failure matters more than a ledger that is out of reach as well; a sweep deletes the rows too.
    await deps.ledger.end(run, end).catch(() => undefined);
    if (isCancelled) await withdraw(model, run, deps.warehouse).catch(() => undefined);
    throw reason;
  }
}

/** Deletes what a run has written that was never shown. */
async function withdraw(model: SlicedModel, { runId }: Run, warehouse: Warehouse): Promise<void> {
  for (const table of [model.table, 'contents', 'slice_keys']) {
    const params = { table, runId };
    await warehouse.command('delete from {table:Identifier} where run_id = {runId:UUID}', {
      name: `withdraw-${model.name}`,
      params,
    });
  }
}

/**
 * Whoever expires raw rows says so first, and waits a while for the runs that there are: one that was planned before hears
 * it here, also at its end, when rows may have gone under it.
 *
 * @throws {MilepostError} `slices_frozen`
 */
async function refuseFrozen(
  model: SlicedModel,
  slices: readonly string[],
  warehouse: Warehouse,
): Promise<void> {
  const isFrozen = await readFrozen(model, warehouse);
  const [first] = slices.filter(isFrozen);
  if (first === undefined) return;
  throw new MilepostError('slices_frozen', `The raw rows of ${first} have expired since this was planned`);
}

/**
 * Returns the warnings, a sentence each.
 *
 * @throws {MilepostError} `check_failed`; the ledger has the rows.
 */
async function check(
  model: SlicedModel,
  run: Run,
  params: QueryParams,
  { checks, ledger, warehouse }: RunnerDeps,
): Promise<string[]> {
  const findings = await runChecks(model, { ...run, params }, checks, warehouse);
  await ledger.find(run, findings);
  const blocking = findings.filter((finding) => finding.severity === 'blocking');
  if (blocking.length > 0) {
    throw new MilepostError('check_failed', blocking.map(describeFinding).join('; '));
  }
  return findings.map(describeFinding);
}

async function expand(
  model: SlicedModel,
  slices: readonly string[],
  logicalNow: string,
  warehouse: Warehouse,
): Promise<string[]> {
  if (model.expandSql === undefined) return [...slices];
  const params = parameters(model, slices, logicalNow);
  const more = await warehouse.query<{ slice: string }>(model.expandSql, {
    name: `expand-${model.name}`,
    params,
  });
  return [...new Set([...slices, ...more.map((row) => row.slice)])].toSorted();
}

function parameters(model: SlicedModel, slices: readonly string[], logicalNow: string, runId?: string) {
  const { from, to } = spanOf(model.slice, slices);
  return {
    slices: [...slices],
    from,
    to,
    logicalNow: new Date(logicalNow),
    searchHosts,
    socialHosts,
    table: model.table,
    ...(runId === undefined ? {} : { runId }),
  };
}

/** Rows of other slices than the run's would be shown by nobody and found by nobody: the engine stops at the first. */
const ownSlice =
  "if(throwIf(slice not in {slices:Array(String)}, 'it writes rows of slices that it was not asked for') = 0, slice, '')";

function insertSql(model: SlicedModel): string {
  const columns = model.columns.map(({ name }) => name).join(', ');
  return (
    `insert into ${model.table} (slice, run_id, ${columns})\n` +
    `select ${ownSlice}, {runId:UUID} as run_id, ${columns}\nfrom (\n${model.sql}\n)\n` +
    `settings max_partitions_per_insert_block = 1000, join_use_nulls = 0, ${planSettings}, ${limitSettings(model)}`
  );
}

function contentsSql(model: SlicedModel): string {
  const columns = model.columns.map(hashable);
  return (
    `insert into contents (model, run_id, slice_built, bucket, hash, rows, recorded_at)\n` +
    `select {model:String}, {runId:UUID}, slice, arrayJoin(${model.feeds}) as bucket,\n` +
    `  sum(cityHash64(slice, ${columns.join(', ')})), count(), {recordedAt:DateTime64(6, 'UTC')}\n` +
    `from ${model.table}\nwhere run_id = {runId:UUID} and slice in {slices:Array(String)}\ngroup by slice, bucket\n` +
    `settings ${limitSettings(model)}`
  );
}

/** A hash with a null among its arguments is null, and a row without a hash would change unseen. */
function hashable({ name, type }: ModelColumn): string {
  if (type.startsWith('Nullable')) return `ifNull(toString(${name}), '')`;
  return type.startsWith('Map') ? `toString(${name})` : name;
}

/** Returns what will be published: each slice with the fingerprint of what it was built from. */
async function describe(
  plan: ModelPlan,
  run: Run,
  versions: TableVersions,
  warehouse: Warehouse,
): Promise<BuiltSlice[]> {
  const { model } = plan;
  const rows = await warehouse.query<{ slice: string; rows: number }>(countSql, {
    name: `count-${model.name}`,
    params: { table: model.table, runId: run.runId, slices: [...run.slices] },
  });
  const counts = new Map(rows.map((row) => [row.slice, row.rows]));
  // A slice's predecessor may be part of this very run: what it hands on is known only now, as are its keys.
  const inputs = [...model.inputs, ...model.influences];
  const states = await Promise.all(
    plan.states.map(async (state, index) => {
      const input = inputs[index];
      if (input?.from === 'previous') return readTails(model, input.feed, run, warehouse);
      return input !== undefined && isKeyed(input)
        ? readRunKeys(model, input, run, versions, warehouse)
        : state;
    }),
  );
  return run.slices.map((slice) => ({
    slice,
    inputs: fingerprint(model, slice, states),
    inputHashes: inputHashes(model, slice, states),
    rows: counts.get(slice) ?? 0,
  }));
}
