import { readFileSync, readdirSync } from 'node:fs';
import { MilepostError } from '../infra/errors.ts';
import { parseModel } from './model-file.ts';
import type { Model, SlicedModel } from './model.ts';
import { readParts } from './parts.ts';
import { checkReads, readsOf } from './reads.ts';

/** All models, each after those that it reads. */
export interface Catalog {
  models: readonly Model[];
  sliced: readonly SlicedModel[];
  /** @throws {MilepostError} `model_unknown`, naming the models there are. */
  get(name: string): SlicedModel;
}

const modelsFolder = new URL('./models/', import.meta.url);

/**
 * Reads the models of a folder, with their parts in `parts/`, and checks their graph.
 *
 * @throws {MilepostError} `model_invalid`: a head that cannot be read, an input that is no model, a feed that a
 *   model does not have, something read in SQL but not declared, or declared but not read, a cycle; `part_invalid`: also a part that no model uses.
 */
export function readCatalog(folder: URL = modelsFolder): Catalog {
  const parts = readParts(new URL('parts/', folder));
  const parsed = readdirSync(folder)
    .filter((file) => /^[a-z_]+\.sql$/.test(file))
    .map((file) =>
      parseModel({
        name: file.slice(0, -'.sql'.length),
        text: readFileSync(new URL(file, folder), 'utf8'),
        beside: (other) => readFileSync(new URL(other, folder), 'utf8'),
        expand: (sql) => parts.expand(sql),
      }),
    );
  if (parts.unused().length > 0) {
    throw new MilepostError('part_invalid', `No model uses the part ${parts.unused().join(', ')}`);
  }
  const written = new Map(parsed.map((model) => [model.name, model]));
  const models = inOrder(parsed.map((model) => withColumns(model, written)));
  const sliced = models.filter((model) => model.kind === 'sliced');
  return {
    models,
    sliced,
    get(name) {
      const found = sliced.find((model) => model.name === name);
      if (found) return found;
      const names = sliced.map((model) => model.name).join(', ');
      throw new MilepostError('model_unknown', `There is no model "${name}"; the models are ${names}`);
    },
  };
}

function inOrder(models: readonly Model[]): Model[] {
  const byName = new Map(models.map((model) => [model.name, model]));
  for (const model of models) checkReads(model, byName);
  const ordered: Model[] = [];
  const state = new Map<string, 'open' | 'done'>();
  const visit = (model: Model, path: readonly string[]) => {
    if (state.get(model.name) === 'done') return;
    if (state.get(model.name) === 'open') {
      throw new MilepostError(
        'model_invalid',
        `Models read each other in a circle: ${[...path, model.name].join(' > ')}`,
      );
    }
    state.set(model.name, 'open');
    for (const name of readsOf(model)) {
      const read = byName.get(name);
      if (read && name !== model.name) visit(read, [...path, model.name]);
    }
    state.set(model.name, 'done');
    ordered.push(model);
  };
  for (const model of models) visit(model, []);
  return ordered;
}

/** A view that names a model in place of its columns has that model's. */
function withColumns(model: Model, byName: ReadonlyMap<string, Model>): Model {
  const [first] = model.columns;
  if (first === undefined || first.type !== '') return model;
  const read = byName.get(first.name);
  if (model.kind === 'view' && read?.kind === 'sliced') {
    const slice = { name: 'slice', type: 'LowCardinality(String)', about: `of ${read.name}` };
    return { ...model, columns: [slice, ...read.columns] };
  }
  throw new MilepostError(
    'model_invalid',
    `pipelines/models/${model.name}.sql: has the columns of "${first.name}", which is no model that is built`,
  );
}

/** Returns all models, or one and those it reads, in the order in which they are built. */
export function selectModels(catalog: Catalog, name: string | undefined): readonly SlicedModel[] {
  if (name === undefined) return catalog.sliced;
  const wanted = catalog.get(name);
  return catalog.sliced.filter(
    (model) => model === wanted || readsAny(catalog, wanted, new Set([model.name])),
  );
}

/** Whether a model reads one of `names`, itself or through others. */
export function readsAny(catalog: Catalog, model: SlicedModel, names: ReadonlySet<string>): boolean {
  return [...model.inputs, ...model.influences].some(
    (input) =>
      input.from === 'model' &&
      (names.has(input.model) || readsAny(catalog, catalog.get(input.model), names)),
  );
}
