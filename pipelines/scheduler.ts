import { schedule } from 'node-cron';
import type { Leadership } from '../infra/bus/leadership.ts';
import type { Clock } from '../infra/clock.ts';
import { MilepostError, codeOf, messageOf } from '../infra/errors.ts';
import type { Log } from '../infra/log.ts';
import type { Metrics } from '../infra/metrics.ts';
import { createBackoff } from './backoff.ts';
import { createLatenessWatch } from './lateness.ts';
import { createPace } from './pace.ts';
import { createPass } from './pass.ts';
import type { Pipelines } from './pipelines.ts';

export interface SchedulerConfig {
  /** When the planner wakes: six fields of cron, seconds first. It only wakes a comparison: a missed tick costs nothing. */
  wakeAt: string;
  /** When rows that nobody reads are deleted. */
  sweepAt: string;
  /** When it is measured how late the models are. */
  watchAt: string;
  /** When the periods whose day has come are closed. */
  closeAt: string;
  /** When raw rows that are past their retention are deleted. */
  expireAt: string;
  /** How long such rows are kept for readers under way, in milliseconds. */
  keepMs: number;
}

/** The planner looks every ten seconds; rows that nobody reads any more go after ten minutes, hourly. */
export const usualTimes: SchedulerConfig = {
  wakeAt: '*/10 * * * * *',
  sweepAt: '0 17 * * * *',
  watchAt: '*/15 * * * * *',
  closeAt: '0 23 * * * *',
  expireAt: '0 41 * * * *',
  keepMs: 10 * 60_000,
};

export interface SchedulerDeps {
  pipelines: Pipelines;
  /** Closes the periods whose day has come, and restates those of which late data says something else. */
  closeBooks: (signal: AbortSignal) => Promise<unknown>;
  /** Deletes raw rows that are past their retention. */
  expireRows: () => Promise<unknown>;
  /** Of several schedulers the one that leads does the work. */
  leadership: Leadership;
  clock: Clock;
  log: Log;
  metrics: Metrics;
}

export interface Scheduler {
  /** Stops waking, withdraws the run under way, and resolves. */
  close(): Promise<void>;
}

const pace = { youngMs: 2 * 3_600_000, everyMs: 15 * 60_000 };
const backoff = { firstMs: 20_000, mostMs: 10 * 60_000 };

/** Starts to wake the pipelines; one pass at a time. Failures are logged and tried again, later each time. */
export function startScheduler(config: SchedulerConfig, deps: SchedulerDeps): Scheduler {
  const { pipelines, closeBooks, expireRows, leadership, clock, log } = deps;
  const stop = new AbortController();
  let work: Promise<void> | undefined;
  const pass = createPass({ ...deps, pace: createPace(pace, clock), backoff: createBackoff(backoff, clock) });
  const watch = createLatenessWatch({ ...deps, mayTell: () => leadership.isLeading() });

  const guarded = async (name: string, act: () => Promise<unknown>): Promise<void> => {
    try {
      await act();
    } catch (thrown) {
      if (stop.signal.aborted) return;
      if (codeOf(thrown) === 'leadership_lost') log.info(`${name}: ${messageOf(thrown)}`);
      else log.error({ err: thrown }, `${name} failed: ${messageOf(thrown)}`);
    }
  };
  // What comes once an hour waits for its turn: its second is one in which a pass begins as well.
  type Act = (signal: AbortSignal) => Promise<unknown>;
  const waiting = new Map<string, Act>();
  const start = (name: string, act: Act) => {
    if (stop.signal.aborted || !leadership.isLeading()) return;
    if (work !== undefined) {
      if (name !== 'pipelines') waiting.set(name, act);
      return;
    }
    const signal = AbortSignal.any([stop.signal, leadership.term()]);
    work = guarded(name, () => act(signal)).finally(() => {
      work = undefined;
      const [next] = waiting;
      if (next === undefined) return;
      waiting.delete(next[0]);
      start(...next);
    });
  };
  const measure = async () => watch(await pipelines.lateness());
  // A process that stood still has missed ticks, which the next one makes good: there is nothing to warn of.
  const wake = (at: string, act: () => unknown) => schedule(at, act, { suppressMissedWarning: true });
  const tasks = [
    wake(config.wakeAt, () => start('pipelines', pass)),
    wake(config.sweepAt, () => start('sweep', () => pipelines.sweep(config.keepMs))),
    wake(config.closeAt, () => start('closing', closeBooks)),
    wake(config.expireAt, () => start('retention', expireRows)),
    // Beside the work, not after it: a pass that takes too long is what should be told.
    wake(config.watchAt, () => guarded('lateness', measure)),
  ];

  return {
    async close() {
      stop.abort(new MilepostError('interrupted', 'The scheduler was told to end'));
      for (const task of tasks) await task.stop();
      await work;
    },
  };
}
