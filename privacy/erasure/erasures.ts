import { randomUUID } from 'node:crypto';
import type { Bus } from '../../infra/bus/bus.ts';
import { toInstant, type Clock } from '../../infra/clock.ts';
import type { Pipelines } from '../../pipelines/pipelines.ts';
import type { Warehouse } from '../../warehouse/client.ts';
import { listMaxAgeMs, type Suppressions } from '../../warehouse/repositories/suppressions.ts';
import { createErasureBook, type ErasureReceipt } from './book.ts';
import { eraseChanges, isTheirChange } from './changes.ts';
import { settleFiles } from './files.ts';
import { countModels, eraseModels } from './models.ts';
import { countRaw, eraseRaw, noteHours } from './raw.ts';
import { describeCounts } from './receipt.ts';
import { entryOf, openScope, resolvePersons, type ErasureTarget, type Scope } from './scope.ts';
import { settleLoaders, settleRuns, type SettleConfig } from './settle.ts';
import { describeTopics } from './topics.ts';
import { recordTouched } from './touched.ts';

export interface ErasuresConfig extends Partial<SettleConfig> {
  /** How long to wait for the engine to remove the files that held the rows, in milliseconds. Default a minute. */
  filesMs?: number;
}

export interface ErasuresDeps {
  warehouse: Warehouse;
  suppressions: Suppressions;
  pipelines: Pipelines;
  bus: Bus;
  clock: Clock;
  books: ErasableBooks;
}

/** The closed books that hold persons. */
export interface ErasableBooks {
  /** Counts rows of travelers in all versions. */
  count(travelerIds: readonly string[]): Promise<number>;
  /** Takes travelers out of all versions; returns how many rows went. */
  erase(travelerIds: readonly string[]): Promise<number>;
}

export interface Erasures {
  /** What an erasure would find now, by table; changes nothing. */
  preview(target: ErasureTarget): Promise<{ table: string; rows: number }[]>;
  /**
   * Removes a person, for ever: first onto the list of the erased, then, when every process has read that, from raw
   * rows, topics, models and closed books. Killed anywhere, the same call goes on where it stopped.
   *
   * @param onStep told of each step in words
   * @throws {MilepostError} `erasure_unsettled`: call again
   */
  erase(target: ErasureTarget, onStep?: (step: string) => void): Promise<ErasureReceipt>;
  list(): Promise<ErasureReceipt[]>;
  /** @throws {MilepostError} `erasure_unknown` */
  get(id: string): Promise<ErasureReceipt>;
}

/** Creates what erases persons. */
export function createErasures(config: ErasuresConfig, deps: ErasuresDeps): Erasures {
  const { warehouse, suppressions, pipelines, bus, clock, books } = deps;
  const settling = {
    listMs: config.listMs ?? listMaxAgeMs + 1_000,
    patienceMs: config.patienceMs ?? 60_000,
  };
  const book = createErasureBook(deps);

  /** Puts the person onto the list by every id, until nothing that was under way has brought another one. */
  async function suppress(target: ErasureTarget, scope: Scope): Promise<Record<string, number>> {
    await suppressions.add([entryOf(target)], scope.erasureId);
    for (;;) {
      const persons = await resolvePersons(target, scope, warehouse);
      await suppressions.add(persons, scope.erasureId);
      await settleLoaders(settling, deps);
      const again = await resolvePersons(target, scope, warehouse);
      if (again.length === persons.length) {
        return Object.fromEntries(
          [...Map.groupBy(persons, (each) => each.kind)].map(([kind, some]) => [kind, some.length]),
        );
      }
    }
  }

  return {
    async preview(target) {
      const scope = openScope(warehouse, randomUUID());
      try {
        const persons = await resolvePersons(target, scope, warehouse);
        const ids = new Set(
          persons.map(({ kind, affiliateId, id }) => JSON.stringify([kind, affiliateId, id])),
        );
        const list = {
          isEmpty: false,
          has: ({ kind, affiliateId, id }: (typeof persons)[number]) =>
            ids.has(JSON.stringify([kind, affiliateId, id])),
          pseudonym: () => '',
        };
        const counts = await countRaw(scope, list, isTheirChange, warehouse);
        await noteHours(scope, warehouse);
        const derived = await countModels(pipelines.catalog.sliced, scope, warehouse);
        const inBooks = new Map([['books', await books.count(travelersOf(target))]]);
        return [...counts, ...derived, ...inBooks].map(([table, rows]) => ({ table, rows }));
      } finally {
        await scope.drop();
      }
    },
    async erase(target, onStep = () => undefined) {
      const { affiliateId, id } = entryOf(target);
      const list = await suppressions.current();
      const scopeHash = list.pseudonym(target.kind, affiliateId, id);
      const head = await book.open({ kind: target.kind, affiliateId, scopeHash });
      const scope = openScope(warehouse, head.id);
      onStep('keeping the person from coming in again');
      const suppressed = await suppress(target, scope);
      onStep('removing events, changes and dead letters');
      const current = await suppressions.current();
      await eraseChanges(scope, current, deps);
      const raw = await eraseRaw(scope, current, warehouse);
      await recordTouched(scope, deps);
      onStep('building again what depended on them');
      await settleRuns(settling, deps);
      const since = toInstant(clock.now());
      const summary = await pipelines.run();
      const built = await eraseModels(pipelines.catalog.sliced, { scope, list: current, since, warehouse });
      const inBooks = new Map([['books', await books.erase(travelersOf(target))]]);
      await scope.drop();
      onStep('waiting until the engine has removed the old files');
      const receipt: ErasureReceipt = {
        ...pick(head),
        state: 'done',
        finishedAt: toInstant(clock.now()),
        suppressed,
        tables: describeCounts(raw, built, inBooks),
        topics: await describeTopics(bus),
        rebuiltSlices: summary.runs.reduce((sum, run) => sum + run.slices.length, 0),
        files: await settleFiles(config.filesMs ?? 60_000, warehouse),
      };
      await book.close(receipt);
      return receipt;
    },
    list: () => book.list(),
    get: (id) => book.get(id),
  };
}

function pick({
  id,
  kind,
  affiliateId,
  scopeHash,
  startedAt,
}: Pick<ErasureReceipt, 'id' | 'kind' | 'affiliateId' | 'scopeHash' | 'startedAt'>) {
  return { id, kind, affiliateId, scopeHash, startedAt };
}

function travelersOf(target: ErasureTarget): string[] {
  return target.kind === 'traveler' ? [target.travelerId] : [];
}
