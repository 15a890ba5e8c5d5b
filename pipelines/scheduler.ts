import { schedule } from 'node-cron';
import { messageOf } from '../infra/errors.ts';
import type { Log } from '../infra/log.ts';
import type { Pipelines } from './pipelines.ts';

export interface SchedulerConfig {
  /** When the planner wakes: six fields of cron, seconds first. It only wakes a comparison: a missed tick costs nothing. */
  wakeAt: string;
  /** When rows that nobody reads are deleted. */
  sweepAt: string;
  /** How long such rows are kept for readers under way, in milliseconds. */
  keepMs: number;
}

export interface Scheduler {
  /** Stops waking, lets the run under way finish its step, and resolves. */
  close(): Promise<void>;
}

/** Starts to wake the pipelines; one pass at a time. Failures are logged and tried again at the next waking. */
export function startScheduler(config: SchedulerConfig, deps: { pipelines: Pipelines; log: Log }): Scheduler {
  const { pipelines, log } = deps;
  const stop = new AbortController();
  let pass: Promise<void> | undefined;

  const guarded = async (name: string, act: () => Promise<unknown>): Promise<void> => {
    try {
      await act();
    } catch (thrown) {
      if (!stop.signal.aborted) log.error({ err: thrown }, `${name} failed: ${messageOf(thrown)}`);
    } finally {
      pass = undefined;
    }
  };
  const start = (name: string, act: () => Promise<unknown>) => {
    if (pass !== undefined || stop.signal.aborted) return;
    pass = guarded(name, act);
  };
  const tasks = [
    schedule(config.wakeAt, () => start('pipelines', () => pipelines.run({ signal: stop.signal }))),
    schedule(config.sweepAt, () => start('sweep', () => pipelines.sweep(config.keepMs))),
  ];

  return {
    async close() {
      stop.abort();
      for (const task of tasks) await task.stop();
      await pass;
    },
  };
}
