import { DuckDBInstance, type DuckDBValue } from '@duckdb/node-api';
import { totalmem } from 'node:os';

/** Values of a statement's `$name` parameters. */
type Params = Record<string, DuckDBValue>;

/** Statements over Parquet files. Errors are DuckDB's own: they mean a bug or a broken file, not bad input. */
export interface Tables {
  /** Returns a select's rows as JSON has them: cast decimals to text, or lose digits. */
  rows<Row>(sql: string, params?: Params): Promise<Row[]>;
  /** Runs statements of one session, one after the other, e.g. a `create temp table` and a `copy` of it. */
  run(statements: readonly { sql: string; params?: Params }[]): Promise<void>;
  close(): void;
}

/** Opens an engine in this process's memory, with at most 15 % of the machine's. */
export async function openTables(): Promise<Tables> {
  const limitMb = Math.floor((totalmem() * 0.15) / 2 ** 20);
  const engine = await DuckDBInstance.create(':memory:', {
    memory_limit: `${limitMb}MB`,
    threads: '2',
    // Files are local and known: nothing is fetched, installed or guessed.
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
  });
  return {
    async rows<Row>(sql: string, params: Params = {}): Promise<Row[]> {
      const connection = await engine.connect();
      try {
        const reader = await connection.runAndReadAll(
          `select to_json(answer)::varchar as row from (${sql}) as answer`,
          params,
        );
        return reader.getRowsJson().map(([row]) => JSON.parse(typeof row === 'string' ? row : 'null'));
      } finally {
        connection.closeSync();
      }
    },
    async run(statements) {
      const connection = await engine.connect();
      try {
        for (const { sql, params = {} } of statements) await connection.run(sql, params);
      } finally {
        connection.closeSync();
      }
    },
    close: () => engine.closeSync(),
  };
}
