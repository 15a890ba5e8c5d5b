/** A piece of SQL: where it stands, how deep in brackets, and what it is. Comments and spaces are left out. */
export interface Token {
  kind: 'word' | 'string' | 'quoted' | 'sign';
  /** The text as written; a word is upper-cased for comparison. */
  text: string;
  start: number;
  end: number;
  depth: number;
}

const space = /\s/;
const wordStart = /[A-Za-z_0-9$\u0080-\uffff]/;
const wordPart = /[A-Za-z_0-9$.\u0080-\uffff]/;

function endOfQuoted(sql: string, from: number, quote: string): number {
  let at = from + 1;
  while (at < sql.length) {
    if (sql[at] === '\\') at += 2;
    else if (sql[at] !== quote) at += 1;
    else if (sql[at + 1] === quote) at += 2;
    else return at + 1;
  }
  return sql.length;
}

function endOfComment(sql: string, from: number): number {
  if (sql.startsWith('--', from) || sql.startsWith('#!', from) || sql.startsWith('# ', from)) {
    const end = sql.indexOf('\n', from);
    return end === -1 ? sql.length : end + 1;
  }
  if (sql.startsWith('/*', from)) {
    const end = sql.indexOf('*/', from + 2);
    return end === -1 ? sql.length : end + 2;
  }
  return from;
}

function endOfHeredoc(sql: string, from: number): number {
  const tag = /^\$\w*\$/.exec(sql.slice(from, from + 64))?.[0];
  if (tag === undefined) return from;
  const end = sql.indexOf(tag, from + tag.length);
  return end === -1 ? from : end + tag.length;
}

/**
 * Splits SQL into tokens, one at a time, so that the data behind an INSERT is never looked at.
 * It knows just what is needed to find clauses: strings, quoted names, comments, heredocs, brackets.
 */
export function* tokensOf(sql: string): Generator<Token> {
  let at = 0;
  let depth = 0;
  while (at < sql.length) {
    const char = sql.charAt(at);
    if (space.test(char)) {
      at += 1;
      continue;
    }
    const afterComment = endOfComment(sql, at);
    if (afterComment > at) {
      at = afterComment;
      continue;
    }
    const start = at;
    let kind: Token['kind'] = 'sign';
    const heredoc = char === '$' ? endOfHeredoc(sql, at) : at;
    if (heredoc > at) {
      kind = 'string';
      at = heredoc;
    } else if (char === "'") {
      kind = 'string';
      at = endOfQuoted(sql, at, char);
    } else if (char === '"' || char === '`') {
      kind = 'quoted';
      at = endOfQuoted(sql, at, char);
    } else if (wordStart.test(char)) {
      kind = 'word';
      while (at < sql.length && wordPart.test(sql.charAt(at))) at += 1;
    } else {
      at += 1;
      if (char === ')' || char === ']' || char === '}') depth -= 1;
    }
    const text = sql.slice(start, at);
    yield { kind, text: kind === 'word' ? text.toUpperCase() : text, start, end: at, depth };
    if (kind === 'sign' && (char === '(' || char === '[' || char === '{')) depth += 1;
  }
}
