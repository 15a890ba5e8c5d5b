/** A slice that a check refused: what it would have been built from, and why not. */
export interface Refusal {
  slice: string;
  /** Fingerprint of the inputs that were refused. */
  inputs: string;
  message: string;
}

/** Remembers which slices a check refused, so that they stand aside until their inputs change and others go on. */
export interface Refusals {
  add(model: string, refusal: Refusal): void;
  /** Why a slice with these inputs was refused; undefined when it may be built. */
  find(model: string, slice: string, inputs: string): Refusal | undefined;
}

/** Creates a memory of one process: another one, or the next, tries a refused slice once. */
export function createRefusals(): Refusals {
  const refused = new Map<string, Refusal>();
  return {
    add(model, refusal) {
      refused.set(`${model}/${refusal.slice}`, refusal);
    },
    find(model, slice, inputs) {
      const found = refused.get(`${model}/${slice}`);
      return found?.inputs === inputs ? found : undefined;
    },
  };
}
