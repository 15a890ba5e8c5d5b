import { setTimeout as wait } from 'node:timers/promises';
import type { Clock } from '../../infra/clock.ts';
import { MilepostError } from '../../infra/errors.ts';
import { createLoaderId } from '../../ingest/loader/loader.ts';
import { isDead } from '../../ingest/loader/orphans.ts';
import type { Warehouse } from '../../warehouse/client.ts';

export interface SettleConfig {
  /** How long until every process has read the list again, in milliseconds. */
  listMs: number;
  /** How long a loader, or a run of the models, that began before may take to end, in milliseconds. */
  patienceMs: number;
}

interface SettleDeps {
  warehouse: Warehouse;
  clock: Clock;
}

const pollMs = 250;
/** What is open for longer is nobody's any more. */
const lookbackMs = 5 * 60_000;

const openBatchesSql = `
select any(loader_id) as owner
from batches
where recorded_at >= {since:DateTime64(6, 'UTC')}
group by batch_id
having countIf(phase = 'done') = 0 and min(recorded_at) <= {before:DateTime64(6, 'UTC')}`;

const openRunsSql = `
select any(model) as owner
from runs
where recorded_at >= {since:DateTime64(6, 'UTC')}
group by run_id
having max(state) = 'started' and min(recorded_at) <= {before:DateTime64(6, 'UTC')}`;

/**
 * Resolves when everything that was read by an older list of erased persons is stored.
 *
 * @throws {MilepostError} `erasure_unsettled` when a loader takes too long; the same command goes on later.
 */
export async function settleLoaders(config: SettleConfig, deps: SettleDeps): Promise<void> {
  await wait(config.listMs);
  const own = createLoaderId();
  const isSettled = await untilNone(
    openBatchesSql,
    'settle-batches',
    config,
    deps,
    (owner) => !isDead(owner, own),
  );
  if (isSettled) return;
  throw new MilepostError(
    'erasure_unsettled',
    'A loader still works on what it took before; run the same command again in a minute',
    { retryable: true },
  );
}

/** Resolves when the runs of models that began before have ended, with true, or the patience has, with false. */
export async function settleRuns(config: SettleConfig, deps: SettleDeps): Promise<boolean> {
  return untilNone(openRunsSql, 'settle-runs', config, deps, () => true);
}

async function untilNone(
  sql: string,
  name: string,
  config: SettleConfig,
  { warehouse, clock }: SettleDeps,
  counts: (owner: string) => boolean,
): Promise<boolean> {
  const before = clock.now();
  const params = { since: new Date(before - lookbackMs), before: new Date(before) };
  for (let waitedMs = 0; ; waitedMs += pollMs) {
    const open = await warehouse.query<{ owner: string }>(sql, { name, params });
    if (!open.some(({ owner }) => counts(owner))) return true;
    if (waitedMs >= config.patienceMs) return false;
    await wait(pollMs);
  }
}
