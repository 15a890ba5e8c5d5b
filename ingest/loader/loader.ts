import { hostname } from 'node:os';
import { randomUUID } from 'node:crypto';
import type { Bus, Subscription } from '../../infra/bus/bus.ts';
import type { Clock } from '../../infra/clock.ts';
import type { Log } from '../../infra/log.ts';
import type { Metrics } from '../../infra/metrics.ts';
import type { Warehouse } from '../../warehouse/client.ts';
import type { Suppressions } from '../../warehouse/repositories/suppressions.ts';
import { createFlush } from './flush.ts';
import { createOrphans } from './orphans.ts';

export interface LoaderConfig {
  /** Consumer group. Default `loader`. */
  group?: string;
  /** Least time between the starts of two flushes. Default 200 ms. */
  minIntervalMs?: number;
  /** Most messages of one flush. Default 50,000. */
  maxMessages?: number;
  /** Most bytes of one flush. Default 32 MB. */
  maxBytes?: number;
  /** Waits before the warehouse is tried again; after the last the messages go back to the bus. */
  retryDelaysMs?: readonly number[];
  /** How often orphaned batches are looked for. Default a minute. */
  sweepIntervalMs?: number;
}

export interface LoaderDeps {
  bus: Bus;
  warehouse: Warehouse;
  clock: Clock;
  log: Log;
  metrics: Metrics;
  /** `host:pid:uuid`; see {@link createLoaderId}. */
  loaderId: string;
  /** Who was erased. */
  suppressions: Suppressions;
}

export interface Loader {
  /** Closes what dead loaders left open, then takes messages. */
  start(): Promise<void>;
  /** Ends the running flush, then takes no more. */
  close(): Promise<void>;
}

/** Names this process as a loader, so that another can tell whether it is still there. */
export function createLoaderId(): string {
  return `${hostname()}:${process.pid}:${randomUUID()}`;
}

/**
 * Creates what brings messages from the bus to the warehouse.
 *
 * @example
 * const loader = createLoader({}, { bus, warehouse, clock, log, metrics, suppressions, loaderId: createLoaderId() });
 * await loader.start();
 */
export function createLoader(config: LoaderConfig, deps: LoaderDeps): Loader {
  const { bus, log } = deps;
  const failed = new Set<string>();
  const orphans = createOrphans({
    ...deps,
    hasFailed: (batchId) => failed.has(batchId),
    onClosed: (batchId) => failed.delete(batchId),
  });
  const flush = createFlush({
    ...deps,
    retryDelaysMs: config.retryDelaysMs ?? [100, 400, 1_600, 5_000],
    onFailed: (batchId) => failed.add(batchId),
  });
  let subscription: Subscription | undefined;
  let timer: NodeJS.Timeout | undefined;
  let sweeping: Promise<void> = Promise.resolve();

  const sweep = async (): Promise<void> => {
    try {
      await orphans.close();
    } catch (thrown) {
      log.warn({ err: thrown }, 'orphaned batches could not be closed; the next sweep tries again');
    }
  };

  return {
    async start() {
      await sweep();
      subscription = await bus.subscribe({
        group: config.group ?? 'loader',
        topics: ['events', 'reservations.changes'],
        handle: flush,
        maxMessages: config.maxMessages ?? 50_000,
        maxBytes: config.maxBytes ?? 32 * 1024 * 1024,
        minIntervalMs: config.minIntervalMs ?? 200,
      });
      timer = setInterval(() => {
        sweeping = sweeping.then(sweep);
      }, config.sweepIntervalMs ?? 60_000);
      timer.unref();
    },
    async close() {
      clearInterval(timer);
      await subscription?.close();
      await sweeping;
    },
  };
}
