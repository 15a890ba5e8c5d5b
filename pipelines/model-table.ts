import type { Warehouse } from '../warehouse/client.ts';
import type { Catalog } from './catalog.ts';
import { rawTableOf } from './frozen.ts';
import type { Model, SlicedModel } from './model.ts';

/** Returns the statement that makes the table of all runs' rows; partitioned by the month of the slice. */
export function createTableSql(model: SlicedModel): string {
  const columns = model.columns.map(({ name, type }) => `  ${name} ${type}`).join(',\n');
  return (
    `create table if not exists ${model.table} (\n${columns},\n  slice LowCardinality(String),\n  run_id UUID\n)` +
    ` engine = MergeTree partition by substring(slice, 1, 7) order by (${model.orderBy})`
  );
}

const indexesSql = `
select name
from system.data_skipping_indices
where database = currentDatabase() and table = {table:String}`;

/** Lets each part of a model's table know the span of its `skipBy` columns; a table made without that learns it. */
async function ensureIndexes(model: SlicedModel, warehouse: Warehouse): Promise<void> {
  const known = await warehouse.query<{ name: string }>(indexesSql, {
    name: 'model-indexes',
    params: { table: model.table },
  });
  for (const column of model.skipBy.filter((each) => !known.some(({ name }) => name === `${each}_of_part`))) {
    // More granules than a part ever has: one entry for the whole part.
    const index = `${column}_of_part ${column} type minmax granularity 1000000000`;
    await warehouse.command(`alter table ${model.table} add index if not exists ${index}`, {
      name: 'model-index',
    });
    // Parts that the engine has not come to yet are read as before.
    await warehouse.command(`alter table ${model.table} materialize index ${column}_of_part`, {
      name: 'model-index',
    });
  }
}

/** Returns the statement that makes a model's view: of a sliced model the published rows. */
export function createViewSql(model: Model): string {
  if (model.kind === 'view') return `create or replace view ${model.name} as\n${model.sql}`;
  const columns = model.columns.map(({ name }) => name).join(', ');
  return (
    `create or replace view ${model.name} as\nselect slice, ${columns}\nfrom ${model.table}\n` +
    `where (slice, run_id) in (select slice, run_id from published_runs where model = '${model.name}')`
  );
}

const staleTablesSql = `
select name
from system.tables
where database = currentDatabase() and match(name, '^[a-z_]+_runs_[0-9a-f]{8}$') and name not in {tables:Array(String)}`;

/**
 * Makes the tables and views of all models. A model whose columns changed gets a new table, and its old one goes:
 * whatever it held can be built again, but for frozen slices, which are carried over. Its slices are due because its
 * fingerprint changed.
 */
export async function ensureModelTables(catalog: Catalog, warehouse: Warehouse): Promise<void> {
  for (const model of catalog.models) {
    if (model.kind === 'sliced') await warehouse.command(createTableSql(model), { name: 'model-table' });
    if (model.kind === 'sliced' && model.skipBy.length > 0) await ensureIndexes(model, warehouse);
    await warehouse.command(createViewSql(model), { name: 'model-view' });
  }
  const tables = catalog.sliced.map((model) => model.table);
  const stale = await warehouse.query<{ name: string }>(staleTablesSql, {
    name: 'model-tables',
    params: { tables },
  });
  for (const { name } of stale) {
    const model = catalog.sliced.find((each) => name.slice(0, -'_runs_00000000'.length) === each.name);
    if (model !== undefined) await carryFrozen(name, model, warehouse);
    await warehouse.command('drop table if exists {table:Identifier}', {
      name: 'model-drop',
      params: { table: name },
    });
  }
}

const columnsSql = `
select name
from system.columns
where database = currentDatabase() and table = {table:String} and name in {names:Array(String)}`;

/** Brings the published rows of frozen slices to the model's new table; columns that they never had stay empty. */
async function carryFrozen(from: string, model: SlicedModel, warehouse: Warehouse): Promise<void> {
  const raw = rawTableOf(model);
  if (raw === undefined) return;
  const params = { model: model.name, from, to: model.table, raw };
  const frozen = `(slice, run_id) in (select slice, run_id from published_slices where model = {model:String})
    and substring(slice, 1, 10) in (select toString(day) from expirations where table_name = {raw:String})`;
  const [row] = await warehouse.query<{ rows: number }>(
    `select count() as rows from {from:Identifier} where ${frozen}`,
    { name: 'model-frozen', params },
  );
  if ((row?.rows ?? 0) === 0) return;
  const shared = await warehouse.query<{ name: string }>(columnsSql, {
    name: 'model-frozen',
    params: { table: from, names: ['slice', 'run_id', ...model.columns.map(({ name }) => name)] },
  });
  const columns = shared.map(({ name }) => name).join(', ');
  // What a try has brought that was killed.
  await warehouse.command(`delete from {to:Identifier} where ${frozen}`, { name: 'model-frozen', params });
  await warehouse.command(
    `insert into ${model.table} (${columns}) select ${columns} from {from:Identifier} where ${frozen}`,
    { name: 'model-frozen', params },
  );
}
