import type { Clock } from '../infra/clock.ts';

/** Decides which passes of the scheduler also rebuild old hours. */
export interface Pace {
  /** Hours that ended before this wait for a later pass; undefined when this pass builds everything. */
  deferBefore(): number | undefined;
  /** To be told after a pass that built everything: whether there was an old hour among it. */
  built(hasOldHours: boolean): void;
  /** Whether an hour that ended at `endMs` is old. */
  isOld(endMs: number): boolean;
}

/**
 * Creates the pace: hours younger than `youngMs` are built at every pass; older ones, that late events make due
 * now and then, together and at most every `everyMs`. The first late event after a quiet time does not wait.
 */
export function createPace(config: { youngMs: number; everyMs: number }, clock: Clock): Pace {
  let lastAt = Number.NEGATIVE_INFINITY;
  return {
    deferBefore: () => (clock.now() - lastAt < config.everyMs ? clock.now() - config.youngMs : undefined),
    built(hasOldHours) {
      if (hasOldHours) lastAt = clock.now();
    },
    isOld: (endMs) => endMs < clock.now() - config.youngMs,
  };
}
