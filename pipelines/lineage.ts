import { MilepostError } from '../infra/errors.ts';
import type { Catalog } from './catalog.ts';
import type { Check } from './checks.ts';
import { inputLabel } from './inputs.ts';
import { isKeyed, type Model, type ModelColumn, type ModelInput } from './model.ts';
import { inputsOf, readsOf } from './reads.ts';

/** Something that a model reads, as its head says it. */
export interface LineageRead {
  /** e.g. `model clean_events by hour`, `table vendors`, `loader batches of events`. */
  label: string;
  kind: ModelInput['from'] | 'lookup';
  /** The model's or the table's name; '' for batches, the clock and the slice before. */
  name: string;
  /** Whether it makes slices exist, or only makes those that exist due again. */
  makesSlices: boolean;
}

/** A model with its place among the others. */
export interface LineageModel {
  model: string;
  about: string;
  owner: string;
  /** How it is cut; `view` for a select over others. */
  slice: string;
  grain: string[];
  /** The promise; null for a view, which is as fresh as what it reads. */
  freshWithinMs: number | null;
  columns: ModelColumn[];
  reads: LineageRead[];
  /** The models that read it by name. */
  readBy: string[];
  /** Every model that it is made from, the first made first. */
  upstream: string[];
  /** Every model that is made from it, the first made first. */
  downstream: string[];
  checks: Pick<Check, 'name' | 'severity'>[];
}

/**
 * Returns the models, each after those that it reads, with what they mean and how they hang together; or one of them.
 *
 * @param checks those that are files: a head's own are known
 * @throws {MilepostError} `model_unknown`, naming the models there are.
 */
export function describeLineage(catalog: Catalog, checks: readonly Check[], only?: string): LineageModel[] {
  const { models } = catalog;
  const names = new Set(models.map(({ name }) => name));
  const parents = new Map(
    models.map((model) => [
      model.name,
      readsOf(model).filter((name) => name !== model.name && names.has(name)),
    ]),
  );
  const childrenOf = (name: string) =>
    models.map((model) => model.name).filter((other) => parents.get(other)?.includes(name) === true);
  const reach = (name: string, next: (name: string) => readonly string[]): string[] => {
    const found = new Set<string>();
    const visit = (from: string): void => {
      for (const each of next(from)) {
        if (found.has(each)) continue;
        found.add(each);
        visit(each);
      }
    };
    visit(name);
    return models.map((model) => model.name).filter((each) => found.has(each));
  };
  if (only !== undefined && !names.has(only)) {
    throw new MilepostError(
      'model_unknown',
      `There is no model "${only}"; the models are ${[...names].join(', ')}`,
    );
  }
  return models
    .filter((model) => only === undefined || model.name === only)
    .map((model) => ({
      model: model.name,
      about: model.about.replaceAll('\n', ' '),
      owner: model.owner,
      slice: model.kind === 'view' ? 'view' : model.slice,
      grain: model.grain,
      freshWithinMs: model.kind === 'view' ? null : model.freshWithinMs,
      columns: model.columns,
      reads: describeReads(model),
      readBy: childrenOf(model.name),
      upstream: reach(model.name, (name) => parents.get(name) ?? []),
      downstream: reach(model.name, childrenOf),
      checks: [...(model.kind === 'view' ? [] : model.checks), ...checks]
        .filter((check) => check.model === model.name)
        .map(({ name, severity }) => ({ name, severity })),
    }));
}

function describeReads(model: Model): LineageRead[] {
  const reads = inputsOf(model).map((input) => ({
    label: labelOf(input),
    kind: input.from,
    name: input.from === 'model' ? input.model : input.from === 'table' ? input.table : '',
    makesSlices: model.kind === 'sliced' && model.inputs.includes(input),
  }));
  const lookups = model.lookups.map((name) => ({
    label: `rows of ${name}`,
    kind: 'lookup' as const,
    name,
    makesSlices: false,
  }));
  return [...reads, ...lookups];
}

/** A view reads a model whole, not by a feed. */
function labelOf(input: ModelInput): string {
  if (isKeyed(input)) return `${inputLabel(input)} by ${input.key.join(' and ')}`;
  return input.from === 'model' && input.feed === '' ? `model ${input.model}` : inputLabel(input);
}
