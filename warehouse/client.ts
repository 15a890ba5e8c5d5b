import { ClickHouseLogLevel, createClient, type DataFormat } from '@clickhouse/client';
import type { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import type { Log } from '../infra/log.ts';
import { stoppable } from './stoppable.ts';
import { translateWarehouseError } from './warehouse-error.ts';

/** Values for `{name:Type}` placeholders; Decimals and 64-bit integers go as strings, instants as Dates. */
export type QueryParams = Readonly<Record<string, QueryValue>>;
export type QueryValue = string | number | boolean | null | Date | readonly QueryValue[];

export interface WarehouseOptions {
  /** `http(s)://user:password@host:port/database` of a ClickHouse server or the local engine. */
  url: string;
  /** The role that asks, e.g. `api`: the first part of every query's tag. */
  application: string;
  /** Bound of one query, in milliseconds. Default 120,000. */
  timeoutMs?: number;
  /** Most requests at once. Default 12: the local engine runs 16. */
  maxConnections?: number;
  log: Log;
}

export interface QueryOptions {
  /** What asks, e.g. `affiliate-overview`; the query log shows it as `log_comment`. */
  name: string;
  params?: QueryParams;
  /** Stops it in the engine as well; see {@link stoppable}. */
  signal?: AbortSignal;
}

/** The one way to the warehouse. Every method throws `MilepostError`s only; see {@link translateWarehouseError}. */
export interface Warehouse {
  /**
   * Returns the rows of a select. Decimals come as strings, DateTimes as ISO instants, 64-bit integers as
   * numbers (hashes: select `toString`).
   */
  query<Row>(sql: string, options: QueryOptions): Promise<Row[]>;
  /** Streams a select's result in a ClickHouse format, e.g. `Parquet`; a reader that destroys it stops the query. */
  stream(
    sql: string,
    format: DataFormat | 'Native' | 'Arrow',
    options: Omit<QueryOptions, 'signal'>,
  ): Promise<Readable>;
  /** Runs a statement that returns no rows (DDL, insert select, delete); resolves when it has taken effect. */
  command(sql: string, options: QueryOptions): Promise<void>;
  /** Inserts objects, whose keys are columns, as one block where it is under a million rows; durable on return. */
  insert(table: string, rows: readonly object[], options: QueryOptions): Promise<void>;
  /** Runs an insert whose statement ends in `format ...` with the bytes of a stream as its rows. */
  load(sql: string, rows: Readable, options: QueryOptions): Promise<void>;
  /** Resolves when the warehouse answers. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

/** Creates a client that tags every query with who asks. Connects on first use. */
export function createWarehouse(options: WarehouseOptions): Warehouse {
  const timeoutMs = options.timeoutMs ?? 120_000;
  const client = createClient({
    url: options.url,
    application: `milepost-${options.application}`,
    request_timeout: timeoutMs,
    max_open_connections: options.maxConnections ?? 12,
    use_multipart_params_auto: true,
    // What goes wrong is thrown; the driver would also print it, parameters and all.
    log: { level: ClickHouseLogLevel.OFF },
    clickhouse_settings: {
      date_time_output_format: 'iso',
      date_time_input_format: 'best_effort',
      output_format_json_quote_decimals: 1,
      output_format_json_quote_64bit_integers: 0,
      max_execution_time: Math.ceil(timeoutMs / 1000),
      // A half-written answer must be an error, not a short result.
      wait_end_of_query: 0,
      // To hold a table's index against a set of a million values takes longer than to hold the rows against it.
      use_index_for_in_with_subqueries_max_values: '10000',
      // One insert is one block, so that it is visible whole or not at all.
      max_insert_block_size: '1048576',
    },
  });
  const tagged = (query: QueryOptions) => ({
    clickhouse_settings: { log_comment: `${options.application}:${query.name}` },
    ...(query.params === undefined ? {} : { query_params: query.params }),
  });

  return {
    query: <Row>(sql: string, query: QueryOptions) =>
      guarded(query.name, async () => {
        const rows = (query_id: string) =>
          client
            .query({ query: sql, format: 'JSONEachRow', ...tagged(query), query_id })
            .then((result) => result.json<Row>());
        return stoppable(client, query.signal, rows);
      }),
    stream: (sql, format, query) =>
      guarded(query.name, async () => {
        const result = await client.exec({ query: `${sql}\nformat ${format}`, ...tagged(query) });
        return result.stream;
      }),
    command: (sql, query) =>
      guarded(query.name, async () => {
        await stoppable(client, query.signal, (query_id) =>
          client.command({ query: sql, ...tagged(query), query_id }),
        );
      }),
    insert: (table, rows, query) =>
      guarded(query.name, async () => {
        if (rows.length === 0) return;
        await client.insert({ table, values: rows, format: 'JSONEachRow', ...tagged(query) });
      }),
    load: (sql, rows, query) =>
      guarded(query.name, async () => {
        const result = await client.exec({ query: sql, values: rows, ...tagged(query) });
        result.stream.resume();
        await finished(result.stream);
      }),
    ping: () =>
      guarded('ping', async () => {
        const answer = await client.ping({ select: true });
        if (!answer.success) throw answer.error;
      }),
    close: () => client.close(),
  };
}

async function guarded<T>(name: string, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (thrown) {
    throw translateWarehouseError(thrown, name);
  }
}
