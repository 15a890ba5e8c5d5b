import { readFileSync } from 'node:fs';
import { MilepostError } from '../../infra/errors.ts';

const directory = new URL('./queries/', import.meta.url);
const include = /^-- include: ([a-z_]+\.sql)$/gm;

/**
 * Returns the text of `queries/<name>.sql` with its `-- include: <file>.sql` lines replaced by those files, and so on in
 * those, so that what several numbers share is written once.
 *
 * @throws {MilepostError} `statement_missing` when there is no such file, `statement_circular` when one includes itself.
 */
export function readStatement(name: string): string {
  return readFile(`${name}.sql`, []);
}

function readFile(file: string, outer: readonly string[]): string {
  if (outer.includes(file)) {
    throw new MilepostError('statement_circular', `queries/${file} includes itself: ${outer.join(', ')}`);
  }
  return readText(file).replaceAll(include, (_line, inner: string) => readFile(inner, [...outer, file]));
}

function readText(file: string): string {
  try {
    return readFileSync(new URL(file, directory), 'utf8').trimEnd();
  } catch (thrown) {
    throw new MilepostError('statement_missing', `queries/${file} cannot be read`, { cause: thrown });
  }
}
