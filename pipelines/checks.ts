import { readFileSync, readdirSync } from 'node:fs';
import { MilepostError } from '../infra/errors.ts';
import type { Warehouse } from '../warehouse/client.ts';
import type { Run } from './ledger.ts';
import type { SlicedModel } from './model.ts';

/** A question whose answer must be empty before a run is published. */
export interface Check {
  name: string;
  model: string;
  /** A blocking check keeps the run from being published; a warning is recorded with it. */
  severity: 'blocking' | 'warning';
  /** Selects the offending rows from `{rows:Identifier}` where run_id = `{runId:UUID}`. */
  sql: string;
}

const checksFolder = new URL('./checks/', import.meta.url);

/**
 * Reads the checks: files whose first lines say `-- check: <model>` and `-- severity: blocking|warning`.
 *
 * @throws {MilepostError} `check_invalid` naming the file.
 */
export function readChecks(folder: URL = checksFolder): Check[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.sql'))
    .map((file) => {
      const text = readFileSync(new URL(file, folder), 'utf8');
      const [, model] = /^-- check: ([a-z_]+)$/m.exec(text) ?? [];
      const [, severity] = /^-- severity: (blocking|warning)$/m.exec(text) ?? [];
      if (model === undefined || (severity !== 'blocking' && severity !== 'warning')) {
        throw new MilepostError(
          'check_invalid',
          `pipelines/checks/${file}: say "-- check: <model>" and "-- severity: blocking|warning"`,
        );
      }
      return { name: file.slice(0, -'.sql'.length), model, severity, sql: text };
    });
}

/** Every model's rows are unique by its grain. */
function grainCheck(model: SlicedModel): Check {
  const grain = model.grain.join(', ');
  return {
    name: `${model.name}_unique_grain`,
    model: model.name,
    severity: 'blocking',
    sql: `select ${grain}, count() as copies from {rows:Identifier} where run_id = {runId:UUID} group by ${grain} having copies > 1`,
  };
}

/**
 * Asks all checks of a model about a run. Returns the warnings, a sentence each.
 *
 * @throws {MilepostError} `check_failed` with the first rows that offend a blocking check.
 */
export async function failedChecks(
  model: SlicedModel,
  run: Run,
  checks: readonly Check[],
  warehouse: Warehouse,
): Promise<string[]> {
  const warnings: string[] = [];
  for (const check of [grainCheck(model), ...checks.filter((each) => each.model === model.name)]) {
    const rows = await warehouse.query<Record<string, unknown>>(`select * from (${check.sql}) limit 3`, {
      name: `check-${check.name}`,
      params: { rows: model.table, runId: run.runId },
    });
    if (rows.length === 0) continue;
    const sentence = `${check.name}: ${rows.map((row) => JSON.stringify(row)).join(', ')}`;
    if (check.severity === 'blocking') throw new MilepostError('check_failed', sentence);
    warnings.push(sentence);
  }
  return warnings;
}
