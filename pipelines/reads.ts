import { MilepostError } from '../infra/errors.ts';
import { inputLabel } from './inputs.ts';
import { isKeyed, type Model, type ModelInput } from './model.ts';

/** The raw tables whose new rows each kind of the loader's batches tells of. */
const loaderTables = {
  event_hours: ['events', 'receipts'],
  booked_dates: ['reservation_changes'],
} as const;

/** Returns every input of a model, whether it makes slices or only makes them due. */
export function inputsOf(model: Model): ModelInput[] {
  return model.kind === 'sliced' ? [...model.inputs, ...model.influences] : model.inputs;
}

/** Returns the names of models, tables and views that a model's queries read, each once. */
export function readsOf(model: Model): string[] {
  const sql =
    model.kind === 'sliced'
      ? [model.sql, model.clockSql, model.expandSql, model.keysSql].join(' ')
      : model.sql;
  const code = sql.replaceAll(/--[^\n]*/g, '');
  const own = new Set([...code.matchAll(/\b([a-z_]+) as \(/g)].map((match) => match[1]));
  // Neither a function of tables, such as numbers(10), nor an array.
  const names = [...code.matchAll(/\b(?:from|(?<!\barray )join)\s+([a-z_]+)\b(?!\s*\()/g)].map(
    (match) => match[1] ?? '',
  );
  return [...new Set(names)].filter((name) => !own.has(name));
}

/**
 * Holds what a model's head declares to what its queries read, both ways: an undeclared read would not make a slice
 * due when it changes, and a declared one that is never read makes slices due for nothing.
 *
 * @throws {MilepostError} `model_invalid` naming the file and the input.
 */
export function checkReads(model: Model, byName: ReadonlyMap<string, Model>): void {
  const fail = (fault: string) =>
    new MilepostError('model_invalid', `pipelines/models/${model.name}.sql: ${fault}`);
  const inputs = inputsOf(model);
  for (const input of inputs) checkFeed(input, model, byName, fail);

  // A view stands for what it reads.
  const direct = readsOf(model);
  const reach = (name: string): string[] => {
    const read = byName.get(name);
    return read?.kind === 'view' ? readsOf(read).flatMap(reach) : [name];
  };
  const read = new Set(model.kind === 'view' ? direct : direct.flatMap(reach));
  const declared = new Set([...inputs.flatMap((input) => namesOf(input, model)), ...model.lookups]);
  const undeclared = [...read].filter((name) => !declared.has(name));
  if (undeclared.length > 0) throw fail(`reads ${undeclared.join(', ')}, which it does not declare as input`);
  const isRead = (input: ModelInput) =>
    input.from === 'clock' || namesOf(input, model).some((name) => read.has(name));
  const unread = [
    ...inputs.filter((input) => !isRead(input)).map(inputLabel),
    ...model.lookups.filter((name) => !read.has(name)),
  ];
  if (unread.length > 0) throw fail(`declares ${unread.join(', ')} as input but does not read it`);
}

function checkFeed(
  input: ModelInput,
  model: Model,
  byName: ReadonlyMap<string, Model>,
  fail: (fault: string) => MilepostError,
): void {
  if (input.from === 'clock' && model.kind === 'sliced' && model.clockSql === undefined) {
    throw fail('reads the clock but names no clock query');
  }
  if (input.from !== 'model') return;
  const read = byName.get(input.model);
  if (!read) throw fail(`reads "${input.model}", which is no model`);
  if (model.kind === 'sliced' && read.kind === 'sliced' && model.freshWithinMs < read.freshWithinMs) {
    const seconds = (each: typeof model): string => `${each.freshWithinMs / 1_000} s`;
    throw fail(`promises ${seconds(model)} and reads "${read.name}", which promises ${seconds(read)}`);
  }
  if (isKeyed(input)) {
    const columns = new Map(read.columns.map(({ name, type }) => [name, type]));
    const unknown = input.key.find((column) => !columns.has(column));
    if (unknown !== undefined)
      throw fail(`reads ${input.model} by "${unknown}", a column that it does not have`);
    // A hash with a null among its arguments is null, and a map has none: such a row would change unseen.
    const unhashed = read.columns.find(({ type }) => /^(Nullable|Map)/.test(type));
    if (unhashed !== undefined)
      throw fail(`reads ${input.model} by key, whose "${unhashed.name}" has no hash`);
    return;
  }
  if (model.kind === 'sliced' && (read.kind === 'view' || !read.feeds.includes(`'${input.feed}:`))) {
    throw fail(`reads "${input.model} by ${input.feed}", a feed that it does not have`);
  }
}

/** What an input allows to be read. */
function namesOf(input: ModelInput, model: Model): readonly string[] {
  switch (input.from) {
    case 'loader':
      return loaderTables[input.column];
    case 'model':
      return [input.model];
    case 'table':
      return [input.table];
    case 'previous':
      return [model.name];
    case 'clock':
      return [];
  }
}
