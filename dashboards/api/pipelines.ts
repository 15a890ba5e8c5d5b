import { toDateTime, type Reader } from './reader.ts';
import type { OperationsScope } from './scope.ts';

export interface Pipelines {
  /** The least of the models' own; null while one was never complete. */
  asOf: string | null;
  models: {
    model: string;
    slices: number;
    rows: number;
    firstSlice: string;
    lastSlice: string;
    publishedAt: string;
    asOf: string | null;
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
  slice_count: number;
  published_rows: number;
  first_slice: string;
  last_slice: string;
  last_published_at: string;
  complete_to: string | null;
}

interface RunRow {
  id: string;
  of_model: string;
  last_state: string;
  started_at: string;
  changed_at: string;
  slice_count: number;
  written_rows: number;
  longest_ms: number;
  last_message: string;
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
  const known = models.flatMap((row) => (row.complete_to === null ? [] : [Date.parse(row.complete_to)]));
  const isWhole = models.length > 0 && known.length === models.length;
  return {
    asOf: isWhole ? new Date(Math.min(...known)).toISOString() : null,
    models: models.map((row) => ({
      model: row.model,
      slices: row.slice_count,
      rows: row.published_rows,
      firstSlice: row.first_slice,
      lastSlice: row.last_slice,
      publishedAt: row.last_published_at,
      asOf: row.complete_to,
    })),
    runs: runs.map((row) => ({
      id: row.id,
      model: row.of_model,
      state: row.last_state,
      startedAt: row.started_at,
      changedAt: row.changed_at,
      slices: row.slice_count,
      rows: row.written_rows,
      elapsedMs: row.longest_ms,
      message: row.last_message,
    })),
  };
}
