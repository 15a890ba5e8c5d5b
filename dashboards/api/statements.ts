import { readFileSync } from 'node:fs';
import { MilepostError } from '../../infra/errors.ts';

const directory = new URL('./queries/', import.meta.url);
const include = /^-- include: ([a-z_]+\.sql)$/gm;

/**
 * Returns the text of `queries/<name>.sql` with its `-- include: <file>.sql` lines replaced by those files, so that
 * what several numbers share is written once. Includes do not nest.
 *
 * @throws {MilepostError} `statement_missing` when there is no such file.
 */
export function readStatement(name: string): string {
  return readText(`${name}.sql`).replaceAll(include, (_line, file: string) => readText(file));
}

function readText(file: string): string {
  try {
    return readFileSync(new URL(file, directory), 'utf8').trimEnd();
  } catch (thrown) {
    throw new MilepostError('statement_missing', `queries/${file} cannot be read`, { cause: thrown });
  }
}
