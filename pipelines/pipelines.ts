import type { Clock } from '../infra/clock.ts';
import { toInstant } from '../infra/clock.ts';
import { codeOf, messageOf } from '../infra/errors.ts';
import type { Log } from '../infra/log.ts';
import type { Warehouse } from '../warehouse/client.ts';
import { eachAtOnce, inRuns } from './at-once.ts';
import type { Backoff } from './backoff.ts';
import { planBackfill, workOff, type BackfillOptions, type BackfillStep } from './backfill.ts';
import { createBackfills, type Backfill, type BackfillOrder } from './backfills.ts';
import { readCatalog, readsAny, selectModels, type Catalog } from './catalog.ts';
import { readChecks, type Check } from './checks.ts';
import { rawTableOf, readFrozen } from './frozen.ts';
import { attemptFingerprint } from './inputs.ts';
import { readLateness, type ModelLateness } from './lateness.ts';
import { createLedger, type FindingRecord, type ModelStatus, type RunRecord } from './ledger.ts';
import { ensureModelTables } from './model-table.ts';
import type { SlicedModel } from './model.ts';
import { describePlan, type PlannedModel } from './plan.ts';
import { planModel, type ModelPlan } from './planner.ts';
import { readPublished } from './published.ts';
import { readForPass, type PassReadings } from './readings.ts';
import { createRefusals, type Refusal } from './refusals.ts';
import { runWithRetries, type RetryDeps } from './retry.ts';
import type { RunResult } from './runner.ts';
import { createSliceKeys } from './slice-keys.ts';
import { sliceBounds } from './slice.ts';
import { sweepModel } from './sweep.ts';

export interface PipelinesDeps {
  /** A migrated warehouse. */
  warehouse: Warehouse;
  clock: Clock;
  log: Log;
  newRunId: () => string;
  /** Default: Milepost's own models. */
  catalog?: Catalog;
  /** Default: Milepost's own checks. */
  checks?: readonly Check[];
  /** Waits before each retry of a run that failed for now. Default: 1 and 4 seconds. */
  retryDelaysMs?: readonly number[];
}

export interface RunSummary {
  runs: RunResult[];
  /** Models whose run failed, with the reason; models after them were left alone. */
  failed: { model: string; message: string }[];
  /** Slices that were left for a later pass; see {@link RunOptions.deferBefore}. */
  deferred: number;
}

export interface RunOptions {
  /** Only this model and those it reads. */
  model?: string;
  onRun?: (result: RunResult) => void;
  /** Stops the run under way, which is withdrawn; `run` throws the signal's reason then. */
  signal?: AbortSignal;
  /**
   * Most slices of one run where that is more than the model says: for a world that is thin and old, whose many hours
   * hold little each.
   */
  slicesAtOnce?: number;
  /** More of the past is on its way: nothing is said to be complete yet. */
  isPartial?: boolean;
  /** Hours that ended before this instant, in milliseconds, are left for a later pass. */
  deferBefore?: number;
  /** Models that failed of late are left alone for a while, and those that read them. */
  backoff?: Backoff;
  /** See {@link RetryDeps.epoch}. */
  epoch?: () => number | undefined;
}

export interface Pipelines {
  catalog: Catalog;
  /** Makes the tables and views of all models; after the migrations, before anything else. */
  ensureModels(): Promise<void>;
  /** What is due now and why, what will follow from it, and what both will cost. */
  plan(): Promise<PlannedModel[]>;
  /** Builds what is due, model after model, until nothing is. Safe at any time and twice at once. */
  run(options?: RunOptions): Promise<RunSummary>;
  /** What a backfill would build, with its cost; changes nothing. */
  planBackfill(order: BackfillOrder): Promise<BackfillStep[]>;
  /**
   * Builds slices again whether due or not, until all are done. Goes on where a call before was killed or stopped.
   *
   * @throws {MilepostError} `model_unknown`, `backfill_invalid`; what a run throws.
   */
  backfill(order: BackfillOrder, options?: BackfillOptions): Promise<Backfill>;
  /** Works on the oldest backfill that the API ordered; returns it, or undefined where there is none. */
  workOffOrders(options: BackfillOptions): Promise<Backfill | undefined>;
  /** How every model stands, the newest runs, and what checks found in the newest that they found something in. */
  status(): Promise<{
    models: (ModelStatus & ModelLateness & { frozen: number })[];
    runs: RunRecord[];
    checks: FindingRecord[];
  }>;
  /** Days (`YYYY-MM-DD`) of raw rows that some model has yet to take in. */
  waitingDays(table: 'events' | 'reservation_changes'): Promise<string[]>;
  /** How late every model is now. */
  lateness(): Promise<ModelLateness[]>;
  /** Deletes rows that no reader has seen for `olderThanMs`. Returns how many. */
  sweep(olderThanMs: number): Promise<number>;
}

const emptyStatus = { slices: 0, rows: 0, lastPublishedAt: null, completeAt: null };

/** A run that never said how it ended is given up after this time. */
const abandonAfterMs = 6 * 3_600_000;

/**
 * Creates the pipelines: models and checks are read from their folders, nothing runs until asked.
 *
 * @throws {MilepostError} `model_invalid`, `check_invalid`.
 */
export function createPipelines(deps: PipelinesDeps): Pipelines {
  const { warehouse, clock, log } = deps;
  const catalog = deps.catalog ?? readCatalog();
  const ledger = createLedger(warehouse, clock);
  const keys = createSliceKeys(warehouse);
  const runner: RetryDeps = {
    retryDelaysMs: deps.retryDelaysMs ?? [1_000, 4_000],
    warehouse,
    ledger,
    keys,
    clock,
    newRunId: deps.newRunId,
    checks: deps.checks ?? readChecks(),
  };

  const refusals = createRefusals();
  const backfilling = { ...runner, catalog, backfills: createBackfills({ warehouse, clock, catalog }) };

  /** Builds one model until nothing of it is due but what is deferred or was refused by a check. */
  async function build(
    model: SlicedModel,
    logicalNow: string,
    options: RunOptions,
    readings: PassReadings,
    results: RunResult[],
  ): Promise<{ deferred: number; refused: Refusal[] }> {
    const withEpoch = options.epoch === undefined ? runner : { ...runner, epoch: options.epoch };
    /** What a check refuses is built in halves, down to the slices that are at fault: the others go on. */
    async function buildApart(plan: ModelPlan, slices: readonly string[]): Promise<Refusal[]> {
      options.signal?.throwIfAborted();
      try {
        for (const result of await runWithRetries(plan, slices, logicalNow, withEpoch, options.signal)) {
          results.push(result);
          options.onRun?.(result);
          tell(result);
        }
        return [];
      } catch (thrown) {
        if (codeOf(thrown) !== 'check_failed') throw thrown;
        const [slice = ''] = slices;
        if (slices.length === 1) {
          const inputs = attemptFingerprint(model, slice, plan.states);
          const refusal = { slice, inputs, message: messageOf(thrown) };
          refusals.add(model.name, refusal);
          log.error({ model: model.name, slice, err: thrown }, 'a check refused a slice');
          return [refusal];
        }
        const middle = Math.ceil(slices.length / 2);
        const first = await buildApart(plan, slices.slice(0, middle));
        return [...first, ...(await buildApart(plan, slices.slice(middle)))];
      }
    }
    // What one slice hands to the next can make that one due again; time moves on, so this ends. A model that
    // does not read itself is built once: what came in meanwhile is for the next pass.
    for (;;) {
      const plan = await planModel(model, logicalNow, runner, readings);
      const refused = plan.due
        .map(({ slice }) => refusals.find(model.name, slice, attemptFingerprint(model, slice, plan.states)))
        .filter((refusal) => refusal !== undefined);
      const aside = new Set(refused.map((refusal) => refusal.slice));
      const slices = plan.due
        .map((each) => each.slice)
        .filter((slice) => !aside.has(slice) && !isDeferred(model, slice, options.deferBefore));
      const deferred = plan.due.length - refused.length - slices.length;
      if (slices.length === 0) return { deferred, refused };
      const atOnce = Math.max(model.maxSlices, options.slicesAtOnce ?? 0);
      await eachAtOnce(inRuns(slices, atOnce), model.concurrency, async (some) => {
        refused.push(...(await buildApart(plan, some)));
      }).finally(() => readings.built(model.name));
      if (!readsItself(model)) return { deferred, refused };
    }
  }

  function tell({ model, slices, rows, elapsedMs, warnings }: RunResult): void {
    log.info({ model, slices: slices.length, rows, ms: elapsedMs }, 'published');
    for (const warning of warnings) log.warn({ model, warning }, 'check');
  }

  /** Counts the slices that stay as they are, because their raw rows have expired. */
  async function countFrozen(model: SlicedModel): Promise<number> {
    if (rawTableOf(model) === undefined) return 0;
    const isFrozen = await readFrozen(model, warehouse);
    return (await readPublished(model.name, warehouse)).filter(({ slice }) => isFrozen(slice)).length;
  }

  return {
    catalog,
    ensureModels: () => ensureModelTables(catalog, warehouse),
    plan: () => describePlan(toInstant(clock.now()), { ...runner, catalog }),
    async run(options = {}) {
      const logicalNow = toInstant(clock.now());
      const summary: RunSummary = { runs: [], failed: [], deferred: 0 };
      const complete: string[] = [];
      const broken = new Set<string>();
      const readings = readForPass(warehouse);
      for (const model of selectModels(catalog, options.model)) {
        if (readsAny(catalog, model, broken)) continue;
        if (options.backoff?.isHeld(model.name) === true) {
          broken.add(model.name);
          continue;
        }
        try {
          const { deferred, refused } = await build(model, logicalNow, options, readings, summary.runs);
          summary.deferred += deferred;
          options.backoff?.succeeded(model.name);
          const [first] = refused;
          if (first === undefined) complete.push(model.name);
          else summary.failed.push({ model: model.name, message: describeRefusals(first, refused.length) });
        } catch (thrown) {
          options.signal?.throwIfAborted();
          if (codeOf(thrown) === 'leadership_lost') throw thrown;
          options.backoff?.failed(model.name);
          broken.add(model.name);
          summary.failed.push({ model: model.name, message: messageOf(thrown) });
          log.error({ model: model.name, err: thrown }, 'run failed');
        }
      }
      if (complete.length > 0 && options.isPartial !== true) await ledger.complete(complete, logicalNow);
      return summary;
    },
    planBackfill: (order) => planBackfill(order, backfilling),
    async backfill(order, options = {}) {
      return workOff(await backfilling.backfills.open(order, 'command'), options, backfilling);
    },
    async workOffOrders(options) {
      const orders = await backfilling.backfills.list(1_000);
      const next = orders.findLast((each) => each.origin === 'api' && each.state === 'started');
      return next === undefined ? undefined : workOff(next, options, backfilling);
    },
    async status() {
      const known = new Map((await ledger.status()).map((each) => [each.model, each]));
      const late = await readLateness(catalog, ledger, clock);
      const models = [];
      for (const each of late) {
        const frozen = await countFrozen(catalog.get(each.model));
        models.push({ ...(known.get(each.model) ?? emptyStatus), frozen, ...each });
      }
      return { models, runs: await ledger.runs(20), checks: await ledger.findings(20) };
    },
    async waitingDays(table) {
      const days = new Set<string>();
      for (const model of catalog.sliced.filter((each) => rawTableOf(each) === table)) {
        const { due } = await planModel(model, toInstant(clock.now()), runner);
        for (const { slice } of due) days.add(slice.slice(0, 10));
      }
      return [...days];
    },
    lateness: () => readLateness(catalog, ledger, clock),
    async sweep(olderThanMs) {
      const now = clock.now();
      await ledger.abandon(toInstant(now - abandonAfterMs));
      let rows = 0;
      for (const model of catalog.sliced)
        rows += await sweepModel(model, toInstant(now - olderThanMs), warehouse);
      return rows;
    },
  };
}

/** What stands aside: the first refused slice, and how many there are. */
function describeRefusals({ slice, message }: Refusal, count: number): string {
  const others = count === 1 ? '' : ` (and ${count - 1} more slices)`;
  return `${slice}: ${message}${others}`;
}

function isDeferred(model: SlicedModel, slice: string, before: number | undefined): boolean {
  return before !== undefined && model.slice === 'hour' && sliceBounds('hour', slice).to.getTime() < before;
}

function readsItself(model: SlicedModel): boolean {
  return [...model.inputs, ...model.influences].some((input) => input.from === 'previous');
}
