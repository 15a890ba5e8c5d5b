import { setTimeout as wait } from 'node:timers/promises';
import { MilepostError } from '../infra/errors.ts';
import type { Log } from '../infra/log.ts';
import type { Warehouse } from './client.ts';
import { hasEngineCode } from './warehouse-error.ts';

export interface LockConfig {
  /** A holder that has not renewed for so long is taken for dead. Default 60,000. */
  staleMs?: number;
  /** How long to wait for another holder before giving up. Default 300,000. */
  waitMs?: number;
  /** Time between two looks at another holder's lock. Default 250. */
  pollMs?: number;
}

export interface MigrationLock {
  /**
   * Resolves while this process still holds the lock.
   *
   * @throws {MilepostError} `migration_lock_lost` when another process has taken it over.
   */
  confirm(): Promise<void>;
  release(): Promise<void>;
}

interface Generation {
  generation: number;
  idle_ms: number;
  is_released: boolean;
}

const tableExists = '57';
const unknownTable = '60';

const generationsSql = `
select toUInt32(substring(name, length('migration_lock_') + 1)) as generation, name as lock_table,
  dateDiff('millisecond', metadata_modification_time, now64(3)) as idle_ms
from system.tables
where database = currentDatabase() and match(name, '^migration_lock_[0-9]+$')
order by generation desc`;
const beatsSql = `
select dateDiff('millisecond', max(renewed_at), now64(3)) as idle_ms, max(is_released) as is_released, count() as beats
from {lock:Identifier}`;
const createSql = `
create table {lock:Identifier} (renewed_at DateTime64(3, 'UTC'), is_released Bool)
engine = MergeTree order by renewed_at`;
const beatSql = `insert into {lock:Identifier} select now64(3), {isReleased:Bool}`;
const dropSql = `drop table if exists {lock:Identifier}`;

/**
 * Takes the lock of the warehouse's migrations, waiting for whoever holds it.
 *
 * ClickHouse has no advisory lock, but `create table` succeeds for exactly one of two. The lock is the table
 * `migration_lock_<generation>` of the highest generation: held until it is marked released or its holder has
 * not renewed for `staleMs`. Taking it is creating the next generation. The highest generation never goes down
 * (a released table stays until its successor exists), so a process that acts on an old look either meets an
 * existing table or sees a higher one right after, and steps back.
 *
 * @throws {MilepostError} `migration_locked` (retryable) when it is still held after `waitMs`.
 */
export async function takeMigrationLock(
  warehouse: Warehouse,
  log: Log,
  config: LockConfig = {},
): Promise<MigrationLock> {
  const { staleMs = 60_000, waitMs = 300_000, pollMs = 250 } = config;
  const deadline = performance.now() + waitMs;
  for (;;) {
    const last = await readHighest(warehouse);
    const isFree = last === undefined || last.is_released || last.idle_ms > staleMs;
    if (isFree && (await tryCreate(warehouse, (last?.generation ?? 0) + 1))) {
      const generation = (last?.generation ?? 0) + 1;
      if (last !== undefined && !last.is_released) {
        log.warn({ idleMs: last.idle_ms }, 'took over the migration lock of a process that is gone');
      }
      return holdLock(warehouse, log, generation, staleMs);
    }
    if (performance.now() > deadline) {
      throw new MilepostError(
        'migration_locked',
        `Another process has been migrating this warehouse for over ${Math.round(waitMs / 1000)} s; wait for it or end it`,
        { retryable: true },
      );
    }
    await wait(pollMs);
  }
}

function lockTable(generation: number): string {
  return `migration_lock_${generation}`;
}

async function readHighest(warehouse: Warehouse): Promise<Generation | undefined> {
  const [table] = await warehouse.query<{ generation: number; lock_table: string; idle_ms: number }>(
    generationsSql,
    { name: 'migration-lock-look' },
  );
  if (table === undefined) return undefined;
  try {
    const [beat] = await warehouse.query<{ idle_ms: number; is_released: boolean; beats: number }>(beatsSql, {
      name: 'migration-lock-beats',
      params: { lock: table.lock_table },
    });
    if (beat === undefined || beat.beats === 0) {
      return { generation: table.generation, idle_ms: table.idle_ms, is_released: false };
    }
    return { generation: table.generation, idle_ms: beat.idle_ms, is_released: beat.is_released };
  } catch (thrown) {
    // Its successor has just dropped it: look again.
    if (hasEngineCode(thrown, unknownTable)) return readHighest(warehouse);
    throw thrown;
  }
}

async function tryCreate(warehouse: Warehouse, generation: number): Promise<boolean> {
  const lock = lockTable(generation);
  try {
    await warehouse.command(createSql, { name: 'migration-lock-create', params: { lock } });
  } catch (thrown) {
    if (hasEngineCode(thrown, tableExists)) return false;
    throw thrown;
  }
  const highest = await readHighest(warehouse);
  if (highest?.generation === generation) return true;
  await warehouse.command(dropSql, { name: 'migration-lock-step-back', params: { lock } });
  return false;
}

async function holdLock(
  warehouse: Warehouse,
  log: Log,
  generation: number,
  staleMs: number,
): Promise<MigrationLock> {
  const params = { lock: lockTable(generation) };
  const beat = (isReleased: boolean) =>
    warehouse.command(beatSql, { name: 'migration-lock-renew', params: { ...params, isReleased } });
  const tables = await warehouse.query<{ generation: number }>(generationsSql, {
    name: 'migration-lock-look',
  });
  for (const table of tables.filter((each) => each.generation < generation)) {
    await warehouse.command(dropSql, {
      name: 'migration-lock-drop-old',
      params: { lock: lockTable(table.generation) },
    });
  }
  await beat(false);
  const timer = setInterval(() => {
    beat(false).catch((thrown: unknown) => log.warn({ err: thrown }, 'the migration lock was not renewed'));
  }, staleMs / 4);
  timer.unref();
  return {
    async confirm() {
      const highest = await readHighest(warehouse);
      if (highest?.generation === generation) return;
      throw new MilepostError(
        'migration_lock_lost',
        'This process stood still for so long that another one took the migrations over; run it again',
        { retryable: true },
      );
    },
    async release() {
      clearInterval(timer);
      await beat(true);
    },
  };
}
