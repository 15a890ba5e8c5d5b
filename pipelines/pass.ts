import type { Leadership } from '../infra/bus/leadership.ts';
import type { Backoff } from './backoff.ts';
import type { Pace } from './pace.ts';
import type { Pipelines } from './pipelines.ts';
import type { RunResult } from './runner.ts';
import { sliceBounds } from './slice.ts';

export interface PassDeps {
  pipelines: Pipelines;
  leadership: Leadership;
  pace: Pace;
  backoff: Backoff;
}

const backfillMs = 8_000;

/** Returns one pass of the scheduler: what is due now, at the pace of {@link Pace} and under the leader's epoch. */
export function createPass(deps: PassDeps): (signal: AbortSignal) => Promise<void> {
  const { pipelines, leadership, pace, backoff } = deps;
  const hasOldHour = ({ model, slices }: RunResult): boolean =>
    pipelines.catalog.get(model).slice === 'hour' &&
    slices.some((slice) => pace.isOld(sliceBounds('hour', slice).to.getTime()));
  return async (signal) => {
    const deferBefore = pace.deferBefore();
    const summary = await pipelines.run({
      signal,
      backoff,
      epoch: () => leadership.epoch(),
      ...(deferBefore === undefined ? {} : { deferBefore }),
    });
    if (deferBefore === undefined) pace.built(summary.runs.some(hasOldHour));
    // A little at a time: what arrives meanwhile is not to wait for it.
    await pipelines.workOffOrders({ signal, epoch: () => leadership.epoch(), budgetMs: backfillMs });
  };
}
