import { randomUUID } from 'node:crypto';
import { ClickHouseLogLevel, createClient, type ClickHouseClient } from '@clickhouse/client';
import { onTestFinished } from 'vitest';
import { engineUrl } from '../../../support/engine.ts';

type Config = NonNullable<Parameters<typeof createClient>[0]>;

/** Opens the unmodified official client on the run's engine, closed with the test. */
export function openClient(config: Config = {}): ClickHouseClient {
  const { origin, user, password } = rawEngine();
  const account = { url: origin, username: user, password, database: 'milepost' };
  const client = createClient({ ...account, log: { level: ClickHouseLogLevel.OFF }, ...config });
  onTestFinished(() => client.close());
  return client;
}

/** Creates a table under a name of its own. @returns the name */
export async function createTable(client: ClickHouseClient, columns: string): Promise<string> {
  const table = `t_${randomUUID().replaceAll('-', '')}`;
  await client.command({ query: `create table ${table} (${columns}) engine = MergeTree order by tuple()` });
  return table;
}

/** Runs a query and returns its rows as objects. */
export async function rowsOf(client: ClickHouseClient, query: string): Promise<unknown[]> {
  const result = await client.query({ query, format: 'JSONEachRow' });
  return result.json();
}

/** The engine's origin and the account to talk to it without the official client. */
export function rawEngine(): {
  origin: string;
  headers: Record<string, string>;
  user: string;
  password: string;
} {
  const url = new URL(engineUrl());
  const basic = Buffer.from(`${url.username}:${url.password}`).toString('base64');
  return {
    origin: url.origin,
    headers: { Authorization: `Basic ${basic}` },
    user: url.username,
    password: url.password,
  };
}

interface RawInit {
  method?: string;
  headers?: Record<string, string>;
  signal?: AbortSignal;
}

/** Asks the engine over plain HTTP. */
export function post(
  search: Record<string, string> | URLSearchParams,
  body: string | ArrayBuffer | Uint8Array<ArrayBuffer> | FormData | null,
  init: RawInit = {},
): Promise<Response> {
  const { origin, headers } = rawEngine();
  const url = `${origin}/?${new URLSearchParams(search).toString()}`;
  return fetch(url, { method: 'POST', body, ...init, headers: { ...headers, ...init.headers } });
}
