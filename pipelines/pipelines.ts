import type { Clock } from '../infra/clock.ts';
import { toInstant } from '../infra/clock.ts';
import { messageOf } from '../infra/errors.ts';
import type { Log } from '../infra/log.ts';
import type { Warehouse } from '../warehouse/client.ts';
import { readCatalog, type Catalog } from './catalog.ts';
import { readChecks, type Check } from './checks.ts';
import { createLedger, type ModelStatus, type RunRecord } from './ledger.ts';
import { ensureModelTables } from './model-table.ts';
import type { SlicedModel } from './model.ts';
import { describePlan, type PlannedModel } from './plan.ts';
import { planModel } from './planner.ts';
import { runSlices, type RunResult, type RunnerDeps } from './runner.ts';

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
}

export interface RunSummary {
  runs: RunResult[];
  /** Models whose run failed, with the reason; models after them were left alone. */
  failed: { model: string; message: string }[];
}

export interface RunOptions {
  /** Only this model and those it reads. */
  model?: string;
  onRun?: (result: RunResult) => void;
  signal?: AbortSignal;
}

export interface Pipelines {
  catalog: Catalog;
  /** Makes the tables and views of all models; after the migrations, before anything else. */
  ensureModels(): Promise<void>;
  /** What is due now and why, what will follow from it, and what both will cost. */
  plan(): Promise<PlannedModel[]>;
  /** Builds what is due, model after model, until nothing is. Safe at any time and twice at once. */
  run(options?: RunOptions): Promise<RunSummary>;
  status(): Promise<{ models: ModelStatus[]; runs: RunRecord[] }>;
  /** Deletes rows that no reader sees any more, `olderThanMs` after their run ended. Returns how many. */
  sweep(olderThanMs: number): Promise<number>;
}

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
  const runner: RunnerDeps = {
    warehouse,
    ledger,
    clock,
    newRunId: deps.newRunId,
    checks: deps.checks ?? readChecks(),
  };

  /** Builds one model until nothing of it is due. */
  async function build(model: SlicedModel, logicalNow: string, options: RunOptions): Promise<RunResult[]> {
    const results: RunResult[] = [];
    // What one slice hands to the next can make that one due again; time moves on, so this ends.
    for (;;) {
      const plan = await planModel(model, logicalNow, { warehouse, ledger });
      const slices = plan.due.map((each) => each.slice);
      if (slices.length === 0) return results;
      for (let start = 0; start < slices.length; start += model.maxSlices) {
        options.signal?.throwIfAborted();
        const result = await runSlices(
          plan,
          slices.slice(start, start + model.maxSlices),
          logicalNow,
          runner,
        );
        results.push(result);
        options.onRun?.(result);
        log.info(
          { model: model.name, slices: result.slices.length, rows: result.rows, ms: result.elapsedMs },
          'published',
        );
        for (const warning of result.warnings) log.warn({ model: model.name, warning }, 'check');
      }
    }
  }

  return {
    catalog,
    ensureModels: () => ensureModelTables(catalog, warehouse),
    plan: () => describePlan(toInstant(clock.now()), { catalog, warehouse, ledger }),
    async run(options = {}) {
      const logicalNow = toInstant(clock.now());
      const summary: RunSummary = { runs: [], failed: [] };
      const complete: string[] = [];
      for (const model of selected(catalog, options.model)) {
        if (readsAny(catalog, model, new Set(summary.failed.map((each) => each.model)))) continue;
        try {
          summary.runs.push(...(await build(model, logicalNow, options)));
          complete.push(model.name);
        } catch (thrown) {
          options.signal?.throwIfAborted();
          summary.failed.push({ model: model.name, message: messageOf(thrown) });
          log.error({ model: model.name, err: thrown }, 'run failed');
        }
      }
      if (complete.length > 0) await ledger.complete(complete, logicalNow);
      return summary;
    },
    status: async () => ({ models: await ledger.status(), runs: await ledger.runs(20) }),
    async sweep(olderThanMs) {
      const now = clock.now();
      await ledger.abandon(toInstant(now - abandonAfterMs));
      let rows = 0;
      for (const model of catalog.sliced) rows += await ledger.sweep(model, toInstant(now - olderThanMs));
      return rows;
    },
  };
}

/** All models, or one and those it reads. */
function selected(catalog: Catalog, name: string | undefined): readonly SlicedModel[] {
  if (name === undefined) return catalog.sliced;
  const wanted = catalog.get(name);
  return catalog.sliced.filter(
    (model) => model === wanted || readsAny(catalog, wanted, new Set([model.name])),
  );
}

/** Whether a model reads one of `names`, itself or through others. */
function readsAny(catalog: Catalog, model: SlicedModel, names: ReadonlySet<string>): boolean {
  return [...model.inputs, ...model.influences].some(
    (input) =>
      input.from === 'model' &&
      (names.has(input.model) || readsAny(catalog, catalog.get(input.model), names)),
  );
}
