/** Where a command's answer goes: stdout, for a person or as JSON for a machine. Logs and progress go to stderr. */
export interface Output {
  readonly isJson: boolean;
  /** Prints a sentence for a person; nothing with `--json`. */
  line(text: string): void;
  /** Prints rows as a table, or as a JSON array. `empty` is what a person reads where there are none. */
  rows(rows: readonly object[], empty: string): void;
  /** Prints one result: as JSON the value, for a person the text. */
  result(value: object, text: string): void;
  /** Prints bytes or text as they are. */
  raw(content: string | Uint8Array): void;
}

/** Creates the output of one command. */
export function createOutput(isJson: boolean, write: (content: string | Uint8Array) => void): Output {
  const json = (value: unknown): void => write(`${JSON.stringify(value, undefined, 2)}\n`);
  return {
    isJson,
    line(text) {
      if (!isJson) write(`${text}\n`);
    },
    rows(rows, empty) {
      if (isJson) json(rows);
      else write(rows.length === 0 ? `${empty}\n` : formatTable(rows));
    },
    result(value, text) {
      if (isJson) json(value);
      else write(`${text}\n`);
    },
    raw(content) {
      write(content);
    },
  };
}

/** Returns rows of the same keys as a table with a line of these keys at its top. */
export function formatTable(rows: readonly object[]): string {
  const columns = Object.keys(rows[0] ?? {});
  const lines = [columns, ...rows.map((row) => Object.values(row).map((value) => formatValue(value)))];
  const widths = columns.map((_, index) => Math.max(...lines.map((line) => (line[index] ?? '').length)));
  return lines
    .map((line) =>
      line
        .map((cell, index) => cell.padEnd(widths[index] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .map((line) => `${line}\n`)
    .join('');
}

function formatValue(value: unknown): string {
  if (value === null || value === undefined || value === '') return '-';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
