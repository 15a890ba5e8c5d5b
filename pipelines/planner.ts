import type { Warehouse } from '../warehouse/client.ts';
import { fingerprint, readInput, slicesOf, type InputState } from './inputs.ts';
import type { Ledger } from './ledger.ts';
import type { SlicedModel } from './model.ts';

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

/** What is due of one model, and what its inputs held when that was found. */
export interface ModelPlan {
  model: SlicedModel;
  due: DueSlice[];
  /** States in the order of the model's inputs, then its influences. */
  states: readonly InputState[];
  /** Slices that stand as they should. */
  upToDate: number;
}

/**
 * Compares what should exist of a model with what the ledger says exists. Reads only; says nothing of what
 * becomes due when models before it are built.
 */
export async function planModel(
  model: SlicedModel,
  logicalNow: string,
  deps: { warehouse: Warehouse; ledger: Ledger },
): Promise<ModelPlan> {
  // The ledger first: what is built between the two readings is then due once more, never missed.
  const published = new Map((await deps.ledger.published(model.name)).map((each) => [each.slice, each]));
  const inputs = [...model.inputs, ...model.influences];
  const states = await Promise.all(
    inputs.map((input) => readInput(input, model, logicalNow, deps.warehouse)),
  );
  const drivers = states.slice(0, model.inputs.length);
  const expected = new Set(model.slice === 'all' ? ['all'] : drivers.flatMap(slicesOf));
  for (const each of published.values()) if (each.rows > 0) expected.add(each.slice);

  const due: DueSlice[] = [];
  for (const slice of [...expected].toSorted()) {
    const known = published.get(slice);
    if (!known) due.push({ slice, reason: 'new' });
    else if (known.inputs !== fingerprint(model, slice, states)) due.push({ slice, reason: 'changed' });
  }
  return { model, due, states, upToDate: expected.size - due.length };
}
