import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { MilepostError } from '../infra/errors.ts';

/** Selects and formulas that several queries share, or that make a long one readable. */
export interface Parts {
  /**
   * Returns a query with the parts that it names, itself or through others, before it: a select as a common table
   * expression, a formula as a lambda.
   *
   * @throws {MilepostError} `part_invalid`: parts that name each other in a circle
   * @example expand('select id from paid') // with paid as (select ...) select id from paid
   */
  expand(sql: string): string;
  /** Names of parts that none of the queries given to `expand` so far has named. */
  unused(): string[];
}

interface Part {
  name: string;
  sql: string;
}

/**
 * Reads the parts of a folder, which need not be there: files that say `-- part: <name>` and `-- about:`, then one
 * select, or a lambda such as `(amount, digits) -> round(amount, digits)`.
 *
 * @throws {MilepostError} `part_invalid` naming the file
 */
export function readParts(folder: URL): Parts {
  const files = existsSync(folder) ? readdirSync(folder).filter((file) => file.endsWith('.sql')) : [];
  const parts = new Map(
    files.map((file) => {
      const part = parsePart(file, readFileSync(new URL(file, folder), 'utf8'));
      return [part.name, part];
    }),
  );
  const used = new Set<string>();

  /** The parts that a query needs, each after those that it names itself. */
  function needed(sql: string): Part[] {
    const inOrder: Part[] = [];
    const visit = (text: string, path: readonly string[]) => {
      for (const name of wordsOf(text)) {
        const part = parts.get(name);
        if (part === undefined || inOrder.includes(part)) continue;
        if (path.includes(name)) {
          throw new MilepostError(
            'part_invalid',
            `Parts name each other in a circle: ${[...path, name].join(' > ')}`,
          );
        }
        visit(part.sql, [...path, name]);
        inOrder.push(part);
      }
    };
    visit(sql, []);
    return inOrder;
  }

  return {
    expand(sql) {
      const before = needed(sql);
      if (before.length === 0) return sql;
      for (const { name } of before) used.add(name);
      const [, comments = '', own = '', rest = ''] =
        /^((?:\s*--[^\n]*\n)*)(\s*with\b)?([^]*)$/.exec(sql) ?? [];
      const ctes = before.map(({ name, sql: text }) =>
        text.startsWith('(') ? `  ${text} as ${name}` : `  ${name} as (\n${text}\n  )`,
      );
      return `${comments}with\n${ctes.join(',\n')}${own === '' ? '\n' : ','}${rest}`;
    },
    unused: () => [...parts.keys()].filter((name) => !used.has(name)),
  };
}

/** The names that a query reads from, joins or calls. */
function wordsOf(sql: string): Set<string> {
  const code = sql.replaceAll(/--[^\n]*/g, '');
  return new Set(
    [...code.matchAll(/\b(?:from|join)\s+([a-z_]+)|\b([a-z_]+)\(/g)].map(
      ([, read, called]) => read ?? called ?? '',
    ),
  );
}

function parsePart(file: string, text: string): Part {
  const name = file.slice(0, -'.sql'.length);
  const [, head = '', sql = ''] = /^((?:--[^\n]*\n)*)([^]*)$/.exec(text) ?? [];
  if (!head.includes(`-- part: ${name}\n`) || !head.includes('-- about: ') || sql.trim() === '') {
    throw new MilepostError(
      'part_invalid',
      `${file} is no part: say "-- part: ${name}", "-- about: ..." and a select or a formula`,
    );
  }
  return { name, sql: sql.trim() };
}
