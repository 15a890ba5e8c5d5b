import type { Warehouse } from '../warehouse/client.ts';
import type { Catalog } from './catalog.ts';
import type { Model, SlicedModel } from './model.ts';

/** Returns the statement that makes the table of all runs' rows; partitioned by the month of the slice. */
export function createTableSql(model: SlicedModel): string {
  const columns = model.columns.map(({ name, type }) => `  ${name} ${type}`).join(',\n');
  return (
    `create table if not exists ${model.table} (\n${columns},\n  slice LowCardinality(String),\n  run_id UUID\n)` +
    ` engine = MergeTree partition by substring(slice, 1, 7) order by (${model.orderBy})`
  );
}

/** Returns the statement that makes a model's view: of a sliced model the published rows. */
export function createViewSql(model: Model): string {
  if (model.kind === 'view') return `create or replace view ${model.name} as\n${model.sql}`;
  const columns = model.columns.map(({ name }) => name).join(', ');
  return (
    `create or replace view ${model.name} as\nselect slice, ${columns}\nfrom ${model.table}\n` +
    `where (slice, run_id) in (select slice, run_id from published_slices where model = '${model.name}')`
  );
}

const staleTablesSql = `
select name
from system.tables
where database = currentDatabase() and match(name, '^[a-z_]+_runs_[0-9a-f]{8}$') and name not in {tables:Array(String)}`;

/**
 * Makes the tables and views of all models. A model whose columns changed gets a new table, and its old one goes:
 * whatever it held can be built again. Its slices are due because its fingerprint changed.
 */
export async function ensureModelTables(catalog: Catalog, warehouse: Warehouse): Promise<void> {
  for (const model of catalog.models) {
    if (model.kind === 'sliced') await warehouse.command(createTableSql(model), { name: 'model-table' });
    await warehouse.command(createViewSql(model), { name: 'model-view' });
  }
  const tables = catalog.sliced.map((model) => model.table);
  const stale = await warehouse.query<{ name: string }>(staleTablesSql, {
    name: 'model-tables',
    params: { tables },
  });
  for (const { name } of stale) {
    await warehouse.command('drop table if exists {table:Identifier}', {
      name: 'model-drop',
      params: { table: name },
    });
  }
}
