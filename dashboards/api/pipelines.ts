import { toDateTime, type Reader } from './reader.ts';
import type { OperationsScope } from './scope.ts';

export interface Pipelines {
  /** The least of the models' own; null when nothing was ever published. */
  asOf: string | null;
  models: {
    model: string;
    slices: number;
    rows: number;
    firstSlice: string;
    lastSlice: string;
    publishedAt: string;
    asOf: string;
  }[];
  runs: {
    id: string;
    model: string;
    state: string;
    startedAt: string;
    changedAt: string;
    slices: number;
    rows: number;
    elapsedMs: number;
    message: string;
  }[];
}

interface ModelRow {
  model: string;
  slices: number;
  published_rows: number;
  first_slice: string;
  last_slice: string;
  last_published_at: string;
  complete_to: string;
}

interface RunRow {
  id: string;
  model: string;
  state: string;
  started_at: string;
  changed_at: string;
  slices: number;
  written_rows: number;
  elapsed_ms: number;
  message: string;
}

const runDays = 90;

/** Reads what is published of each model and the newest runs of the last 90 days. Throws the warehouse's errors only. */
export async function readPipelines(
  reader: Reader,
  scope: OperationsScope,
  request: { nowMs: number; limit: number },
): Promise<Pipelines> {
  const since = toDateTime(Math.floor(request.nowMs / 1_000) * 1_000 - runDays * 86_400_000);
  const [models, runs] = await Promise.all([
    reader.operations<ModelRow>(scope, 'pipeline_models', {}),
    reader.operations<RunRow>(scope, 'pipeline_runs', { since, limit: request.limit }),
  ]);
  const least = Math.min(...models.map((row) => Date.parse(row.complete_to)));
  return {
    asOf: models.length === 0 ? null : new Date(least).toISOString(),
    models: models.map((row) => ({
      model: row.model,
      slices: row.slices,
      rows: row.published_rows,
      firstSlice: row.first_slice,
      lastSlice: row.last_slice,
      publishedAt: row.last_published_at,
      asOf: row.complete_to,
    })),
    runs: runs.map((row) => ({
      id: row.id,
      model: row.model,
      state: row.state,
      startedAt: row.started_at,
      changedAt: row.changed_at,
      slices: row.slices,
      rows: row.written_rows,
      elapsedMs: row.elapsed_ms,
      message: row.message,
    })),
  };
}
