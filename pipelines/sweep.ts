import type { Warehouse } from '../warehouse/client.ts';
import type { SlicedModel } from './model.ts';

const endedRuns = `
select run_id
from runs
where model = {model:String}
group by run_id
having max(state) != 'started' and max(recorded_at) < {before:DateTime64(6, 'UTC')}`;
/** What readers see, and what they saw at `before`: one that began then may read it yet. */
const shown = `
select slice, run_id from published_slices where model = {model:String}
union all
select slice, argMax(run_id, (epoch, published_at, run_id)) as run_id
from published
where model = {model:String} and published_at < {before:DateTime64(6, 'UTC')}
group by slice`;

/** What of ended runs nobody reads: rows, what the ledger knew of their contents and keys, and entries that newer ones cover. */
const hidden = {
  rows: `(slice, run_id) not in (${shown}) and run_id in (${endedRuns})`,
  contents: `model = {model:String} and (slice_built, run_id) not in (${shown}) and run_id in (${endedRuns})`,
  published: `model = {model:String} and (slice, run_id) not in (${shown}) and published_at < {before:DateTime64(6, 'UTC')}
  and run_id in (${endedRuns})`,
};

/**
 * Deletes what no reader has seen since `before` of a model's runs that ended before it; readers that began earlier
 * have gone by then. Returns how many of the model's rows.
 */
export async function sweepModel(model: SlicedModel, before: string, warehouse: Warehouse): Promise<number> {
  const params = { model: model.name, before: new Date(before) };
  const sweep = async (table: string, condition: string): Promise<number> => {
    const options = { name: `sweep-${model.name}`, params: { ...params, table } };
    const [counted] = await warehouse.query<{ hidden: number }>(
      `select count() as hidden from {table:Identifier} where ${condition}`,
      options,
    );
    const count = counted?.hidden ?? 0;
    if (count > 0) await warehouse.command(`delete from {table:Identifier} where ${condition}`, options);
    return count;
  };
  const rows = await sweep(model.table, hidden.rows);
  await sweep('contents', hidden.contents);
  await sweep('slice_keys', hidden.contents);
  await sweep('published', hidden.published);
  return rows;
}
