import type { Clock } from '../infra/clock.ts';
import { MilepostError } from '../infra/errors.ts';
import type { Warehouse } from '../warehouse/client.ts';
import type { PublishedSlice } from './published.ts';
import type { Finding } from './run-checks.ts';

/** A slice about to be published. */
export interface BuiltSlice extends Omit<PublishedSlice, 'publishedAt' | 'runId'> {
  /** What each input held, by its label: decimal digits. */
  inputHashes: Readonly<Record<string, string>>;
}

/** A past run, for estimates. */
export interface PastRun {
  slices: number;
  rows: number;
  elapsedMs: number;
}

export interface Run {
  runId: string;
  model: string;
  slices: readonly string[];
  /** ISO instant that stands for "now" in the run, also when it is tried again. */
  logicalNow: string;
}

export interface RunEnd {
  state: 'published' | 'failed' | 'abandoned' | 'cancelled';
  rows: number;
  elapsedMs: number;
  message: string;
}

/** A run as `pipelines status` shows it. */
export interface RunRecord {
  runId: string;
  model: string;
  state: 'started' | RunEnd['state'];
  recordedAt: string;
  slices: number;
  rows: number;
  elapsedMs: number;
  message: string;
}

/** What a check found in a run, as `pipelines status` shows it. */
export interface FindingRecord extends Finding {
  runId: string;
  model: string;
  recordedAt: string;
  /** Of the run: a warning may stand in one that another check refused. */
  state: RunRecord['state'];
}

/** A model's standing as `pipelines status` shows it. */
export interface ModelStatus {
  model: string;
  slices: number;
  rows: number;
  lastPublishedAt: string | null;
  completeAt: string | null;
}

/** The book of what was built from what; the only writer of `runs`, `published`, `check_results` and `freshness`. */
export interface Ledger {
  /** What the inputs of published slices held, by slice; slices older than this knowledge are absent. */
  inputHashes(
    model: string,
    slices: readonly string[],
  ): Promise<ReadonlyMap<string, Readonly<Record<string, string>>>>;
  /** The newest runs of a model that were published. */
  pastRuns(model: string, limit: number): Promise<PastRun[]>;
  start(run: Run): Promise<void>;
  /**
   * Makes a run's slices visible, all at once: one insert of one block. `epoch` is the leader's; whoever leads
   * nobody (a command) publishes under the epoch that stands.
   *
   * @throws {MilepostError} `leadership_lost` when a later leader has published one of these slices.
   */
  publish(run: Run, slices: readonly BuiltSlice[], epoch: number | undefined): Promise<void>;
  /** Keeps what checks found in a run. */
  find(run: Run, findings: readonly Finding[]): Promise<void>;
  end(run: Run, end: RunEnd): Promise<void>;
  /** Records that a pass left nothing of these models to do, but for late events in old hours that wait their turn. */
  complete(models: readonly string[], logicalNow: string): Promise<void>;
  /** Instants up to which models are complete, by name; a model that never was is absent. */
  completeAt(): Promise<ReadonlyMap<string, string>>;
  /** Closes runs that started before `before` and never ended: their process is gone. */
  abandon(before: string): Promise<number>;
  runs(limit: number): Promise<RunRecord[]>;
  /** What checks found of late, the newest first. */
  findings(limit: number): Promise<FindingRecord[]>;
  status(): Promise<ModelStatus[]>;
}

const inputHashesSql = `
select slice, mapApply((label, hash) -> (label, toString(hash)), input_hashes) as hashes
from published
where model = {model:String}
  and slice in {slices:Array(String)}
  and (slice, run_id) in (select slice, run_id from published_slices where model = {model:String})
  and notEmpty(input_hashes)`;

const pastRunsSql = `
select length(runs.slices) as slices, runs.rows as rows, elapsed_ms as elapsedMs
from runs
where model = {model:String} and state = 'published'
order by recorded_at desc
limit {limit:UInt32}`;

const latestSql = `
select toUnixTimestamp64Micro(max(published_at)) as publishedAt, max(published.epoch) as standing
from published
where model = {model:String} and slice in {slices:Array(String)}`;

const unfinishedSql = `
select run_id, any(model) as model, any(slices) as slices, any(logical_now) as logical_now
from runs
group by run_id
having max(state) = 'started' and max(recorded_at) < {before:DateTime64(6, 'UTC')}`;

const runsSql = `
select
  toString(run_id) as runId,
  any(model) as model,
  argMax(state, runs.recorded_at) as state,
  max(runs.recorded_at) as recordedAt,
  any(length(slices)) as slices,
  max(runs.rows) as rows,
  max(elapsed_ms) as elapsedMs,
  argMax(message, runs.recorded_at) as message
from runs
group by run_id
order by recordedAt desc
limit {limit:UInt32}`;

const findingsSql = `
select
  toString(found.run_id) as runId,
  found.model as model,
  found.check_name as check,
  found.severity as severity,
  found.rows_failing as rowsFailing,
  found.sample as sample,
  found.recorded_at as recordedAt,
  ended.state as state
from check_results as found
left join (select run_id, argMax(state, (recorded_at, toInt8(state))) as state from runs group by run_id) as ended
  on found.run_id = ended.run_id
order by recordedAt desc, check
limit {limit:UInt32}`;

const statusSql = `
select
  published_slices.model as model,
  count() as slices,
  sum(published_slices.rows) as rows,
  max(published_slices.published_at) as lastPublishedAt,
  any(fresh.complete_at) as completeAt
from published_slices
left join (select model, toNullable(complete_at) as complete_at from freshness final) as fresh
  on published_slices.model = fresh.model
group by model
order by model`;

/** Creates the ledger over a migrated warehouse. */
export function createLedger(warehouse: Warehouse, clock: Clock): Ledger {
  const record = (run: Run, state: RunRecord['state'], end: Omit<RunEnd, 'state'>) =>
    warehouse.insert(
      'runs',
      [
        {
          run_id: run.runId,
          model: run.model,
          state,
          recorded_at: new Date(clock.now()).toISOString(),
          logical_now: run.logicalNow,
          slices: run.slices,
          rows: end.rows,
          elapsed_ms: end.elapsedMs,
          message: end.message,
        },
      ],
      { name: 'ledger-run' },
    );
  return {
    async inputHashes(model, slices) {
      const rows = await warehouse.query<{ slice: string; hashes: Record<string, string> }>(inputHashesSql, {
        name: 'ledger-inputs',
        params: { model, slices: [...slices] },
      });
      return new Map(rows.map((row) => [row.slice, row.hashes]));
    },
    pastRuns: (model, limit) =>
      warehouse.query<PastRun>(pastRunsSql, { name: 'ledger-past', params: { model, limit } }),
    start: (run) => record(run, 'started', { rows: 0, elapsedMs: 0, message: '' }),
    end: (run, end) => record(run, end.state, end),
    find: (run, findings) =>
      warehouse.insert(
        'check_results',
        findings.map((each) => ({
          run_id: run.runId,
          model: run.model,
          check_name: each.check,
          severity: each.severity,
          rows_failing: each.rowsFailing,
          sample: each.sample,
          recorded_at: new Date(clock.now()).toISOString(),
        })),
        { name: 'ledger-checks' },
      ),
    async publish(run, slices, epoch) {
      const params = { model: run.model, slices: slices.map((each) => each.slice) };
      const [latest] = await warehouse.query<{ publishedAt: number; standing: number }>(latestSql, {
        name: 'ledger-latest',
        params,
      });
      const standing = latest?.standing ?? 0;
      if (epoch !== undefined && epoch < standing) {
        throw new MilepostError('leadership_lost', `Epoch ${standing} publishes by now; this is ${epoch}`);
      }
      // What is published later must win also where clocks differ or stand still.
      const publishedAtUs = Math.max(clock.now() * 1_000, (latest?.publishedAt ?? 0) + 1);
      const rows = slices.map((each) => ({
        model: run.model,
        slice: each.slice,
        run_id: run.runId,
        epoch: epoch ?? standing,
        published_at: toMicroInstant(publishedAtUs),
        logical_now: run.logicalNow,
        inputs: each.inputs,
        rows: each.rows,
        input_hashes: each.inputHashes,
      }));
      await warehouse.insert('published', rows, { name: 'ledger-publish' });
    },
    complete: (models, logicalNow) =>
      warehouse.insert(
        'freshness',
        models.map((model) => ({ model, complete_at: logicalNow })),
        { name: 'ledger-complete' },
      ),
    async completeAt() {
      const rows = await warehouse.query<{ model: string; at: string }>(
        'select model, complete_at as at from freshness final',
        { name: 'ledger-complete' },
      );
      return new Map(rows.map((row) => [row.model, row.at]));
    },
    async abandon(before) {
      const rows = await warehouse.query<{
        run_id: string;
        model: string;
        slices: string[];
        logical_now: string;
      }>(unfinishedSql, { name: 'ledger-unfinished', params: { before: new Date(before) } });
      for (const row of rows) {
        const run = { runId: row.run_id, model: row.model, slices: row.slices, logicalNow: row.logical_now };
        await record(run, 'abandoned', { rows: 0, elapsedMs: 0, message: 'its process is gone' });
      }
      return rows.length;
    },
    runs: (limit) => warehouse.query<RunRecord>(runsSql, { name: 'ledger-runs', params: { limit } }),
    findings: (limit) =>
      warehouse.query<FindingRecord>(findingsSql, { name: 'ledger-findings', params: { limit } }),
    status: () => warehouse.query<ModelStatus>(statusSql, { name: 'ledger-status' }),
  };
}

/** Formats microseconds since the epoch: `YYYY-MM-DDTHH:MM:SS.mmmuuuZ`. */
function toMicroInstant(epochUs: number): string {
  const micros = String(epochUs % 1_000).padStart(3, '0');
  return new Date(Math.floor(epochUs / 1_000)).toISOString().replace('Z', `${micros}Z`);
}
