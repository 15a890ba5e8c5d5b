/**
 * Splits SQL text on the semicolons that end statements: those in strings, quoted names and comments do not
 * count. Comments before and between statements are left out, so that each statement starts with its first word.
 * Never throws; an unfinished string or comment reaches to the end of the text.
 *
 * @example splitStatements("select ';' -- one; comment\n; select 2;") // ["select ';' -- one; comment", 'select 2']
 */
export function splitStatements(text: string): string[] {
  const statements: string[] = [];
  let statement = '';
  for (const [token] of text.matchAll(tokens)) {
    if (token === ';') {
      statements.push(statement.trim());
      statement = '';
    } else if (statement.trim() !== '' || !isComment(token)) {
      statement += token;
    }
  }
  statements.push(statement.trim());
  return statements.filter((each) => each !== '');
}

/** Strings and quoted names (with \\-escapes), both kinds of comment, a semicolon, a run of anything else, one character. */
const tokens =
  /'(?:\\[^]|[^'\\])*(?:'|$)|"(?:\\[^]|[^"\\])*(?:"|$)|`(?:\\[^]|[^`\\])*(?:`|$)|--[^\n]*|\/\*[^]*?(?:\*\/|$)|;|[^'"`;/-]+|[^]/g;

function isComment(token: string): boolean {
  return token.startsWith('--') || token.startsWith('/*');
}
