import { readFileSync } from 'node:fs';
import { toInstant, type Clock } from '../../infra/clock.ts';
import { codeOf } from '../../infra/errors.ts';
import type { Log } from '../../infra/log.ts';
import type { Warehouse } from '../../warehouse/client.ts';
import { recordBatch } from './batches.ts';

const staleMs = 5 * 60_000;
/** Older intents were closed by a sweep long ago. */
const lookbackMs = 35 * 24 * 3_600_000;
/** Before there was any. */
const longAgoMs = Date.UTC(2000, 0);

export interface OrphansDeps {
  warehouse: Warehouse;
  clock: Clock;
  log: Log;
  /** `host:pid:uuid`. */
  loaderId: string;
  /** True when this loader gave the batch up; false while it works on it or knows nothing of it. */
  hasFailed(batchId: string): boolean;
  onClosed(batchId: string): void;
  /** True where no other loader can be at work: whatever is open is orphaned, however old. Default false. */
  isAlone?: boolean;
}

export interface Orphans {
  /**
   * Closes batches that were begun and will not be ended by the one who began them: writes the receipts that
   * their rows miss, so that the accounts balance, and `done` with what they touch. Every step may be repeated.
   * Returns how many it closed.
   */
  close(): Promise<number>;
}

export function createOrphans(deps: OrphansDeps): Orphans {
  const { warehouse, clock, log } = deps;
  const selectOpenIntents = read('./select-open-intents.sql');
  const selectSlices = read('./select-orphan-slices.sql');
  const receipts = {
    'insert-event-receipts': read('./insert-event-receipts.sql'),
    'insert-change-receipts': read('./insert-change-receipts.sql'),
    'insert-dead-letter-receipts': read('./insert-dead-letter-receipts.sql'),
  };

  async function closeOne(batchId: string, loaderId: string): Promise<void> {
    const params = { batch: batchId };
    for (const [name, sql] of Object.entries(receipts)) await warehouse.command(sql, { name, params });
    const [slices] = await warehouse.query<{
      event_hours: number[];
      booked_dates: string[];
      events: number;
      changes: number;
    }>(selectSlices, { name: 'select-orphan-slices', params });
    await recordBatch(
      'done',
      {
        batchId,
        loaderId,
        eventHours: (slices?.event_hours ?? []).map((hour) => toInstant(hour * 1000)).toSorted(),
        bookedDates: (slices?.booked_dates ?? []).toSorted(),
        events: slices?.events ?? 0,
        changes: slices?.changes ?? 0,
        isOrphan: true,
      },
      deps,
    );
    log.warn(
      { batchId, loaderId, events: slices?.events, changes: slices?.changes },
      'closed an orphaned batch',
    );
  }

  return {
    async close() {
      const open = await warehouse.query<{ batch_id: string; loader_id: string; intended_at_ms: number }>(
        selectOpenIntents,
        {
          name: 'select-open-intents',
          params: { since: (deps.isAlone === true ? longAgoMs : clock.now() - lookbackMs) / 1000 },
        },
      );
      let closed = 0;
      for (const { batch_id: batchId, loader_id: loaderId, intended_at_ms: intendedAtMs } of open) {
        const isOwn = loaderId === deps.loaderId;
        const isOrphan = isOwn
          ? deps.hasFailed(batchId)
          : deps.isAlone === true || isDead(loaderId, deps.loaderId) || clock.now() - intendedAtMs > staleMs;
        if (!isOrphan) continue;
        await closeOne(batchId, loaderId);
        deps.onClosed(batchId);
        closed += 1;
      }
      return closed;
    },
  };
}

/** True when another loader is certainly gone: it ran on this host, and its process is no more or is this one. */
export function isDead(loaderId: string, ownId: string): boolean {
  const [host, pid] = splitId(loaderId);
  const [ownHost, ownPid] = splitId(ownId);
  if (host !== ownHost) return false;
  if (pid === ownPid) return true;
  try {
    process.kill(pid, 0);
    return false;
  } catch (thrown) {
    return codeOf(thrown) === 'ESRCH';
  }
}

function splitId(loaderId: string): [host: string, pid: number] {
  const parts = loaderId.split(':');
  return [parts.slice(0, -2).join(':'), Number(parts.at(-2))];
}

function read(name: string): string {
  return readFileSync(new URL(name, import.meta.url), 'utf8');
}
