import { MilepostError } from '../infra/errors.ts';
import type { Warehouse } from './client.ts';

/** Returns the database that a warehouse URL names; `default` where it names none. */
export function databaseOf(url: string): string {
  const name = decodeURIComponent(new URL(url).pathname.slice(1));
  return name === '' ? 'default' : name;
}

/** Returns the warehouse URL with another database, e.g. `default`, which is always there. */
export function withDatabase(url: string, database: string): string {
  const changed = new URL(url);
  changed.pathname = `/${encodeURIComponent(database)}`;
  return changed.href;
}

const engineSql = `select engine from system.databases where name = {database:String}`;
const createSql = `create database if not exists {database:Identifier} engine = Atomic`;

/** Returns whether the database is there. `admin` is a client on a database that exists. */
export async function hasDatabase(admin: Warehouse, database: string): Promise<boolean> {
  const rows = await admin.query<{ engine: string }>(engineSql, {
    name: 'migrate-database',
    params: { database },
  });
  return rows.length > 0;
}

/**
 * Creates the database where it is absent.
 *
 * @throws {MilepostError} `database_unsuitable` when one of another engine than Atomic has the name: renaming
 *   and replacing tables, which publishing needs, is atomic nowhere else.
 */
export async function createDatabase(admin: Warehouse, database: string): Promise<void> {
  await admin.command(createSql, { name: 'migrate-create-database', params: { database } });
  const [row] = await admin.query<{ engine: string }>(engineSql, {
    name: 'migrate-database',
    params: { database },
  });
  if (row === undefined || row.engine === 'Atomic') return;
  throw new MilepostError(
    'database_unsuitable',
    `The database ${database} has the engine ${row.engine}, Milepost needs Atomic; name another database in CLICKHOUSE_URL`,
  );
}
