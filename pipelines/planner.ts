import type { Warehouse } from '../warehouse/client.ts';
import { readFrozen, type IsFrozen } from './frozen.ts';
import { fingerprint, inputHashes, inputLabel, slicesOf, type InputState } from './inputs.ts';
import type { Ledger } from './ledger.ts';
import { isKeyed, type SlicedModel } from './model.ts';
import type { PublishedSlice } from './published.ts';
import { readAnew, type Readings } from './readings.ts';
import type { SliceKeys } from './slice-keys.ts';

/** Why a slice is to be built. */
export type DueReason =
  /** It has input and was never built. */
  | 'new'
  /** Its input, a reference table, the clock's state or the model's code changed. */
  | 'changed';

export interface DueSlice {
  slice: string;
  reason: DueReason;
}

/** A due slice with the inputs that changed, by their labels; `code` is the model's own text. */
export interface ExplainedSlice extends DueSlice {
  /** Empty for a new slice, and for one that was built before causes were kept. */
  changed: string[];
  /** Of tables that are read by key some of the keys whose rows changed, by the inputs' labels. */
  changedKeys?: Record<string, readonly string[]>;
}

/** What is due of one model, and what its inputs held when that was found. */
export interface ModelPlan {
  model: SlicedModel;
  due: DueSlice[];
  /** Slices that would be due, but whose raw rows have expired: they stay as they are. */
  held: DueSlice[];
  /** Whether a slice's raw rows have expired. */
  isFrozen: IsFrozen;
  /** States in the order of the model's inputs, then its influences. */
  states: readonly InputState[];
  /** Slices that stand as they should. */
  upToDate: number;
  /** Every slice that should exist and can be built, in order. */
  expected: readonly string[];
  published: ReadonlyMap<string, PublishedSlice>;
}

export interface PlannerDeps {
  warehouse: Warehouse;
  ledger: Ledger;
  keys: SliceKeys;
}

/**
 * Compares what should exist of a model with what the ledger says exists. Reads only; says nothing of what
 * becomes due when models before it are built.
 */
export async function planModel(
  model: SlicedModel,
  logicalNow: string,
  deps: PlannerDeps,
  readings: Readings = readAnew(deps.warehouse),
): Promise<ModelPlan> {
  // The ledger first: what is built between the two readings is then due once more, never missed.
  const published = new Map((await readings.published(model.name)).map((each) => [each.slice, each]));
  const isFrozen = await readFrozen(model, deps.warehouse);
  const inputs = [...model.inputs, ...model.influences];
  const states = await Promise.all(
    inputs.map((input) =>
      isKeyed(input)
        ? deps.keys.read(model, input, published, logicalNow)
        : readings.input(input, model, logicalNow),
    ),
  );
  const drivers = states.slice(0, model.inputs.length);
  const expected = new Set(model.slice === 'all' ? ['all'] : drivers.flatMap(slicesOf));
  for (const each of published.values()) if (each.rows > 0) expected.add(each.slice);

  const due: DueSlice[] = [];
  const held: DueSlice[] = [];
  const inOrder = [...expected].toSorted();
  for (const slice of inOrder) {
    const known = published.get(slice);
    const list = isFrozen(slice) ? held : due;
    if (!known) list.push({ slice, reason: 'new' });
    else if (known.inputs !== fingerprint(model, slice, states)) list.push({ slice, reason: 'changed' });
  }
  const upToDate = expected.size - due.length - held.length;
  const buildable = inOrder.filter((slice) => !isFrozen(slice));
  return { model, due, held, isFrozen, states, upToDate, expected: buildable, published };
}

/** Names what changed for due slices of a plan, or for those that are held. Reads only. */
export async function explainDue(
  plan: ModelPlan,
  slices: readonly DueSlice[],
  logicalNow: string,
  { ledger, keys }: Pick<PlannerDeps, 'ledger' | 'keys'>,
): Promise<ExplainedSlice[]> {
  const changed = slices.filter((each) => each.reason === 'changed').map((each) => each.slice);
  const known = changed.length === 0 ? new Map() : await ledger.inputHashes(plan.model.name, changed);
  const explained = slices.map((each): ExplainedSlice => {
    const before = known.get(each.slice);
    if (before === undefined) return { ...each, changed: [] };
    const now = inputHashes(plan.model, each.slice, plan.states);
    return { ...each, changed: Object.keys(now).filter((label) => now[label] !== before[label]) };
  });
  for (const input of plan.model.influences.filter(isKeyed)) {
    const label = inputLabel(input);
    const asked = explained.filter((each) => each.changed.includes(label));
    if (asked.length === 0) continue;
    const names = asked.map(({ slice }) => slice);
    const found = await keys.changed(plan.model, input, names, logicalNow);
    for (const each of asked) {
      const some = found.get(each.slice);
      if (some !== undefined) each.changedKeys = { ...each.changedKeys, [label]: some };
    }
  }
  return explained;
}
