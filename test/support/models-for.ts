import { readCatalog, type Catalog } from '../../pipelines/catalog.ts';
import { describeLineage } from '../../pipelines/lineage.ts';

/** Returns these models and what they are made from: a pass over the others costs a test more than it says. */
export function modelsFor(...names: readonly string[]): Catalog {
  const all = readCatalog();
  const wanted = new Set(
    names.flatMap((name) => [name, ...describeLineage(all, [], name).flatMap((each) => each.upstream)]),
  );
  return { ...all, sliced: all.sliced.filter((model) => wanted.has(model.name)) };
}
