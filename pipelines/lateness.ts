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

/** Returns what keeps the measurement `milepost_model_lateness_seconds` and logs once when a promise breaks or holds again. */
export function createLatenessWatch(deps: {
  metrics: Metrics;
  log: Log;
}): (models: readonly ModelLateness[]) => void {
  const gauge = deps.metrics.gauge(
    'milepost_model_lateness_seconds',
    'Time since the last pass that left nothing of a model to do',
    ['model'],
  );
  const late = new Set<string>();
  return (models) => {
    for (const { model, latenessMs, freshWithinMs, isLate } of models) {
      if (latenessMs === null) continue;
      gauge.set({ model }, latenessMs / 1_000);
      if (isLate === late.has(model)) continue;
      const seconds = { latenessSeconds: latenessMs / 1_000, freshWithinSeconds: freshWithinMs / 1_000 };
      if (isLate) {
        late.add(model);
        deps.log.error({ alert: 'model_late', model, ...seconds }, `${model} is later than promised`);
      } else {
        late.delete(model);
        deps.log.info({ model, ...seconds }, `${model} is as fresh as promised again`);
      }
    }
  };
}
