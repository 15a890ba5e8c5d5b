import { erasedConfirmation } from '../../ingest/loader/erased.ts';
import type { SlicedModel } from '../../pipelines/model.ts';
import type { Warehouse } from '../../warehouse/client.ts';
import type { SuppressionList } from '../../warehouse/repositories/suppressions.ts';
import { matchSql } from './match.ts';
import { countMatches, mutate } from './mutate.ts';
import type { Counts } from './raw.ts';
import type { Scope } from './scope.ts';

const shown = `(slice, run_id) in (select slice, run_id from published_slices where model = {model:String})`;
/** Built from what was left when the raw rows had gone. */
const fresh = `(slice, run_id) in (
    select slice, run_id
    from published_slices
    where model = {model:String} and logical_now >= {since:DateTime64(3, 'UTC')}
  )`;

const maskedSql = `
select count() as parts
from system.parts
where database = currentDatabase() and table = {table:String} and active and has_lightweight_delete`;

const isTheirs = matchSql([{ column: 'traveler_id', kind: 'traveler' }]);
const confirmationsSql = `
select distinct vendor_id as vendor, confirmation, traveler_id as traveler
from {table:Identifier}
where confirmation != '' and ${isTheirs}`;
const words = `(
    select cast((groupArray(id), groupArray(slice)), 'Map(String, String)')
    from erasure_scopes
    where erasure_id = {erasure:UUID} and kind = 'confirmation'
  )`;

/** What erasing from a model needs. */
export interface ModelErasure {
  scope: Scope;
  list: SuppressionList;
  /** Instant at which the raw rows had gone: what was built from it on is as it should be. */
  since: string;
  warehouse: Warehouse;
}

/**
 * Removes the persons of a scope from the tables of all runs: their own rows go, rows that only mention them are emptied
 * of who it was. That is what the slices hold that cannot be built again, because their input is past its retention.
 */
export async function eraseModels(models: readonly SlicedModel[], erasure: ModelErasure): Promise<Counts> {
  const counts: Counts = new Map();
  for (const model of models) {
    if (model.persons.length + model.mentions.length === 0) continue;
    const removed = await eraseModel(model, erasure);
    if (removed > 0) counts.set(model.name, removed);
  }
  return counts;
}

/** Counts the rows that readers see in which a model has the persons of a scope. */
export async function countModels(
  models: readonly SlicedModel[],
  scope: Scope,
  warehouse: Warehouse,
): Promise<Counts> {
  const counts: Counts = new Map();
  for (const model of models) {
    if (model.persons.length + model.mentions.length === 0) continue;
    const params = { erasure: scope.erasureId, model: model.name };
    counts.set(
      model.name,
      await countMatches(model.table, `(${namesOf(model)}) and ${shown}`, { warehouse, params }),
    );
  }
  return counts;
}

function namesOf(model: SlicedModel): string {
  return matchSql([...model.persons, ...model.mentions]);
}

async function eraseModel(
  model: SlicedModel,
  { scope, list, since, warehouse }: ModelErasure,
): Promise<number> {
  const { table } = model;
  const params = { erasure: scope.erasureId, model: model.name, since: new Date(since) };
  const deps = { warehouse, params };
  const [masked] = await warehouse.query<{ parts: number }>(maskedSql, {
    name: 'erasure-masked',
    params: { table },
  });
  // Rows that a sweep has hidden are on the disk until their part is written again.
  if ((masked?.parts ?? 0) > 0)
    await warehouse.command('alter table {table:Identifier} apply deleted mask settings mutations_sync = 2', {
      name: 'erasure-unmask',
      params: { table },
    });
  const names = `(${namesOf(model)})`;
  if (model.mentions.length === 0) return mutate(table, 'delete', `${names} and not ${fresh}`, deps);
  const removed = await mutate(table, 'delete', `${names} and not ${shown}`, deps);
  if (model.mentions.some(({ kind }) => kind === 'confirmation')) {
    const found = await warehouse.query<Record<'vendor' | 'confirmation' | 'traveler', string>>(
      confirmationsSql,
      { name: 'erasure-confirmations', params: { ...params, table } },
    );
    await scope.put(
      found.map(({ vendor, confirmation, traveler }) => ({
        kind: 'confirmation',
        affiliateId: '',
        id: `${vendor}\n${confirmation}\n${traveler}`,
        slice: erasedConfirmation({ vendor, confirmation, traveler }, list),
      })),
    );
  }
  const emptied = model.mentions.map(({ column, kind }) => {
    if (kind === 'traveler') return `${column} = if(${isTheirs}, '', ${column})`;
    if (kind !== 'confirmation') return `${column} = ''`;
    const word = `${words}[concat(vendor_id, '\\n', confirmation, '\\n', traveler_id)]`;
    return `${column} = if(${isTheirs} and confirmation != '', ${word}, ${column})`;
  });
  return removed + (await mutate(table, `update ${emptied.join(', ')} where`, names, deps));
}
