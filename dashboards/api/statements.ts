import { readdirSync, readFileSync } from 'node:fs';
import { MilepostError } from '../../infra/errors.ts';

const directory = new URL('./queries/', import.meta.url);
const include = /^-- include: ([a-z_]+\.sql)$/gm;
const conditional = /^(.*?) *-- (when|unless): (\w+)$/;

/**
 * The statements in `queries/`, each to be had with some of its parts. Those that read rows of some hours say so of `slice`,
 * too: parts of a table that have none of these are then left out before their rows are held against the published runs.
 */
export interface Statements {
  /**
   * Returns the text of `<name>.sql`. A line that ends in `-- when: <part>` is in it only with that part, one that ends in
   * `-- unless: <part>` only without. `-- include: <file>.sql` lines are replaced by those files, and so on in those, so
   * that what several numbers share is written once and what a question does not need is not planned.
   *
   * @throws {MilepostError} `statement_missing` when there is no such file, `statement_circular` when one includes itself.
   * @example statements.read('funnel', ['bookings', 'country'])
   */
  read(name: string, parts?: readonly string[]): string;
}

/** Reads the files once. */
export function createStatements(): Statements {
  const texts = new Map(
    readdirSync(directory).map((file) => [file, readFileSync(new URL(file, directory), 'utf8').trimEnd()]),
  );
  const expand = (file: string, parts: readonly string[], outer: readonly string[]): string => {
    if (outer.includes(file)) {
      throw new MilepostError('statement_circular', `queries/${file} includes itself: ${outer.join(', ')}`);
    }
    const text = texts.get(file);
    if (text === undefined) throw new MilepostError('statement_missing', `there is no queries/${file}`);
    return choose(text, parts).replaceAll(include, (_line, inner: string) =>
      expand(inner, parts, [...outer, file]),
    );
  };
  return { read: (name, parts = []) => expand(`${name}.sql`, parts, []) };
}

function choose(text: string, parts: readonly string[]): string {
  return text
    .split('\n')
    .flatMap((line) => {
      const [, content = '', word, part = ''] = conditional.exec(line) ?? [];
      if (word === undefined) return [line];
      return parts.includes(part) === (word === 'when') ? [content] : [];
    })
    .join('\n');
}
