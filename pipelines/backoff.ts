import type { Clock } from '../infra/clock.ts';

/** Holds back models that fail again and again, longer each time. */
export interface Backoff {
  /** Whether the model should be left alone for now. */
  isHeld(model: string): boolean;
  failed(model: string): void;
  succeeded(model: string): void;
}

/** Creates the memory of failures: `firstMs` after the first failure, then twice as long each time, `mostMs` at most. */
export function createBackoff(config: { firstMs: number; mostMs: number }, clock: Clock): Backoff {
  const failures = new Map<string, { delayMs: number; until: number }>();
  return {
    isHeld: (model) => clock.now() < (failures.get(model)?.until ?? 0),
    failed(model) {
      const last = failures.get(model);
      const delayMs = last === undefined ? config.firstMs : Math.min(last.delayMs * 2, config.mostMs);
      failures.set(model, { delayMs, until: clock.now() + delayMs });
    },
    succeeded: (model) => void failures.delete(model),
  };
}
