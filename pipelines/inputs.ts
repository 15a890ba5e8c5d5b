import { createHash } from 'node:crypto';
import type { Warehouse } from '../warehouse/client.ts';
import { isKeyed, type ModelInput, type SlicedModel } from './model.ts';

/** What an input holds for each slice: a text that changes when it does. */
export type InputState = ReadonlyMap<string, string>;

/** In place of a slice: what an input holds for all that it says nothing of. */
export const everySlice = '*';

const loaderSql = {
  event_hours: `
select formatDateTime(touched, '%FT%H') as slice, toString(sum(cityHash64(batch_id))) as state
from (select distinct batch_id, arrayJoin(event_hours) as touched from batches where phase = 'done')
group by slice`,
  booked_dates: `
select toString(touched) as slice, toString(sum(cityHash64(batch_id))) as state
from (select distinct batch_id, arrayJoin(booked_dates) as touched from batches where phase = 'done')
group by slice`,
};

const feedSql = `
select substring(bucket, length({feed:String}) + 2) as slice, toString(sum(hash)) as state
from contents
where model = {model:String}
  and startsWith(bucket, concat({feed:String}, ':'))
  and (slice_built, run_id) in (select slice, run_id from published_slices where model = {model:String})
group by bucket`;

const everyFeedSql = `
select model, substringIndex(bucket, ':', 1) as feed, substring(bucket, position(bucket, ':') + 1) as slice, toString(sum(hash)) as state
from contents
where (model, slice_built, run_id) in (select model, slice, run_id from published_runs)
group by model, bucket`;

const tailSql = `
select substring(bucket, length({feed:String}) + 2) as slice, toString(sum(hash)) as state
from contents
where model = {model:String}
  and startsWith(bucket, concat({feed:String}, ':'))
  and (
    run_id = {runId:UUID}
    or (
      slice_built not in {slices:Array(String)}
      and (slice_built, run_id) in (select slice, run_id from published_slices where model = {model:String})
    )
  )
group by bucket`;

const tableSql = `select toString(sum(cityHash64(*))) as state from {table:Identifier} final`;

interface StateRow {
  slice: string;
  state: string;
}

/** Reads what one input holds now; of a table all rows. What a run hands on to itself: {@link readTails}. */
export async function readInput(
  input: ModelInput,
  model: SlicedModel,
  logicalNow: string,
  warehouse: Warehouse,
): Promise<InputState> {
  const name = `plan-${model.name}`;
  switch (input.from) {
    case 'loader':
      return toState(await warehouse.query<StateRow>(loaderSql[input.column], { name }));
    case 'model': {
      const params = { model: input.model, feed: input.feed };
      return toState(await warehouse.query<StateRow>(feedSql, { name, params }));
    }
    case 'table': {
      const rows = await warehouse.query<{ state: string }>(tableSql, {
        name,
        params: { table: input.table },
      });
      return new Map([[everySlice, rows[0]?.state ?? '']]);
    }
    case 'clock':
      return toState(
        await warehouse.query<StateRow>(model.clockSql ?? '', {
          name,
          params: { logicalNow: new Date(logicalNow) },
        }),
      );
    case 'previous': {
      const params = { model: model.name, feed: input.feed };
      return toState(await warehouse.query<StateRow>(feedSql, { name, params }));
    }
  }
}

/** Reads what all models hand on, by model and feed: what {@link readInput} reads of each, in one statement. */
export async function readEveryFeed(
  warehouse: Warehouse,
): Promise<ReadonlyMap<string, ReadonlyMap<string, InputState>>> {
  const rows = await warehouse.query<StateRow & { model: string; feed: string }>(everyFeedSql, {
    name: 'plan-feeds',
  });
  const models = new Map<string, Map<string, Map<string, string>>>();
  for (const { model, feed, slice, state } of rows) {
    const feeds = models.getOrInsertComputed(model, () => new Map());
    feeds.getOrInsertComputed(feed, () => new Map()).set(slice, state);
  }
  return models;
}

/** Reads what each slice's predecessor hands on when `runId` will be published for `slices`. */
export async function readTails(
  model: SlicedModel,
  feed: string,
  run: { runId: string; slices: readonly string[] },
  warehouse: Warehouse,
): Promise<InputState> {
  const params = { model: model.name, feed, runId: run.runId, slices: [...run.slices] };
  return toState(await warehouse.query<StateRow>(tailSql, { name: `tails-${model.name}`, params }));
}

/** Returns the slices that an input makes exist. */
export function slicesOf(state: InputState): string[] {
  return [...state.keys()].filter((slice) => slice !== everySlice);
}

/** Names an input as a person reads it in a plan, e.g. `model clean_events` or `table vendors`. */
export function inputLabel(input: ModelInput): string {
  switch (input.from) {
    case 'loader':
      return input.column === 'event_hours' ? 'loader batches of events' : 'loader batches of reservations';
    case 'model':
      return isKeyed(input) ? `model ${input.model}` : `model ${input.model} by ${input.feed}`;
    case 'table':
      return `table ${input.table}`;
    case 'previous':
      return 'the slice before';
    case 'clock':
      return 'clock';
  }
}

/** Returns what each input holds for a slice, and the model's code, as 64 bits in decimal digits by their label. */
export function inputHashes(
  model: SlicedModel,
  slice: string,
  states: readonly InputState[],
): Record<string, string> {
  const inputs = [...model.inputs, ...model.influences];
  const hashes: Record<string, string> = { code: hash64(model.fingerprint) };
  for (const [index, input] of inputs.entries())
    hashes[inputLabel(input)] = hash64(stateOf(states[index], slice));
  return hashes;
}

function stateOf(state: InputState | undefined, slice: string): string {
  return state?.get(slice) ?? state?.get(everySlice) ?? '';
}

function hash64(text: string): string {
  return createHash('sha256').update(text).digest().readBigUInt64LE(0).toString();
}

/** Returns 64 bits, in decimal digits, that change with the model's code or with any of a slice's inputs. */
export function fingerprint(model: SlicedModel, slice: string, states: readonly InputState[]): string {
  return hash64(JSON.stringify([model.fingerprint, ...states.map((state) => stateOf(state, slice))]));
}

/**
 * Returns 64 bits, in decimal digits, that change with whatever a slice may be refused for: also with rows of keys that
 * only the refused run has found.
 */
export function attemptFingerprint(model: SlicedModel, slice: string, states: readonly InputState[]): string {
  const held = states.map((state) => [state.get(slice) ?? '', state.get(everySlice) ?? '']);
  return hash64(JSON.stringify([model.fingerprint, ...held]));
}

function toState(rows: readonly StateRow[]): InputState {
  return new Map(rows.map((row) => [row.slice, row.state]));
}
