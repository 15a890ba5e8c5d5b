import type { Warehouse } from '../warehouse/client.ts';
import type { Catalog } from './catalog.ts';
import { isKeyed, type SlicedModel } from './model.ts';
import type { ModelPlan } from './planner.ts';

/** Slices of models, by the models' names. */
export type SlicesByModel = ReadonlyMap<string, ReadonlySet<string>>;

const bucketsSql = `
select distinct substring(bucket, length({feed:String}) + 2) as slice
from contents
where model = {model:String}
  and slice_built in {slices:Array(String)}
  and startsWith(bucket, concat({feed:String}, ':'))
  and (slice_built, run_id) in (select slice, run_id from published_slices where model = {model:String})`;

/** How much of a slice's name says its hour, day or month; slices not cut by time have none. */
const widths: Readonly<Record<string, number>> = { hour: 13, day: 10, month: 7, all: 0 };

/**
 * Follows slices down the graph: which slices of later models read what they hold now. An estimate: rows that do
 * not exist yet may reach further, and what turns out unchanged goes no further.
 *
 * @param start slices that will be built, by model
 * @param plans of every model, by name
 * @returns of each later model the slices that follow, `start` not among them
 */
export async function followDown(
  catalog: Catalog,
  start: SlicesByModel,
  plans: ReadonlyMap<string, ModelPlan>,
  warehouse: Warehouse,
): Promise<Map<string, Set<string>>> {
  const followers = new Map<string, Set<string>>();
  for (const model of catalog.sliced) {
    const reached = new Set<string>();
    const expected = new Set(plans.get(model.name)?.expected);
    for (const [index, input] of [...model.inputs, ...model.influences].entries()) {
      if (input.from !== 'model') continue;
      const building = new Set([...(start.get(input.model) ?? []), ...(followers.get(input.model) ?? [])]);
      if (building.size === 0) continue;
      const read = catalog.get(input.model);
      if (isKeyed(input)) {
        // Which keys will change, nobody knows before.
        for (const slice of expected) reached.add(slice);
        continue;
      }
      const buckets = [
        ...(await readBuckets(read, input.feed, building, warehouse)),
        ...newBuckets(read, input.feed, building, plans.get(read.name)),
      ];
      // An influence makes no slice of its own.
      const isInfluence = index >= model.inputs.length;
      for (const slice of buckets) if (!isInfluence || expected.has(slice)) reached.add(slice);
    }
    for (const slice of start.get(model.name) ?? []) reached.delete(slice);
    if (reached.size > 0) followers.set(model.name, reached);
  }
  return followers;
}

async function readBuckets(
  model: SlicedModel,
  feed: string,
  slices: ReadonlySet<string>,
  warehouse: Warehouse,
): Promise<string[]> {
  const rows = await warehouse.query<{ slice: string }>(bucketsSql, {
    name: `follow-${model.name}`,
    params: { model: model.name, feed, slices: [...slices] },
  });
  return rows.map((row) => row.slice);
}

/** A slice that was never built has no buckets yet; where the feed is cut by time, its own time is the best guess. */
function newBuckets(
  model: SlicedModel,
  feed: string,
  slices: ReadonlySet<string>,
  plan: ModelPlan | undefined,
): string[] {
  const [width, ownWidth] = [widths[feed], widths[model.slice]];
  if (width === undefined || ownWidth === undefined || width > ownWidth) return [];
  return [...slices]
    .filter((slice) => plan?.published.has(slice) !== true)
    .map((slice) => (width === 0 ? 'all' : slice.slice(0, width)));
}
