import { invalidField } from '../../infra/http/problem.ts';
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
    /** The promise; null for a model that is no longer one. */
    freshWithinMs: number | null;
    latenessMs: number | null;
  }[];
  runs: PipelineRun[];
}

/** A run with the last state that it has reached. */
export interface PipelineRun {
  id: string;
  model: string;
  state: string;
  startedAt: string;
  changedAt: string;
  slices: number;
  firstSlice: string;
  lastSlice: string;
  rows: number;
  elapsedMs: number;
  message: string;
  /** What checks found in it. */
  checks: { check: string; severity: string; rowsFailing: number }[];
}

/** Which runs, and where their page starts. */
export interface RunsRequest {
  nowMs: number;
  limit: number;
  model?: string;
  state?: string;
  cursor?: string;
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
  first_slice: string;
  last_slice: string;
  written_rows: number;
  longest_ms: number;
  last_message: string;
  found_by: [string, string, number][];
}

const runDays = 90;

/** Reads what is published of each model and the newest runs of the last 90 days. Throws the warehouse's errors only. */
export async function readPipelines(
  reader: Reader,
  scope: OperationsScope,
  request: { nowMs: number; limit: number; promises: ReadonlyMap<string, number> },
): Promise<Pipelines> {
  const [models, { runs }] = await Promise.all([
    reader.operations<ModelRow>(scope, 'pipeline_models', {}),
    readRuns(reader, scope, request),
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
      freshWithinMs: request.promises.get(row.model) ?? null,
      latenessMs: row.complete_to === null ? null : Math.max(0, request.nowMs - Date.parse(row.complete_to)),
    })),
    runs,
  };
}

/**
 * Reads a page of the runs of the last 90 days, the newest first. Runs that start meanwhile do not move the pages.
 *
 * @throws {Problem} 400 for a cursor that is none; the warehouse's errors.
 */
export async function readRuns(
  reader: Reader,
  scope: OperationsScope,
  request: RunsRequest,
): Promise<{ asOf: string; runs: PipelineRun[]; next: string | null }> {
  const { nowMs, limit, model = '', state = '', cursor } = request;
  const since = toDateTime(Math.floor(nowMs / 1_000) * 1_000 - runDays * 86_400_000);
  const page = cursor === undefined ? firstPage : decodeRun(cursor);
  // One more than asked for tells whether there is a next page.
  const params = { since, model, state, limit: limit + 1, ...page };
  const rows = await reader.operations<RunRow>(scope, 'pipeline_runs', params);
  const runs = rows.slice(0, limit).map(toRun);
  const last = runs.at(-1);
  const next = rows.length > limit && last !== undefined ? encodeRun(last) : null;
  return { asOf: new Date(nowMs).toISOString(), runs, next };
}

const firstPage = { beforeAt: '2200-01-01 00:00:00', beforeId: 'ffffffff-ffff-ffff-ffff-ffffffffffff' };

function encodeRun({ startedAt, id }: PipelineRun): string {
  return Buffer.from(`${startedAt}/${id}`).toString('base64url');
}

function decodeRun(cursor: string): typeof firstPage {
  const text = Buffer.from(cursor, 'base64url').toString();
  const [, date, time, id] = /^(\d{4}-\d\d-\d\d)T([\d:.]{8,15})Z\/([0-9a-f-]{36})$/.exec(text) ?? [];
  if (date === undefined || time === undefined || id === undefined) {
    throw invalidField('cursor', 'is not the next of an earlier answer');
  }
  return { beforeAt: `${date} ${time}`, beforeId: id };
}

function toRun(row: RunRow): PipelineRun {
  return {
    id: row.id,
    model: row.of_model,
    state: row.last_state,
    startedAt: row.started_at,
    changedAt: row.changed_at,
    slices: row.slice_count,
    firstSlice: row.first_slice,
    lastSlice: row.last_slice,
    rows: row.written_rows,
    elapsedMs: row.longest_ms,
    message: row.last_message,
    checks: row.found_by.map(([check, severity, rowsFailing]) => ({ check, severity, rowsFailing })),
  };
}
