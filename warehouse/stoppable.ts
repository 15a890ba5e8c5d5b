import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { ClickHouseClient } from '@clickhouse/client';
import type { Warehouse } from './client.ts';
import { WarehouseError } from './warehouse-error.ts';

const pauseMs = { first: 20, longest: 1_000 };

/**
 * Runs a statement that an abort stops in the engine: a request that is merely cut leaves an insert running there. The
 * answer is waited for, so that nothing is written any more once this has settled. What had ended by then counts.
 *
 * @param start sends the statement under the id
 * @throws {WarehouseError} `warehouse_stopped` when it was aborted before; what the engine answers to it otherwise.
 */
export async function stoppable<T>(
  client: ClickHouseClient,
  signal: AbortSignal | undefined,
  start: (queryId: string) => Promise<T>,
): Promise<T> {
  if (signal?.aborted === true) {
    throw new WarehouseError('warehouse_stopped', 'stopped before it began', false, signal.reason);
  }
  const queryId = randomUUID();
  const ended = new AbortController();
  // It may wait for its turn, where no kill finds it.
  const stop = async (): Promise<void> => {
    for (let pause = pauseMs.first; !ended.signal.aborted; pause = Math.min(pause * 2, pauseMs.longest)) {
      const query = `kill query where query_id = '${queryId}' async`;
      await client.command({ query }).catch(() => undefined);
      await wait(pause, undefined, { signal: ended.signal }).catch(() => undefined);
    }
  };
  const onAbort = (): void => void stop();
  signal?.addEventListener('abort', onAbort, { once: true });
  try {
    return await start(queryId);
  } finally {
    ended.abort();
    signal?.removeEventListener('abort', onAbort);
  }
}

/** Returns the warehouse for work that a signal stops: its queries and commands are stopped in the engine. */
export function stoppedBy(signal: AbortSignal | undefined, warehouse: Warehouse): Warehouse {
  if (signal === undefined) return warehouse;
  return {
    ...warehouse,
    query: (sql, options) => warehouse.query(sql, { ...options, signal }),
    command: (sql, options) => warehouse.command(sql, { ...options, signal }),
  };
}
