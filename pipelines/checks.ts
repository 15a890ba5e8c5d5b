import { readFileSync, readdirSync } from 'node:fs';
import { MilepostError } from '../infra/errors.ts';
import type { QueryParams } from '../warehouse/client.ts';

/** A question whose answer must be empty before a run is published. */
export interface Check {
  name: string;
  model: string;
  /** A blocking check keeps the run from being published; a warning is recorded with it. */
  severity: 'blocking' | 'warning';
  /**
   * Selects the offending rows from `{rows:Identifier}` where run_id = `{runId:UUID}` and slice in
   * `{slices:Array(String)}`, without which it looks through all that was ever built of the model; it may ask for what the
   * model's own query gets (`{slices}`, `{from}`, `{to}`, `{logicalNow}`), for `{model:String}` and for
   * `{settled:Array(String)}`, the slices whose time is over.
   */
  sql: string;
  /** Values of the check's own, for further placeholders. */
  params?: QueryParams;
}

const checksFolder = new URL('./checks/', import.meta.url);

/**
 * Reads the checks that are files: their first lines say `-- check: <model>` and `-- severity: blocking|warning`.
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
