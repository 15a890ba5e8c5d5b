import { setTimeout as wait } from 'node:timers/promises';
import { MilepostError } from '../../infra/errors.ts';
import type { Rejected } from '../../ingest/intake.ts';
import type { RawItem } from '../../ingest/payload.ts';
import { countRejection, type Tally } from './tally.ts';

export interface SenderConfig {
  /** Most items of one submission. */
  batchItems: number;
  /** Most submissions under way; it bounds the memory. */
  maxUnderWay: number;
  /** Waits before a submission is tried again; after the last the import ends. */
  retryDelaysMs: readonly number[];
}

export interface Sender {
  /** Takes an item of a record; waits while as much as may be is under way. */
  add(record: number, item: RawItem): Promise<void>;
  /** Resolves when everything is stored. */
  flush(): Promise<void>;
}

/** Sends items in batches, several at once, each again until it is durable, and counts what became of them. */
export function createSender(
  config: SenderConfig,
  tally: Tally,
  submit: (items: readonly RawItem[]) => Promise<Rejected[]>,
): Sender {
  let batch: { record: number; item: RawItem }[] = [];
  const underWay = new Set<Promise<void>>();
  let failure: { thrown: unknown } | undefined;

  async function send(items: typeof batch): Promise<void> {
    const rejected = await persist(() => submit(items.map((each) => each.item)), config.retryDelaysMs);
    tally.accepted += items.length - rejected.length;
    for (const { index, code, message } of rejected) {
      countRejection(tally, { record: items[index]?.record ?? 0, reason: code, message });
    }
  }

  function start(): void {
    const items = batch;
    batch = [];
    if (items.length === 0) return;
    tally.sent += items.length;
    const sending = send(items)
      .catch((thrown: unknown) => {
        failure ??= { thrown };
      })
      .finally(() => underWay.delete(sending));
    underWay.add(sending);
  }

  function requireSound(): void {
    if (failure !== undefined) throw failure.thrown;
  }

  return {
    async add(record, item) {
      batch.push({ record, item });
      if (batch.length < config.batchItems) return;
      start();
      while (underWay.size >= config.maxUnderWay) await Promise.race(underWay);
      requireSound();
    },
    async flush() {
      start();
      await Promise.all(underWay);
      requireSound();
    },
  };
}

async function persist<T>(act: () => Promise<T>, delaysMs: readonly number[]): Promise<T> {
  for (const delayMs of delaysMs) {
    try {
      return await act();
    } catch (thrown) {
      if (!(thrown instanceof MilepostError) || !thrown.retryable) throw thrown;
      await wait(delayMs);
    }
  }
  return act();
}
