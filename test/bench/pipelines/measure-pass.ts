import type { RunSummary } from '../../../pipelines/pipelines.ts';
import type { BenchWarehouse } from './bench-warehouse.ts';
import { peakMemory, resetPeakMemory } from './memory.ts';

/** One pass of the pipelines over everything that is due. */
export interface PassFigures {
  seconds: number;
  /** Of them inside runs; the rest went into finding out what is due. */
  runSeconds: number;
  runs: number;
  rows: number;
  /** Most memory that the engine has held meanwhile. */
  engineBytes: number | null;
  models: { model: string; seconds: number; slices: number; rows: number }[];
}

/**
 * Runs all pipelines at an instant and measures that.
 *
 * @throws {Error} when a model failed: its numbers would be too good.
 */
export async function measurePass(
  bench: BenchWarehouse,
  at: number,
  onRun: (runs: number) => void,
): Promise<PassFigures> {
  const { clock, pipelines, enginePid } = bench;
  clock.time = at;
  await resetPeakMemory(enginePid);
  const startedAt = performance.now();
  let runs = 0;
  // A clock that stands still would show runs without length.
  clock.now = () => clock.time + Math.round(performance.now() - startedAt);
  const summary = await pipelines.run({ onRun: () => onRun((runs += 1)) });
  const seconds = (performance.now() - startedAt) / 1_000;
  for (const { model, message } of summary.failed) throw new Error(`${model}: ${message}`);
  const models = summarize(summary);
  return {
    seconds,
    runSeconds: models.reduce((sum, each) => sum + each.seconds, 0),
    runs,
    rows: models.reduce((sum, each) => sum + each.rows, 0),
    engineBytes: await peakMemory(enginePid),
    models,
  };
}

function summarize({ runs }: RunSummary): PassFigures['models'] {
  return [...Map.groupBy(runs, (run) => run.model)].map(([model, some]) => ({
    model,
    seconds: some.reduce((sum, run) => sum + run.elapsedMs, 0) / 1_000,
    slices: some.reduce((sum, run) => sum + run.slices.length, 0),
    rows: some.reduce((sum, run) => sum + run.rows, 0),
  }));
}
