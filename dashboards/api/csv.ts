export type Cell = string | number | boolean | null;

/** A table: names of columns, then rows of as many cells. */
export interface Table {
  columns: readonly string[];
  rows: readonly (readonly Cell[])[];
}

/**
 * Formats a table as CSV (RFC 4180: CRLF, quotes where needed, an empty cell for null). Text that a spreadsheet would
 * run as a formula starts with an apostrophe (OWASP, CSV injection); numbers, also negative ones, stay numbers.
 */
export function formatCsv(table: Table): string {
  return [table.columns, ...table.rows]
    .map((cells) => `${cells.map((cell) => quote(cell)).join(',')}\r\n`)
    .join('');
}

function quote(cell: Cell): string {
  if (cell === null) return '';
  const text = typeof cell === 'string' ? defuse(cell) : String(cell);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function defuse(text: string): string {
  return /^[=+\-@\t\r]/.test(text) && !/^-?\d+(\.\d+)?$/.test(text) ? `'${text}` : text;
}
