import type { Clock } from '../infra/clock.ts';
import type { Log } from '../infra/log.ts';
import type { Metrics } from '../infra/metrics.ts';
import type { Catalog } from './catalog.ts';
import type { Ledger } from './ledger.ts';

/** How far a model is behind what arrived, against its promise. */
export interface ModelLateness {
  model: string;
  freshWithinMs: number;
  /** Time since the last pass that left nothing of it to do; null while there was none. */
  latenessMs: number | null;
  isLate: boolean;
}

/** Reads how late every model is now. */
export async function readLateness(catalog: Catalog, ledger: Ledger, clock: Clock): Promise<ModelLateness[]> {
  const completeAt = await ledger.completeAt();
  return catalog.sliced.map((model) => {
    const at = completeAt.get(model.name);
    const latenessMs = at === undefined ? null : Math.max(0, clock.now() - Date.parse(at));
    const isLate = latenessMs !== null && latenessMs > model.freshWithinMs;
    return { model: model.name, freshWithinMs: model.freshWithinMs, latenessMs, isLate };
  });
}

/** How long nothing more is said of a model that is late. */
const usualQuietMs = 30 * 60_000;

/**
 * Returns what keeps the measurements `milepost_model_lateness_seconds` and `milepost_model_promise_seconds` and logs, where
 * `mayTell`, a line `alert: model_late` for a model that is later than promised: one in `quietMs`, however long it stays
 * late or how often it comes and goes, and one line when it is fresh again. A model that was never complete counts from
 * the first look.
 */
export function createLatenessWatch(deps: {
  metrics: Metrics;
  log: Log;
  clock: Clock;
  /** Of several processes one tells. Default: this one. */
  mayTell?: () => boolean;
  quietMs?: number;
}): (models: readonly ModelLateness[]) => void {
  const { metrics, log, clock, mayTell = () => true, quietMs = usualQuietMs } = deps;
  const lateness = metrics.gauge(
    'milepost_model_lateness_seconds',
    'Time since the last pass that left nothing of a model to do',
    ['model'],
  );
  const promise = metrics.gauge(
    'milepost_model_promise_seconds',
    'How late a model may be: what its head promises',
    ['model'],
  );
  const startedAt = clock.now();
  /** When it was last told of each model that it is late. */
  const toldAt = new Map<string, number>();
  const open = new Set<string>();
  return (models) => {
    const now = clock.now();
    for (const { model, freshWithinMs, ...known } of models) {
      const latenessMs = known.latenessMs ?? now - startedAt;
      lateness.set({ model }, latenessMs / 1_000);
      promise.set({ model }, freshWithinMs / 1_000);
      if (!mayTell()) continue;
      const seconds = { latenessSeconds: latenessMs / 1_000, freshWithinSeconds: freshWithinMs / 1_000 };
      if (latenessMs <= freshWithinMs) {
        if (open.delete(model)) log.info({ model, ...seconds }, `${model} is as fresh as promised again`);
      } else if (now - (toldAt.get(model) ?? -Infinity) >= quietMs) {
        toldAt.set(model, now);
        open.add(model);
        log.error({ alert: 'model_late', model, ...seconds }, `${model} is later than promised`);
      }
    }
  };
}
