import { setTimeout as wait } from 'node:timers/promises';
import { MilepostError } from '../infra/errors.ts';
import type { ModelPlan } from './planner.ts';
import { runSlices, type RunResult, type RunnerDeps } from './runner.ts';

export interface RetryDeps extends RunnerDeps {
  /** Waits before the second, third, ... try; as many retries as there are waits. */
  retryDelaysMs: readonly number[];
}

/**
 * Builds slices and tries again what may pass by itself, each try under a run id of its own but with the same
 * logical now: the answer does not depend on how often it was tried. What took too much time or memory is tried
 * again in halves.
 *
 * @throws what the last try threw; what no retry can mend (a check, a fault of the query) at once; the signal's reason.
 */
export async function runWithRetries(
  plan: ModelPlan,
  slices: readonly string[],
  logicalNow: string,
  deps: RetryDeps,
  signal?: AbortSignal,
): Promise<RunResult[]> {
  for (let tries = 0; ; tries += 1) {
    try {
      return [await runSlices(plan, slices, logicalNow, deps, signal)];
    } catch (thrown) {
      signal?.throwIfAborted();
      const delayMs = deps.retryDelaysMs[tries];
      if (!(thrown instanceof MilepostError) || !thrown.retryable || delayMs === undefined) throw thrown;
      await wait(delayMs, undefined, signal === undefined ? {} : { signal });
      if (thrown.code !== 'warehouse_busy' || slices.length === 1) continue;
      const middle = Math.ceil(slices.length / 2);
      const half = (some: readonly string[]) => runWithRetries(plan, some, logicalNow, deps, signal);
      return [...(await half(slices.slice(0, middle))), ...(await half(slices.slice(middle)))];
    }
  }
}
