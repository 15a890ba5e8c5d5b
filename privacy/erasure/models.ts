import { MilepostError } from '../../infra/errors.ts';
import type { SlicedModel } from '../../pipelines/model.ts';
import type { Warehouse } from '../../warehouse/client.ts';
import { matchSql } from './match.ts';
import { countMatches, mutate } from './mutate.ts';
import type { Counts } from './raw.ts';

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

/**
 * Removes the persons of a scope from the tables of all runs: rows of theirs wherever they were not built again since,
 * superseded or past retention; rows that only mention them where they are superseded. Of what is past retention the numbers
 * that add up stay as they are.
 *
 * @param since instant at which the raw rows had gone
 * @throws {MilepostError} `erasure_incomplete` where a slice that must be built again was not
 */
export async function eraseModels(
  models: readonly SlicedModel[],
  erasureId: string,
  since: string,
  warehouse: Warehouse,
): Promise<Counts> {
  const counts: Counts = new Map();
  const stuck: string[] = [];
  for (const model of models) {
    if (model.persons.length + model.mentions.length === 0) continue;
    const deps = {
      warehouse,
      params: { erasure: erasureId, model: model.name, since: new Date(since) },
    };
    const [masked] = await warehouse.query<{ parts: number }>(maskedSql, {
      name: 'erasure-masked',
      params: { table: model.table },
    });
    // Rows that a sweep has hidden are on the disk until their part is written again.
    if ((masked?.parts ?? 0) > 0) {
      await warehouse.command(
        'alter table {table:Identifier} apply deleted mask settings mutations_sync = 2',
        {
          name: 'erasure-unmask',
          params: { table: model.table },
        },
      );
    }
    const names = `(${matchSql([...model.persons, ...model.mentions])})`;
    const keep = model.persons.length > 0 ? fresh : shown;
    counts.set(model.name, await mutate(model.table, 'delete', `${names} and not ${keep}`, deps));
    if (model.mentions.length === 0) continue;
    if ((await countMatches(model.table, `${names} and ${shown}`, deps)) > 0) stuck.push(model.name);
  }
  if (stuck.length === 0) return counts;
  throw new MilepostError(
    'erasure_incomplete',
    `${stuck.join(', ')} could not be built again without the person; \`milepost pipelines run\` says why. ` +
      'Then run the same command again',
  );
}
