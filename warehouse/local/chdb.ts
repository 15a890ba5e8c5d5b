import { Buffer } from 'node:buffer';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** What a statement came to. */
export interface ChdbResult {
  bytes: Uint8Array;
  /** The rows of the result, or those that an insert took from a file. (How many were read chDB does not tell.) */
  rows: number;
  rowBytes: number;
  /** Known of `write` only; rows that materialized views wrote count as well, as on a server. */
  rowsWritten: number;
  bytesWritten: number;
}

/** One connection to the engine: settings, parameters, temporary tables and current database are its own. */
export interface ChdbConnection {
  /** Runs one or several statements off the event loop; the last one's output is in `format`. */
  run(sql: string, format: string): Promise<ChdbResult>;
  /** Runs an INSERT ... SELECT and counts what it wrote. */
  write(sql: string): Promise<ChdbResult>;
  /** Releases the connection once its running statement has ended. */
  close(): void;
}

export interface Chdb {
  connect(): ChdbConnection;
}

/** The addon's calls used here; the package's own `durable` adapter declares and uses the same ones. */
interface Addon {
  CreateConnection(path: string, args?: readonly string[]): unknown;
  QueryAsyncConnection(
    connection: unknown,
    sql: string,
    format: string,
  ): Promise<{ bytes: Uint8Array; rowsRead: number; bytesRead: number }>;
  InsertRawAsyncConnection(
    connection: unknown,
    sql: string,
    rows: Uint8Array,
    countsLines: boolean,
  ): Promise<Pick<ChdbResult, 'rowsWritten' | 'bytesWritten'>>;
  CloseConnection(connection: unknown): void;
}

const calls = ['CreateConnection', 'QueryAsyncConnection', 'InsertRawAsyncConnection', 'CloseConnection'];

function isAddon(value: unknown): value is Addon {
  return (
    typeof value === 'object' &&
    value !== null &&
    calls.every((name) => typeof Reflect.get(value, name) === 'function')
  );
}

/**
 * Loads chDB's native addon. The package's `Session` is not used: its `close()` waits for every
 * statement of the whole process, so one long query would keep every later request's connection
 * open (chdb 3.4.0, index.js, `pendingNativeOps`).
 *
 * @throws whatever the loader says when the platform's library is missing or broken
 */
function loadAddon(): Addon {
  const require = createRequire(import.meta.url);
  const loader: unknown = require(join(dirname(require.resolve('chdb')), 'dist', 'loader.js'));
  const load: unknown =
    typeof loader === 'object' && loader !== null ? Reflect.get(loader, 'loadNative') : null;
  const addon: unknown = typeof load === 'function' ? Reflect.apply(load, undefined, []) : null;
  if (!isAddon(addon))
    throw new Error('chdb does not offer the calls that Milepost uses; expected version 3.4');
  return addon;
}

/**
 * Opens chDB on a data directory; the process holds the directory until it ends.
 *
 * @throws the engine's exception, e.g. code 76 when another process holds the directory
 */
export function openChdb(dataPath: string, args: readonly string[]): Chdb {
  const addon = loadAddon();
  // The engine lives as long as it has a connection: this one keeps it from stopping between requests.
  const keeper = addon.CreateConnection(dataPath, args);
  if (keeper === null || keeper === undefined) throw new Error(`chDB could not open ${dataPath}`);
  return {
    connect() {
      const connection = addon.CreateConnection(dataPath, args);
      let running = 0;
      let closing = false;
      const track = async <Result>(work: Promise<Result>): Promise<Result> => {
        running += 1;
        try {
          return await work;
        } finally {
          running -= 1;
          if (closing && running === 0) addon.CloseConnection(connection);
        }
      };
      return {
        async run(sql, format) {
          const { bytes, rowsRead, bytesRead } = await track(
            addon.QueryAsyncConnection(connection, sql, format),
          );
          return { bytes, rows: rowsRead, rowBytes: bytesRead, rowsWritten: 0, bytesWritten: 0 };
        },
        async write(sql) {
          const work = addon.InsertRawAsyncConnection(connection, sql, Buffer.alloc(0), false);
          const { rowsWritten, bytesWritten } = await track(work);
          return { bytes: Buffer.alloc(0), rows: 0, rowBytes: 0, rowsWritten, bytesWritten };
        },
        close() {
          if (closing) return;
          closing = true;
          if (running === 0) addon.CloseConnection(connection);
        },
      };
    },
  };
}
