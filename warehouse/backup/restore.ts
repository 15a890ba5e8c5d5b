import { MilepostError } from '../../infra/errors.ts';
import type { Log } from '../../infra/log.ts';
import type { Warehouse } from '../client.ts';
import { createDatabase } from '../migrate-database.ts';
import { readMigrations, migrationsFolder, type MigrationFile } from '../migrate-files.ts';
import { createMigrator } from '../migrate.ts';
import { readBackupFile } from './files.ts';
import type { BackupTable, Manifest } from './manifest.ts';
import { keepErasures } from './keep-erasures.ts';
import { dropLeftovers, scratchName, settleReplaced } from './scratch.ts';
import { countRows, quoted, readStoredTables, type StoredTable } from './stored-tables.ts';

export interface RestoreDeps {
  /** Clients on a database, which need not be there yet; their queries may take hours. */
  connect: (database: string) => Warehouse;
  /** The database to restore to. */
  database: string;
  log: Log;
  /** Makes the tables of the models that there are, in the database of the client. */
  createModelTables(warehouse: Warehouse): Promise<void>;
  /** Makes the views of the models. */
  createModelViews(warehouse: Warehouse): Promise<void>;
  /** Works on what was restored before anybody sees it, given what the replaced database has brought in. */
  settle(restored: Warehouse, outcome: Restored): Promise<void>;
}

export interface RestoreOptions {
  /** A verified backup; see `verifyBackup`. */
  folder: string;
  manifest: Manifest;
  onProgress: (label: string, bytes: number, totalBytes: number) => void;
}

/** What a restore has done beside what the backup holds. */
export interface Restored {
  /** Entries of the list of erased persons that the replaced database had and the backup had not. */
  keptErasures: number;
}

/** Tables with rows that a restore would take away. */
export interface Occupied {
  name: string;
  rows: number;
}

const rowsSql = `
select name, ifNull(total_rows, 0) as rows
from system.tables
where database = {database:String} and endsWith(engine, 'MergeTree') and rows > 0
order by name`;
const viewsSql = `select name from system.tables where database = {database:String} and engine = 'View'`;
const modelTable = /_runs_[0-9a-f]{8}$/;
const viewStatement = /^(create (or replace )?view|drop view)\s/i;
const seedStatement = /^insert into (\w+)/i;

/** Tables that Milepost fills by itself, by code. */
const shipped: readonly string[] = ['airports'];

/** Returns what a database holds beside what came with its schema. */
export async function readOccupied(warehouse: Warehouse, database: string): Promise<Occupied[]> {
  const seeded = (await statementsOf()).flatMap((statement) => seedStatement.exec(statement)?.[1] ?? []);
  const tables = await warehouse.query<Occupied>(rowsSql, { name: 'restore-occupied', params: { database } });
  return tables.filter(
    ({ name }) =>
      name !== 'migrations' && !name.startsWith('migration_lock_') && ![...shipped, ...seeded].includes(name),
  );
}

/**
 * Brings a database to what a backup holds: under a name of its own, which it changes for the database's when every row
 * is there, so that a restore that fails or is killed has changed nothing. No statement comes from the backup: its
 * tables are made by the migrations that it names, and migrations that came later run behind its rows. Rows of models
 * whose columns have changed since are left out: they are built again.
 *
 * @throws {MilepostError} `backup_foreign` when the backup needs migrations that this Milepost does not have,
 *   `restore_incomplete` when rows are missing; the warehouse's errors.
 */
export async function restoreDatabase(options: RestoreOptions, deps: RestoreDeps): Promise<Restored> {
  const { manifest } = options;
  const { database, connect, log } = deps;
  await refuseForeign(manifest);
  const admin = connect('system');
  const [name, replaced] = [scratchName(database, 'restored'), scratchName(database, 'replaced')];
  const drop = (each: string) =>
    admin.command('drop database if exists {name:Identifier}', {
      name: 'restore-drop',
      params: { name: each },
    });
  await settleReplaced({ admin, connect }, database);
  await dropLeftovers(admin, database);
  await drop(name);
  try {
    const restored = connect(name);
    const migrate = (only?: readonly string[]) =>
      createMigrator({ warehouse: restored, admin, database: name, log, ...(only && { only }) }).migrate();
    await migrate(manifest.migrations.map((migration) => migration.name));
    await deps.createModelTables(restored);
    const tables = await readStoredTables(admin, name);
    for (const { name: table } of tables)
      await restored.command('truncate table {table:Identifier}', {
        name: 'restore-empty',
        params: { table },
      });
    await loadTables(restored, name, tables, options);
    await migrate();
    const occupied = await readOccupied(admin, database);
    const keptErasures = occupied.some((table) => table.name === 'suppressions')
      ? await keepErasures(restored, database)
      : 0;
    await deps.settle(restored, { keptErasures });
    await swap({ admin, restored, name, replaced, ...deps });
    await drop(replaced);
    return { keptErasures };
  } catch (thrown) {
    await drop(name);
    await settleReplaced({ admin, connect }, database);
    throw thrown;
  }
}

/** Checks that this Milepost can make the tables that a backup was written from. */
async function refuseForeign(manifest: Manifest): Promise<void> {
  const files = await readMigrations(migrationsFolder);
  const find = (name: string): MigrationFile | undefined => files.find((file) => file.name === name);
  const unknown = manifest.migrations.filter(({ name, checksum }) => find(name)?.checksum !== checksum);
  if (unknown.length === 0) return;
  throw new MilepostError(
    'backup_foreign',
    `The backup was made by another Milepost (${manifest.milepost}), whose ${unknown.map(({ name }) => name).join(', ')} ` +
      'this one does not have; restore it with that version or a later one',
  );
}

async function loadTables(
  restored: Warehouse,
  database: string,
  tables: readonly StoredTable[],
  { folder, manifest, onProgress }: RestoreOptions,
): Promise<void> {
  const found = manifest.tables.flatMap((table) => {
    const target = tables.find((each) => each.name === table.name);
    if (target === undefined && !modelTable.test(table.name))
      throw new MilepostError('backup_foreign', `This Milepost has no table ${table.name}`);
    return target === undefined ? [] : [{ table, target }];
  });
  const totalBytes = found.reduce((sum, { table }) => sum + sizeOf(table), 0);
  let doneBytes = 0;
  for (const { table, target } of found) {
    for (const file of table.files) {
      await loadFile(restored, folder, target, table, file.path);
      doneBytes += file.sizeBytes;
      onProgress(table.name, doneBytes, totalBytes);
    }
    const rows = await countRows(restored, database, target);
    if (rows === table.rows) continue;
    throw new MilepostError(
      'restore_incomplete',
      `${table.name} has ${rows} rows after loading, the backup ${table.rows}; nothing was changed`,
    );
  }
}

async function loadFile(
  restored: Warehouse,
  folder: string,
  target: StoredTable,
  table: BackupTable,
  path: string,
): Promise<void> {
  const strange = table.columns.filter(({ name, type }) =>
    target.columns.every((column) => column.name !== name || column.type !== type),
  );
  if (strange.length > 0) {
    throw new MilepostError(
      'backup_foreign',
      `${table.name} has other columns here: ${strange.map(({ name, type }) => `${name} ${type}`).join(', ')}`,
    );
  }
  const columns = table.columns.map(({ name }) => quoted(name)).join(', ');
  await restored.load(
    `insert into ${quoted(table.name)} (${columns}) settings max_partitions_per_insert_block = 0 format Native`,
    readBackupFile(folder, path),
    { name: 'restore-rows' },
  );
}

/** Gives the restored database its name. Views name their database: they are made again behind it. */
async function swap(
  parts: RestoreDeps & { admin: Warehouse; restored: Warehouse; name: string; replaced: string },
): Promise<void> {
  const { admin, restored, name, replaced, database, connect } = parts;
  const views = await admin.query<{ name: string }>(viewsSql, {
    name: 'restore-views',
    params: { database: name },
  });
  for (const view of views)
    await restored.command('drop view {view:Identifier}', {
      name: 'restore-view',
      params: { view: view.name },
    });
  await createDatabase(admin, database);
  // From the connection of a database that is there throughout: the local engine asks for one.
  const rename = (from: string, to: string) =>
    restored.command('rename database {from:Identifier} to {to:Identifier}', {
      name: 'restore-rename',
      params: { from, to },
    });
  await rename(database, replaced);
  await rename(name, database);
  const warehouse = connect(database);
  for (const statement of await statementsOf())
    if (viewStatement.test(statement)) await warehouse.command(statement, { name: 'restore-view' });
  await parts.createModelViews(warehouse);
}

async function statementsOf(): Promise<string[]> {
  return (await readMigrations(migrationsFolder)).flatMap((file) => file.statements);
}

function sizeOf(table: BackupTable): number {
  return table.files.reduce((sum, file) => sum + file.sizeBytes, 0);
}
