import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { toInstant, type Clock } from '../../infra/clock.ts';
import type { Log } from '../../infra/log.ts';
import type { Pipelines } from '../../pipelines/pipelines.ts';
import type { QueryParams, Warehouse } from '../../warehouse/client.ts';
import {
  createRetentions,
  type RetainedTable,
  type RetentionSetting,
} from '../../warehouse/repositories/retentions.ts';
import { settleRuns } from '../erasure/settle.ts';
import { expiringRows } from './expire.ts';

/** Rows of an affiliate's table that are past their retention. */
export interface Expiring {
  table: RetainedTable;
  affiliateId: string;
  days: number;
  /** The first and the last of the days, `YYYY-MM-DD`. */
  first: string;
  last: string;
  rows: number;
  /** Judged by the table's mean row. */
  sizeBytes: number;
}

export interface Retention {
  /** What is past its retention now, but for days that models have yet to take in. Changes nothing. */
  plan(): Promise<Expiring[]>;
  /**
   * Deletes it: first its days are written down, which freezes the slices made from them; when the runs that began
   * before have ended, the rows go. Killed anywhere, the next call goes on.
   */
  apply(): Promise<Expiring[]>;
}

export interface RetentionDeps {
  warehouse: Warehouse;
  pipelines: Pipelines;
  clock: Clock;
  log: Log;
  /** How long runs that began before may take, in milliseconds; then it is left for the next time. Default a minute. */
  patienceMs?: number;
}

const dayMs = 86_400_000;
const tables: readonly RetainedTable[] = ['events', 'reservation_changes', 'dead_letters'];

const bytesSql = `
select ifNull(sum(data_compressed_bytes) / nullIf(sum(rows), 0), 0) as rowBytes
from system.parts
where database = currentDatabase() and table = {table:String} and active`;

/** Creates what applies the retention settings. */
export function createRetention(deps: RetentionDeps): Retention {
  const { warehouse, pipelines, clock, log } = deps;
  const settings = createRetentions(deps);
  const daysSql = read('./days.sql');

  /** Returns what the queries of a table ask by; undefined where nothing of it ever expires. */
  function parametersOf(
    table: RetainedTable,
    all: readonly RetentionSetting[],
    waiting: readonly string[],
  ): QueryParams | undefined {
    const own = all.filter((each) => each.table === table);
    if (own.every(({ days }) => days === 0)) return undefined;
    const today = Math.floor(clock.now() / dayMs) * dayMs;
    const cutoff = (days: number) =>
      days === 0 ? '1900-01-01' : toInstant(today - days * dayMs).slice(0, 10);
    const some = own.filter(({ affiliateId }) => affiliateId !== '');
    return {
      table,
      waiting: [...waiting],
      affiliates: some.map(({ affiliateId }) => affiliateId),
      cutoffs: some.map(({ days }) => cutoff(days)),
      cutoff: cutoff(own.find(({ affiliateId }) => affiliateId === '')?.days ?? 0),
    };
  }

  /** Calls `act` for every table of which something may expire. */
  async function forEach(
    act: (table: RetainedTable, params: QueryParams) => Promise<Expiring[]>,
  ): Promise<Expiring[]> {
    const all = await settings.list();
    const found: Expiring[] = [];
    for (const table of tables) {
      if (parametersOf(table, all, []) === undefined) continue;
      const waiting = table === 'dead_letters' ? [] : await pipelines.waitingDays(table);
      const params = parametersOf(table, all, waiting);
      if (params !== undefined) found.push(...(await act(table, params)));
    }
    return found;
  }

  async function find(table: RetainedTable, params: QueryParams): Promise<Expiring[]> {
    const [size] = await warehouse.query<{ rowBytes: number }>(bytesSql, {
      name: 'retention-bytes',
      params: { table },
    });
    const rows = await warehouse.query<Omit<Expiring, 'table' | 'sizeBytes'>>(
      `select affiliate_id as affiliateId, count() as days, toString(min(day)) as first, toString(max(day)) as last,
        sum(rows) as rows
      from (${daysSql})
      group by affiliateId
      order by affiliateId`,
      { name: 'retention-plan', params },
    );
    return rows.map((row) => ({ table, ...row, sizeBytes: Math.round(row.rows * (size?.rowBytes ?? 0)) }));
  }

  async function expire(table: RetainedTable, base: QueryParams): Promise<Expiring[]> {
    const found = await find(table, base);
    if (found.length === 0) return [];
    const pass = randomUUID();
    const params = { ...base, pass };
    const record = (sql: string) =>
      warehouse.command(
        `insert into expirations (pass_id, table_name, affiliate_id, day, rows, state, recorded_at) ${sql}`,
        { name: 'retention-record', params: { ...params, at: new Date(clock.now()) } },
      );
    await record(
      `select {pass:UUID}, {table:String}, affiliate_id, day, rows, 'expiring', {at:DateTime64(6, 'UTC')}
      from (${daysSql})`,
    );
    if (!(await settleRuns({ listMs: 0, patienceMs: deps.patienceMs ?? 60_000 }, deps))) {
      log.info({ table }, 'a run that began before still works: rows expire the next time');
      return [];
    }
    await warehouse.command(
      `alter table {table:Identifier} delete where ${expiringRows[table]}
      settings mutations_sync = 2, allow_nondeterministic_mutations = 1`,
      { name: `expire-${table}`, params },
    );
    await record(
      `select pass_id, table_name, affiliate_id, day, rows, 'expired', {at:DateTime64(6, 'UTC')}
      from expirations
      where pass_id = {pass:UUID} and state = 'expiring'`,
    );
    for (const { affiliateId, days, rows } of found)
      log.info({ table, affiliateId, days, rows }, 'rows past their retention were deleted');
    return found;
  }

  return { plan: () => forEach(find), apply: () => forEach(expire) };
}

function read(name: string): string {
  return readFileSync(new URL(name, import.meta.url), 'utf8');
}
