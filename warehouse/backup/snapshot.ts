import { readFileSync } from 'node:fs';
import { MilepostError } from '../../infra/errors.ts';
import type { Warehouse } from '../client.ts';
import { createDatabase } from '../migrate-database.ts';
import { quoted, readStoredTables, type StoredTable } from './stored-tables.ts';

/** A database whose tables stand still: what the live one held, in an order that keeps it whole. */
export interface Snapshot {
  database: string;
  tables: StoredTable[];
  drop(): Promise<void>;
}

export interface SnapshotDeps {
  /** A client that may name every database. */
  admin: Warehouse;
  /** The live database. */
  database: string;
  /** The name of the new one. */
  name: string;
}

const mostTries = 3;
const disturbedSql = read('./select-disturbed-slices.sql');
const dropLateSql = read('./delete-late-batches.sql');
const modelTable = /^([a-z_]+)_runs_[0-9a-f]{8}$/;

/** Those that speak of rows in the next ones: always before them. */
const ledger = ['freshness', 'backfills', 'published', 'runs', 'contents', 'slice_keys'];
/** The reverse of the order in which the loader writes. */
const loaded = ['receipts', 'dead_letters', 'reservation_changes', 'events'];

/**
 * Clones every table of a database, which costs hard links and no reading. A table is cloned before those it speaks of,
 * so that whatever the copy claims to be there is there, while loaders and schedulers go on: what was published has its
 * rows, a batch that is done has all of its rows, a receipt has its event. Of the loader's batches those count as done
 * that were done before the rows were cloned; what was under way is a batch that a crash cut short, which a loader closes.
 *
 * @throws {MilepostError} `backup_disturbed` (retryable) when rows were swept away under it three times.
 */
export async function takeSnapshot(deps: SnapshotDeps): Promise<Snapshot> {
  const { admin, database, name } = deps;
  const drop = () =>
    admin.command('drop database if exists {name:Identifier}', { name: 'backup-drop', params: { name } });
  for (let tries = 1; ; tries += 1) {
    await drop();
    await createDatabase(admin, name);
    try {
      const tables = await readStoredTables(admin, database);
      for (const table of inOrder(tables)) await clone(table, table, deps);
      await settleBatches(deps, tables);
      if (!(await isDisturbed(deps, tables))) return { database: name, tables, drop };
    } catch (thrown) {
      await drop();
      throw thrown;
    }
    if (tries === mostTries) break;
  }
  await drop();
  throw new MilepostError(
    'backup_disturbed',
    'Rows were swept away while the tables were being held; run the backup again',
    { retryable: true },
  );
}

/** Returns the names of tables in the order in which they are cloned. */
function inOrder(tables: readonly StoredTable[]): string[] {
  const names = tables.map((table) => table.name);
  const models = names.filter((name) => modelTable.test(name));
  const first = [...ledger, ...models, 'batches', ...loaded];
  return [...first.filter((name) => names.includes(name)), ...names.filter((name) => !first.includes(name))];
}

/** `clone as` takes no parameters. */
async function clone(from: string, to: string, { admin, database, name }: SnapshotDeps): Promise<void> {
  await admin.command(
    `create table ${quoted(name)}.${quoted(to)} clone as ${quoted(database)}.${quoted(from)}`,
    {
      name: 'backup-clone',
    },
  );
}

/** Intents as of now, behind all rows; done as of the first clone, before any. */
async function settleBatches(deps: SnapshotDeps, tables: readonly StoredTable[]): Promise<void> {
  if (tables.every((table) => table.name !== 'batches')) return;
  const { admin, name } = deps;
  const params = { name };
  const options = { name: 'backup-batches', params };
  await admin.command('rename table {name:Identifier}.batches to {name:Identifier}.batches_before', options);
  await clone('batches', 'batches', deps);
  await admin.command(dropLateSql, options);
  await admin.command('drop table {name:Identifier}.batches_before', options);
}

/** Whether a run that the copy calls published lost its rows to a sweep before they were cloned. */
async function isDisturbed(deps: SnapshotDeps, tables: readonly StoredTable[]): Promise<boolean> {
  const { admin, database, name } = deps;
  for (const { name: table } of tables) {
    const model = modelTable.exec(table)?.[1];
    if (model === undefined) continue;
    const [row] = await admin.query<{ slices: number }>(disturbedSql, {
      name: 'backup-disturbed',
      params: { name, database, table, model },
    });
    if ((row?.slices ?? 0) > 0) return true;
  }
  return false;
}

function read(file: string): string {
  return readFileSync(new URL(file, import.meta.url), 'utf8');
}
