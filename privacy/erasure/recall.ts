import { createInterface } from 'node:readline';
import { toInstant, type Clock } from '../../infra/clock.ts';
import type { PersonColumn, SlicedModel } from '../../pipelines/model.ts';
import type { Warehouse } from '../../warehouse/client.ts';
import type { Suppressed, SuppressionList } from '../../warehouse/repositories/suppressions.ts';
import { createErasureBook, type ErasureReceipt } from './book.ts';
import { eraseChanges } from './changes.ts';
import { changePersons, eventPersons } from './match.ts';
import { eraseModels } from './models.ts';
import { eraseRaw } from './raw.ts';
import { describeCounts } from './receipt.ts';
import { openScope } from './scope.ts';
import { recordTouched } from './touched.ts';

interface RecallDeps {
  /** Whoever reads it sees it only afterwards: nobody works on it. */
  warehouse: Warehouse;
  list: SuppressionList;
  models: readonly SlicedModel[];
  clock: Clock;
}

interface Place {
  table: string;
  columns: readonly PersonColumn[];
  hasAffiliate: boolean;
}

const idsAtOnce = 10_000;

/**
 * Erases everybody again whom a database has and the list of erased persons names: an older backup was restored. The list
 * keeps hashes only, so every id that there is is held against it. What models have of them goes at once; what is
 * built from what is left is due again, and built by the next pass.
 */
export async function eraseAgain(deps: RecallDeps): Promise<ErasureReceipt | undefined> {
  const { warehouse, list, models, clock } = deps;
  if (list.isEmpty) return undefined;
  const book = createErasureBook(deps);
  const head = await book.open({ kind: 'restore', affiliateId: '', scopeHash: '' });
  const scope = openScope(warehouse, head.id);
  for (const place of placesOf(models)) {
    for (const column of place.columns) {
      let found: Suppressed[] = [];
      for await (const [affiliateId, id] of idsOf(place, column, warehouse)) {
        found.push(...entriesOf(column, affiliateId, id).filter((entry) => list.has(entry)));
        if (found.length < idsAtOnce) continue;
        await scope.put(found.map((entry) => ({ ...entry, slice: '' })));
        found = [];
      }
      await scope.put(found.map((entry) => ({ ...entry, slice: '' })));
    }
  }
  const persons = await scope.persons();
  // Nobody listens: what the topics keep was told when they were erased.
  const bus = { publish: () => Promise.resolve() };
  await eraseChanges(scope, list, { warehouse, bus });
  const raw = await eraseRaw(scope, list, warehouse, { isEveryLetterRead: true });
  await recordTouched(scope, deps);
  const since = toInstant(clock.now());
  const built = await eraseModels(models, { scope, list, since, warehouse });
  await scope.drop();
  const receipt: ErasureReceipt = {
    ...head,
    state: 'done',
    finishedAt: toInstant(clock.now()),
    suppressed: Object.fromEntries(
      [...Map.groupBy(persons, (each) => each.kind)].map(([kind, some]) => [kind, some.length]),
    ),
    tables: describeCounts(raw, built),
    topics: [],
    rebuiltSlices: 0,
    files: 'removed by the engine after its old_parts_lifetime',
  };
  await book.close(receipt);
  return receipt;
}

function placesOf(models: readonly SlicedModel[]): Place[] {
  return [
    { table: 'events', columns: eventPersons, hasAffiliate: true },
    { table: 'reservation_changes', columns: changePersons, hasAffiliate: true },
    { table: 'travelers', columns: [{ column: 'traveler_id', kind: 'traveler' }], hasAffiliate: false },
    ...models.map(({ table, columns, persons, mentions }) => ({
      table,
      columns: [...persons, ...mentions].filter(({ kind }) => kind !== 'confirmation'),
      hasAffiliate: columns.some(({ name }) => name === 'affiliate_id'),
    })),
  ];
}

async function* idsOf(
  { table, hasAffiliate }: Place,
  { column }: PersonColumn,
  warehouse: Warehouse,
): AsyncGenerator<[affiliateId: string, id: string]> {
  const rows = await warehouse.stream(
    `select distinct toString({affiliate:Identifier}) as affiliate_id, {column:Identifier} as id
    from (select '' as nobody, * from {table:Identifier})
    where id != ''`,
    'JSONCompactEachRow',
    {
      name: 'erase-again',
      params: { table, column, affiliate: hasAffiliate ? 'affiliate_id' : 'nobody' },
    },
  );
  for await (const line of createInterface({ input: rows, crlfDelay: Infinity })) {
    if (line === '') continue;
    const pair: [string, string] = JSON.parse(line);
    yield pair;
  }
}

/** What may be on the list for an id of a column. */
function entriesOf({ kind }: PersonColumn, affiliateId: string, id: string): Suppressed[] {
  const anywhere = { kind: 'person', affiliateId: '', id } as const;
  const person = { kind: 'person', affiliateId, id } as const;
  const visitor = { kind: 'visitor', affiliateId, id } as const;
  switch (kind) {
    case 'device':
      return [visitor, { kind: 'device', affiliateId, id }];
    case 'user':
      return [anywhere, person];
    case 'alias':
      return [anywhere, person, visitor];
    case 'traveler':
      return [anywhere];
    case 'click':
      return [{ kind: 'click', affiliateId, id }];
    case 'confirmation':
      return [];
  }
}
