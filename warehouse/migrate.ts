import { MilepostError, messageOf } from '../infra/errors.ts';
import type { Log } from '../infra/log.ts';
import type { Warehouse } from './client.ts';
import { createDatabase, hasDatabase } from './migrate-database.ts';
import { migrationsFolder, readMigrations, type MigrationFile } from './migrate-files.ts';
import { takeMigrationLock, type LockConfig, type MigrationLock } from './migrate-lock.ts';
import { hasEngineCode } from './warehouse-error.ts';

export interface MigratorOptions {
  /** A client on the database to migrate, which need not be there yet. */
  warehouse: Warehouse;
  /** A client on a database that exists (`default`): it creates the other one. */
  admin: Warehouse;
  /** The name of the database to migrate. */
  database: string;
  log: Log;
  /** Where the files lie. Default: Milepost's own. */
  folder?: URL;
  /** Names of the only migrations that there are to be. Default: all of the folder. */
  only?: readonly string[];
  lock?: LockConfig;
}

export interface MigrationPlan {
  /** Names of the migrations in force. */
  applied: string[];
  /** Names of the migrations to come, in order. */
  pending: string[];
  /** Names of migrations in force that this Milepost does not have: a newer one migrated the warehouse. */
  unknown: string[];
}

export interface Migrator {
  /** Returns what `migrate` would do; changes nothing, not even by creating the database. */
  plan(): Promise<MigrationPlan>;
  /**
   * Brings the warehouse up to date and returns the names of the migrations it ran. Two at once are safe: the
   * second waits for the first. A run that was killed is taken up at its statement.
   *
   * @throws {MilepostError} `migration_changed` when the file of a migration in force has another text,
   *   `migration_failed` naming file and statement, `migration_locked` (retryable), `migration_lock_lost`.
   */
  migrate(): Promise<string[]>;
}

interface MigrationRow {
  version: number;
  name: string;
  checksum: string;
  statements_done: number;
  is_complete: boolean;
}

const createSql = `
create table if not exists migrations (
  version         UInt16,
  name            String,
  checksum        String,
  statements_done UInt16,
  is_complete     Bool,
  applied_at      DateTime64(3, 'UTC'),
  elapsed_ms      UInt32
) engine = ReplacingMergeTree(statements_done) order by version`;
const recordSql = `
insert into migrations
select {version:UInt16}, {name:String}, {checksum:String}, {done:UInt16}, {isComplete:Bool}, now64(3), {elapsedMs:UInt32}`;
const hasTableSql = `select 1 from system.tables where database = {database:String} and name = 'migrations'`;
const rowsSql = `select version, name, checksum, statements_done, is_complete from migrations final order by version`;

/** What the engine answers when a statement that was interrupted had taken effect: a table, a column is there. */
const alreadyThere = ['57', '15'];

/**
 * Creates the migrator of a warehouse: files run forward only, in the order of their numbers, each statement
 * once. Progress is recorded after every statement, so the one that was under way when a process died may have
 * taken effect: of that one, and only of that one, "is already there" is no error. A statement that writes rows
 * must therefore bear being repeated.
 *
 * @example await createMigrator({ warehouse, admin, database: 'milepost', log }).migrate(); // ['0001_create_tenants', ...]
 */
export function createMigrator(options: MigratorOptions): Migrator {
  const { warehouse, admin, database, log } = options;

  async function plan(): Promise<MigrationPlan & { files: MigrationFile[]; rows: MigrationRow[] }> {
    const found = await readMigrations(options.folder ?? migrationsFolder);
    const files = found.filter(({ name }) => options.only?.includes(name) ?? true);
    const tables = (await hasDatabase(admin, database))
      ? await admin.query(hasTableSql, { name: 'migrate-has-table', params: { database } })
      : [];
    const rows =
      tables.length === 0 ? [] : await warehouse.query<MigrationRow>(rowsSql, { name: 'migrate-rows' });
    for (const row of rows) refuseChanged(row, files);
    const complete = rows.filter((row) => row.is_complete);
    const isApplied = (file: MigrationFile) => complete.some((row) => row.version === file.version);
    return {
      files: files.filter((file) => !isApplied(file)),
      rows,
      applied: files.filter((file) => isApplied(file)).map((file) => file.name),
      pending: files.filter((file) => !isApplied(file)).map((file) => file.name),
      unknown: complete
        .filter((row) => files.every((file) => file.version !== row.version))
        .map((row) => row.name),
    };
  }

  async function record(file: MigrationFile, done: number, elapsedMs: number): Promise<void> {
    await warehouse.command(recordSql, {
      name: 'migrate-record',
      params: {
        version: file.version,
        name: file.name,
        checksum: file.checksum,
        done,
        isComplete: done === file.statements.length,
        elapsedMs,
      },
    });
  }

  async function run(
    file: MigrationFile,
    begun: MigrationRow | undefined,
    lock: MigrationLock,
  ): Promise<void> {
    const startedAt = performance.now();
    const first = begun?.statements_done ?? 0;
    if (begun === undefined) await record(file, 0, 0);
    for (const [index, statement] of file.statements.entries()) {
      if (index < first) continue;
      await lock.confirm();
      try {
        await warehouse.command(statement, { name: `migrate-${file.name}` });
      } catch (thrown) {
        const wasInterrupted = begun !== undefined && index === first;
        if (!wasInterrupted || !alreadyThere.some((code) => hasEngineCode(thrown, code))) {
          throw new MilepostError(
            'migration_failed',
            `${file.name}.sql, statement ${index + 1} of ${file.statements.length}, failed: ${messageOf(thrown)}`,
            { cause: thrown, retryable: thrown instanceof MilepostError && thrown.retryable },
          );
        }
      }
      await record(file, index + 1, Math.round(performance.now() - startedAt));
    }
    log.info({ migration: file.name, elapsedMs: Math.round(performance.now() - startedAt) }, 'migrated');
  }

  return {
    async plan() {
      const { applied, pending, unknown } = await plan();
      return { applied, pending, unknown };
    },
    async migrate() {
      const before = await plan();
      if (before.unknown.length > 0) {
        log.warn({ migrations: before.unknown }, 'the warehouse was migrated by a newer Milepost');
      }
      if (before.pending.length === 0) return [];
      await createDatabase(admin, database);
      const lock = await takeMigrationLock(warehouse, log, options.lock);
      try {
        await warehouse.command(createSql, { name: 'migrate-create-table' });
        const { files, pending, rows } = await plan();
        for (const file of files) {
          await run(
            file,
            rows.find((row) => row.version === file.version),
            lock,
          );
        }
        return pending;
      } finally {
        await lock.release();
      }
    },
  };
}

function refuseChanged(row: MigrationRow, files: readonly MigrationFile[]): void {
  const file = files.find((each) => each.version === row.version);
  if (file === undefined || (file.checksum === row.checksum && file.name === row.name)) return;
  throw new MilepostError(
    'migration_changed',
    `${file.name}.sql is not the file that this warehouse was migrated with (${row.name}.sql); ` +
      'restore its text and put the change into a new migration',
  );
}
