import { tokensOf, type Token } from './tokens.ts';

/**
 * What a request asks for, as far as the transport must know. Positions are offsets in the text.
 *
 * - `insert`: rows follow. They start at `dataAt`; `into` is the statement up to where its source of data
 *   belongs, `format` how the rows are written.
 * - `input`: an INSERT ... SELECT whose rows come from `input(structure)`; they follow as well.
 * - `read`: rows come back; `outfileAt` is where INTO OUTFILE belongs.
 * - `kill`: KILL QUERY; `other`: anything else; small output, if any; `inserts` says that it is an INSERT ... SELECT.
 */
export type Statement =
  | { kind: 'insert'; intoEnd: number; format: string; dataAt: number; settings: string }
  | {
      kind: 'input';
      inputAt: number;
      structureAt: number;
      structureEnd: number;
      inputEnd: number;
      formatAt: number;
      format: string;
      dataAt: number;
    }
  | { kind: 'read'; end: number; outfileAt: number; format: string | undefined }
  | { kind: 'kill'; end: number; format: string | undefined }
  | { kind: 'other'; end: number; format: string | undefined; inserts: boolean }
  | { kind: 'empty' }
  | { kind: 'several'; at: number }
  | { kind: 'file' };

const reads = new Set(['SELECT', 'WITH', 'FROM', '(']);

/** Where the rows of `... FORMAT Name` start: behind spaces and one line end, as on a server. */
function dataStart(sql: string, from: number): number {
  let at = from;
  while (sql[at] === ' ' || sql[at] === '\t') at += 1;
  if (sql[at] === '\r') at += 1;
  if (sql[at] === '\n') at += 1;
  return at;
}

function readInsert(
  sql: string,
  tokens: Generator<Token>,
  original: (token: Token) => string,
): Statement | undefined {
  let settingsFrom: number | undefined;
  let previous: Token | undefined;
  let bracketOpens = false;
  let selecting = false;
  let input: { inputAt: number; structureAt: number; depth: number; structureEnd: number } | undefined;
  for (const token of tokens) {
    const isSelect = token.kind === 'word' && (token.text === 'SELECT' || token.text === 'WITH');
    if (isSelect && (token.depth === 0 || bracketOpens)) selecting = true;
    bracketOpens = token.text === '(' && token.depth === 0;
    if (previous?.kind === 'word' && previous.text === 'INPUT' && token.text === '(') {
      input = { inputAt: previous.start, structureAt: token.end, depth: token.depth, structureEnd: -1 };
    } else if (input?.structureEnd === -1 && token.text === ')' && token.depth === input.depth) {
      input.structureEnd = token.start;
    }
    if (token.depth === 0 && token.kind === 'word') {
      if (token.text === 'SETTINGS' && !selecting) settingsFrom = token.start;
      if (token.text === 'INFILE' && previous?.text === 'FROM') return { kind: 'file' };
      const settings = settingsFrom === undefined ? '' : sql.slice(settingsFrom, token.start);
      if (token.text === 'VALUES' && !selecting) {
        return {
          kind: 'insert',
          intoEnd: settingsFrom ?? token.start,
          format: 'Values',
          dataAt: token.end,
          settings,
        };
      }
      if (token.text === 'FORMAT') {
        const name = tokens.next();
        if (name.done === true) return undefined;
        if (name.value.kind === 'word') {
          const dataAt = dataStart(sql, name.value.end);
          const format = original(name.value);
          if (selecting) {
            if (input === undefined) return undefined;
            const inputEnd = input.structureEnd + 1;
            return { kind: 'input', ...input, inputEnd, formatAt: token.start, format, dataAt };
          }
          return { kind: 'insert', intoEnd: settingsFrom ?? token.start, format, dataAt, settings };
        }
      }
    }
    previous = token;
  }
  return undefined;
}

/** The trailing FORMAT clause: `FORMAT Name`, then nothing but SETTINGS. */
function formatClause(tokens: readonly Token[]): { at: number; name: Token } | undefined {
  for (let index = tokens.length - 1; index > 0; index -= 1) {
    const token = tokens[index - 1];
    const name = tokens[index];
    const next = tokens[index + 1];
    if (token === undefined || name === undefined) continue;
    if (token.kind !== 'word' || token.text !== 'FORMAT' || token.depth !== 0 || name.kind !== 'word')
      continue;
    if (next === undefined || next.text === 'SETTINGS') return { at: token.start, name };
  }
  return undefined;
}

/**
 * Finds out what a statement is and where its clauses are, without parsing it: the engine does that.
 *
 * @param sql the statement, one character a byte when its positions are to be byte offsets
 * @example analyse('insert into t format CSV\n1,2') // { kind: 'insert', format: 'CSV', dataAt: 25, ... }
 */
export function analyse(sql: string): Statement {
  const original = (token: Token): string => sql.slice(token.start, token.end);
  const first = tokensOf(sql).next();
  if (first.done === true) return { kind: 'empty' };
  if (first.value.text === 'INSERT') {
    const insert = readInsert(sql, tokensOf(sql), original);
    if (insert !== undefined) return insert;
  }
  const tokens = [...tokensOf(sql)];
  const semicolon = tokens.findIndex(
    (token) => token.text === ';' && token.kind === 'sign' && token.depth === 0,
  );
  const behind = semicolon === -1 ? undefined : tokens.slice(semicolon).find((token) => token.text !== ';');
  if (behind !== undefined) return { kind: 'several', at: behind.start };
  const statement = semicolon === -1 ? tokens : tokens.slice(0, semicolon);
  const end = statement.at(-1)?.end ?? 0;
  if (end === 0) return { kind: 'empty' };
  const clause = formatClause(statement);
  const format = clause === undefined ? undefined : original(clause.name);
  const words = statement.filter((token) => token.depth === 0);
  if (words.some((token, index) => token.text === 'OUTFILE' && words[index - 1]?.text === 'INTO'))
    return { kind: 'file' };
  if (reads.has(first.value.text) && !words.some((token) => token.text === 'INSERT')) {
    return { kind: 'read', end, outfileAt: clause?.at ?? end, format };
  }
  if (first.value.text === 'KILL') return { kind: 'kill', end, format };
  const inserts =
    words.some((token) => token.text === 'INSERT') && ['INSERT', 'WITH'].includes(first.value.text);
  return { kind: 'other', end, format, inserts };
}

/** Returns a statement's first word in upper case, or a bracket. */
export function firstWord(sql: string): string {
  const first = tokensOf(sql).next();
  return first.done === true ? '' : first.value.text;
}
