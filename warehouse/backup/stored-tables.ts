import { MilepostError } from '../../infra/errors.ts';
import type { Warehouse } from '../client.ts';

/** A table of a database with what it takes to write its rows out and in again. */
export interface StoredTable {
  name: string;
  /** Whether merging may take copies of a row away: such a table is counted without them. */
  isReplacing: boolean;
  /** Those that an insert may name, in order. */
  columns: StoredColumn[];
}

export interface StoredColumn {
  name: string;
  type: string;
}

const tablesSql = `
select name, engine
from system.tables
where database = {database:String}
  and endsWith(engine, 'MergeTree')
  and name != 'migrations'
  and not startsWith(name, 'migration_lock_')
order by name`;

const columnsSql = `
select table, name, type
from system.columns
where database = {database:String} and default_kind not in ('MATERIALIZED', 'ALIAS', 'EPHEMERAL')
order by table, position`;

/** Reads which tables a database has, by name; not those that tell of its schema. */
export async function readStoredTables(warehouse: Warehouse, database: string): Promise<StoredTable[]> {
  const params = { database };
  const tables = await warehouse.query<{ name: string; engine: string }>(tablesSql, {
    name: 'backup-tables',
    params,
  });
  const columns = await warehouse.query<StoredColumn & { table: string }>(columnsSql, {
    name: 'backup-columns',
    params,
  });
  return tables.map(({ name, engine }) => ({
    name,
    isReplacing: engine.includes('Replacing'),
    columns: columns
      .filter((each) => each.table === name)
      .map((each) => ({ name: each.name, type: each.type })),
  }));
}

/** Counts a table's rows; copies that merging would take away do not count. */
export async function countRows(warehouse: Warehouse, database: string, table: StoredTable): Promise<number> {
  const [row] = await warehouse.query<{ rows: number }>(
    `select count() as rows from {database:Identifier}.{table:Identifier}${table.isReplacing ? ' final' : ''}`,
    { name: 'backup-count', params: { database, table: table.name } },
  );
  return row?.rows ?? 0;
}

/**
 * Quotes a name for a statement that takes no parameter in its place.
 *
 * @throws {MilepostError} `name_unsuitable` for one that is not made of letters, digits and underscores.
 */
export function quoted(name: string): string {
  if (!/^\w+$/.test(name))
    throw new MilepostError('name_unsuitable', `${name} is no name of a table or column here`);
  return `\`${name}\``;
}
