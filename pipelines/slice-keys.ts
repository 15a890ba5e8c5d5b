import { createHash } from 'node:crypto';
import type { QueryParams, Warehouse } from '../warehouse/client.ts';
import { everySlice, type InputState } from './inputs.ts';
import type { Run } from './ledger.ts';
import { limitSettings } from './model-limits.ts';
import { isKeyed, referenceOf, type KeyedInput, type SlicedModel } from './model.ts';
import type { PublishedSlice } from './published.ts';

/** What held at one time that a model reads by key, by the names of the tables and models: a text that changes with them. */
export type TableVersions = ReadonlyMap<string, TableVersion>;

export interface TableVersion {
  /** Of all rows. */
  rows: string;
  /** Of all rows and which of them are in force. */
  version: string;
}

/** Which rows of what their model reads by key the published slices depend on. */
export interface SliceKeys {
  /**
   * Reads what an input holds for each published slice: the rows of its keys; and for every other slice, also those that
   * were built before keys were kept: all rows. What it has read, it reads again only when the input or the slice changed.
   */
  read(
    model: SlicedModel,
    input: KeyedInput,
    published: ReadonlyMap<string, PublishedSlice>,
    logicalNow: string,
  ): Promise<InputState>;
  /** Names some of the keys of each slice whose rows are others than when it was built, in order. */
  changed(
    model: SlicedModel,
    input: KeyedInput,
    slices: readonly string[],
    logicalNow: string,
  ): Promise<ReadonlyMap<string, readonly string[]>>;
}

/** A row of a table that comes into force is a change of its key, as one that is written. */
const inForce = (input: KeyedInput): string =>
  input.from === 'table' ? `valid_from <= {logicalNow:DateTime64(3, 'UTC')}` : 'true';

/** A table keeps rows that others have replaced until it merges them; a model's view does not show them. */
const rowsOf = (input: KeyedInput): string =>
  `from {reference:Identifier}${input.from === 'table' ? ' final' : ''}`;

const hashesSql = (input: KeyedInput): string => `
select ${input.key.map((column) => `toString(${column})`).join(" || ' ' || ")} as key, sum(cityHash64(*, ${inForce(input)})) as hash
${rowsOf(input)}
group by key`;

const versionSql = (input: KeyedInput): string => `
select toString(sum(cityHash64(*))) as rows, toString(countIf(${inForce(input)})) as inForce
${rowsOf(input)}`;

const published = `
  model = {model:String} and reading = {reading:String} and slice_built in {slices:Array(String)}
  and (slice_built, run_id) in (select slice, run_id from published_slices where model = {model:String})`;

const statesSql = (input: KeyedInput): string => `
select slice, toString(any(run)) as runId, toString(sum(cityHash64(kept.key, now.hash))) as state
from (select slice_built as slice, run_id as run, arrayJoin(keys) as key from slice_keys where ${published}) as kept
left join (${hashesSql(input)}) as now on kept.key = now.key
group by slice`;

const changedSql = (input: KeyedInput): string => `
select slice, arraySort(groupArray({most:UInt8})(kept.key)) as keys
from (
  select slice_built as slice, pair.1 as key, pair.2 as hash
  from slice_keys array join arrayZip(keys, hashes) as pair
  where ${published}
) as kept
left join (${hashesSql(input)}) as now on kept.key = now.key
where kept.hash != now.hash
group by slice`;

/** Every slice has the empty key: rows without one are every slice's. */
const recordSql = (model: SlicedModel, input: KeyedInput): string => `
insert into slice_keys (model, run_id, slice_built, reading, keys, hashes, recorded_at)
select {model:String}, {runId:UUID}, slice, {reading:String}, groupArray(found.key), groupArray(now.hash),
  {recordedAt:DateTime64(6, 'UTC')}
from (
  select slice, key from (\n${model.keysSql ?? ''}\n) where reference = {reference:String}
  union distinct
  select arrayJoin({slices:Array(String)}) as slice, '' as key
) as found
left join (${hashesSql(input)}) as now on found.key = now.key
group by slice
settings ${limitSettings(model)}`;

const runStatesSql = `
select slice_built as slice, toString(sum(cityHash64(pair.1, pair.2))) as state
from slice_keys array join arrayZip(keys, hashes) as pair
where model = {model:String} and reading = {reading:String} and run_id = {runId:UUID}
group by slice`;

/** How many keys of a slice are named. */
const mostNamed = 4;

interface Remembered {
  version: string;
  /** By slice; no state is that of a slice without keys. */
  states: ReadonlyMap<string, { runId: string; state: string | undefined }>;
}

/** Creates the reader of what was recorded; it remembers as much as there are published slices. */
export function createSliceKeys(warehouse: Warehouse): SliceKeys {
  const memory = new Map<string, Remembered>();
  return {
    async read(model, input, slices, logicalNow) {
      const reading = readingOf(model, input);
      const place = `${model.name}/${reading}`;
      const now = await readVersion(input, logicalNow, warehouse);
      const before = memory.get(place);
      const states = new Map(before?.version === now.version ? before.states : []);
      for (const slice of states.keys()) if (!slices.has(slice)) states.delete(slice);
      const unknown = [...slices.values()].filter(({ slice, runId }) => states.get(slice)?.runId !== runId);
      if (unknown.length > 0) {
        for (const { slice, runId } of unknown) states.set(slice, { runId, state: undefined });
        const rows = await warehouse.query<{ slice: string; runId: string; state: string }>(
          statesSql(input),
          {
            name: `keys-${model.name}`,
            params: {
              ...paramsOf(model, input, logicalNow),
              slices: unknown.map(({ slice }) => slice),
            },
          },
        );
        for (const { slice, ...state } of rows) states.set(slice, state);
        // What was read while the table changed belongs to neither.
        const after = await readVersion(input, logicalNow, warehouse);
        if (after.version === now.version) memory.set(place, { version: now.version, states });
      }
      const known = [...states].flatMap(([slice, { state }]) =>
        state === undefined ? [] : [[slice, state] as const],
      );
      return new Map([[everySlice, now.rows], ...known]);
    },

    async changed(model, input, slices, logicalNow) {
      const rows = await warehouse.query<{ slice: string; keys: string[] }>(changedSql(input), {
        name: `changed-keys-${model.name}`,
        params: { ...paramsOf(model, input, logicalNow), slices: [...slices], most: mostNamed },
      });
      return new Map(rows.map(({ slice, keys }) => [slice, keys]));
    },
  };
}

/** Reads what a model's tables and models that it reads by key hold now. */
export async function readVersions(
  model: SlicedModel,
  logicalNow: string,
  warehouse: Warehouse,
): Promise<TableVersions> {
  const read = model.influences.filter(isKeyed).map(async (input) => {
    return [referenceOf(input), await readVersion(input, logicalNow, warehouse)] as const;
  });
  return new Map(await Promise.all(read));
}

/** Records the keys of a run's slices; behind its rows, before they are shown. */
export async function recordKeys(
  model: SlicedModel,
  run: Run,
  params: QueryParams,
  recordedAt: Date,
  warehouse: Warehouse,
): Promise<void> {
  for (const input of model.influences.filter(isKeyed)) {
    await warehouse.command(recordSql(model, input), {
      name: `record-keys-${model.name}`,
      params: { ...params, ...paramsOf(model, input, run.logicalNow), recordedAt },
    });
  }
}

/**
 * Reads what an input held for the slices of a run that has recorded their keys. Where it changed since `before`,
 * the run may have read either: its slices get a state that none ever has, and are due once more.
 */
export async function readRunKeys(
  model: SlicedModel,
  input: KeyedInput,
  run: Run,
  before: TableVersions,
  warehouse: Warehouse,
): Promise<InputState> {
  const now = await readVersion(input, run.logicalNow, warehouse);
  if (now.version !== before.get(referenceOf(input))?.version)
    return new Map([[everySlice, 'changed meanwhile']]);
  const rows = await warehouse.query<{ slice: string; state: string }>(runStatesSql, {
    name: `run-keys-${model.name}`,
    params: { ...paramsOf(model, input, run.logicalNow), runId: run.runId },
  });
  return new Map(rows.map(({ slice, state }) => [slice, state]));
}

async function readVersion(
  input: KeyedInput,
  logicalNow: string,
  warehouse: Warehouse,
): Promise<TableVersion> {
  const [row] = await warehouse.query<{ rows: string; inForce: string }>(versionSql(input), {
    name: `version-${referenceOf(input)}`,
    params: { reference: referenceOf(input), logicalNow: new Date(logicalNow) },
  });
  return { rows: row?.rows ?? '', version: `${row?.rows ?? ''}/${row?.inForce ?? ''}` };
}

function paramsOf(model: SlicedModel, input: KeyedInput, logicalNow: string) {
  return {
    model: model.name,
    reading: readingOf(model, input),
    reference: referenceOf(input),
    logicalNow: new Date(logicalNow),
  };
}

/** Keys that another query found say nothing of what this one would find. */
function readingOf(model: SlicedModel, input: KeyedInput): string {
  const query = createHash('sha256')
    .update(model.keysSql ?? '')
    .digest('hex');
  return `${referenceOf(input)} by ${input.key.join(' and ')} ${query.slice(0, 8)}`;
}
