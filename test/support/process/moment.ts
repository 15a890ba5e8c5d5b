import { setTimeout as wait } from 'node:timers/promises';
import type { Warehouse } from '../../../warehouse/client.ts';
import type { MilepostProcess, ProcessEnd } from './milepost.ts';

const latestBatch = `
  batch_id = (select batch_id from batches where phase = 'intent' order by recorded_at desc limit 1)`;

const counting = {
  intents: "select count() as reached from batches where phase = 'intent'",
  changesOfLatest: `select count() as reached from reservation_changes where ${latestBatch}`,
  receiptsOfLatest: `select count() as reached from receipts where ${latestBatch}`,
  runs: "select count() as reached from runs where state = 'started'",
} as const;

export type Milestone = keyof typeof counting;

/** Counts how far the work is: intents of the loader, rows of its latest batch, runs of the models. */
export async function countReached(warehouse: Warehouse, what: Milestone): Promise<number> {
  const [row] = await warehouse.query<{ reached: number }>(counting[what], { name: `test-${what}` });
  return row?.reached ?? 0;
}

/** A moment of a process's work. */
export interface Moment {
  /** First this many more intents or runs than `before` ... */
  what: 'intents' | 'runs';
  before: number;
  more: number;
  /** ... then at least one of these ... */
  onceThere?: Milestone;
  /** ... and then so many milliseconds, which are what the test varies. */
  plusMs: number;
}

/** Kills a process and its engine with -9 at a moment of its work; one that ended before is returned as it ended. */
export async function killAt(
  moment: Moment,
  start: () => MilepostProcess,
  warehouse: Warehouse,
): Promise<ProcessEnd> {
  const running = start();
  const until = async (what: Milestone, target: number): Promise<void> => {
    while (!running.hasEnded) {
      // The engine may not be there yet.
      if ((await countReached(warehouse, what).catch(() => 0)) >= target) return;
      await wait(2);
    }
  };
  await until(moment.what, moment.before + moment.more);
  const kill = await running.aimAtTree();
  if (moment.onceThere !== undefined) await until(moment.onceThere, 1);
  await wait(moment.plusMs);
  return kill();
}
