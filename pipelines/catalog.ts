import { readFileSync, readdirSync } from 'node:fs';
import { MilepostError } from '../infra/errors.ts';
import { parseModel } from './model-file.ts';
import type { Model, ModelInput, SlicedModel } from './model.ts';
import { readParts } from './parts.ts';

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
 *   model does not have, a model read in SQL but not declared, a cycle; `part_invalid`: also a part that no model uses.
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
  const models = inOrder(parsed);
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

/** Returns every input of a model, whether it makes slices or only makes them due. */
export function inputsOf(model: Model): ModelInput[] {
  return model.kind === 'sliced' ? [...model.inputs, ...model.influences] : model.inputs;
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
    for (const name of modelsRead(model, byName)) {
      const read = byName.get(name);
      if (read && name !== model.name) visit(read, [...path, model.name]);
    }
    state.set(model.name, 'done');
    ordered.push(model);
  };
  for (const model of models) visit(model, []);
  return ordered;
}

/** Names of the models that a model's queries name. */
function modelsRead(model: Model, byName: ReadonlyMap<string, Model>): string[] {
  const sql =
    model.kind === 'sliced' ? `${model.sql} ${model.clockSql ?? ''} ${model.expandSql ?? ''}` : model.sql;
  const code = sql.replaceAll(/--[^\n]*/g, '');
  const words = new Set([...code.matchAll(/\b(?:from|join)\s+([a-z_]+)/g)].map((match) => match[1] ?? ''));
  return [...words].filter((word) => byName.has(word));
}

function checkReads(model: Model, byName: ReadonlyMap<string, Model>): void {
  const fail = (fault: string) =>
    new MilepostError('model_invalid', `pipelines/models/${model.name}.sql: ${fault}`);
  const declared = new Set<string>();
  for (const input of inputsOf(model)) {
    if (input.from === 'previous') declared.add(model.name);
    if (input.from === 'clock' && model.kind === 'sliced' && model.clockSql === undefined) {
      throw fail('reads the clock but names no clock query');
    }
    if (input.from !== 'model') continue;
    const read = byName.get(input.model);
    if (!read) throw fail(`reads "${input.model}", which is no model`);
    if (model.kind === 'sliced' && (read.kind === 'view' || !read.feeds.includes(`'${input.feed}:`))) {
      throw fail(`reads "${input.model} by ${input.feed}", a feed that it does not have`);
    }
    declared.add(input.model);
  }
  // A view stands for what it reads.
  const reach = (name: string): string[] => {
    const read = byName.get(name);
    return read?.kind === 'view' ? modelsRead(read, byName).flatMap(reach) : [name];
  };
  const undeclared = modelsRead(model, byName)
    .flatMap((name) => (model.kind === 'view' ? [name] : reach(name)))
    .filter((name) => !declared.has(name));
  if (undeclared.length > 0) throw fail(`reads ${undeclared.join(', ')}, which it does not declare as input`);
}
