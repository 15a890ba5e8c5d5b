import { mentionsErased } from '../../ingest/loader/erased.ts';
import type { Warehouse } from '../../warehouse/client.ts';
import type { SuppressionList } from '../../warehouse/repositories/suppressions.ts';
import { eventPersons, matchSql } from './match.ts';
import { countMatches, mutate } from './mutate.ts';
import type { Scope } from './scope.ts';

/** Rows that were rewritten or went, by table. */
export type Counts = Map<string, number>;

const isTheirEvent = matchSql(eventPersons);
const isTheirTraveler = matchSql([{ column: 'traveler_id', kind: 'traveler' }]);
const isIn = (kind: string, as: string): string =>
  `(select ${as} from erasure_scopes where erasure_id = {erasure:UUID} and kind = '${kind}')`;

const receiptsSql = `
insert into erasure_scopes (erasure_id, kind, affiliate_id, id, slice)
select {erasure:UUID}, 'receipt', affiliate_id, toString(receipt_id), formatDateTime(placed_at, '%FT%H', 'UTC')
from events
where ${isTheirEvent}`;

const hoursSql = `
insert into erasure_scopes (erasure_id, kind, affiliate_id, id, slice)
select distinct {erasure:UUID}, 'hour', '', '', formatDateTime(at, '%FT%H', 'UTC')
from (
  select arrayJoin([placed_at, timestamp]) as at from events where ${isTheirEvent}
  union all
  select timestamp as at from clean_events where ${isTheirEvent}
)`;

/** Which dead letters may tell of the persons; whether they do, is read from each. */
const lettersSql = `
select toString(receipt_id) as receiptId, affiliate_id as affiliateId, payload
from dead_letters
where {everyLetter:Bool} or arrayExists(id -> position(payload, id) > 0, {ids:Array(String)})
  or position(payload, '\\\\u') > 0
  or startsWith(payload, 'base64:')`;

interface Letter {
  receiptId: string;
  affiliateId: string;
  payload: string;
}

/**
 * What else may quote a person: messages about what went wrong, and rows that a check took offence at, which are JSON and
 * have a slash or a quote in another spelling.
 */
const quotes = [
  { table: 'runs', column: 'message', empty: "''", texts: '[message]' },
  { table: 'backfills', column: 'message', empty: "''", texts: '[message]' },
  { table: 'check_results', column: 'sample', empty: '[]', texts: 'sample' },
] as const;
const spellings = `(
    select groupArrayArray([id, substring(toJSONString(id), 2, length(toJSONString(id)) - 2)])
    from erasure_scopes
    where erasure_id = {erasure:UUID} and kind in ('visitor', 'device', 'person', 'click') and id != ''
  )`;
const quotesThem = (texts: string): string =>
  `arrayExists(text -> arrayExists(id -> position(text, id) > 0, ${spellings}), ${texts})`;

/**
 * Removes the persons of a scope from events, dead letters, profiles and messages, and marks the receipts of what went. The
 * changes must have been rewritten before. Every step may be repeated; what went before is counted again.
 */
export async function eraseRaw(
  scope: Scope,
  list: SuppressionList,
  warehouse: Warehouse,
  { isEveryLetterRead = false }: { isEveryLetterRead?: boolean } = {},
): Promise<Counts> {
  const params = { erasure: scope.erasureId };
  const counts: Counts = new Map();
  const deps = { warehouse, params };
  await warehouse.command(receiptsSql, { name: 'erasure-receipts', params });
  await noteHours(scope, warehouse);
  await findLetters(scope, list, warehouse, isEveryLetterRead);
  const found = await scope.count();

  await mutate('events', 'delete', `receipt_id in ${isIn('receipt', 'toUUID(id)')}`, deps);
  counts.set('events', found.get('receipt') ?? 0);
  await mutate('dead_letters', 'delete', `receipt_id in ${isIn('letter', 'toUUID(id)')}`, deps);
  counts.set('dead_letters', found.get('letter') ?? 0);
  counts.set('reservation_changes', found.get('change') ?? 0);
  counts.set('travelers', await mutate('travelers', 'delete', isTheirTraveler, deps));
  for (const { table, column, empty, texts } of quotes) {
    const action = `update ${column} = ${empty} where`;
    counts.set(`${table}.${column}`, await mutate(table, action, quotesThem(texts), deps));
  }
  const isMarked =
    `outcome != 'erased' and (receipt_id in ${isIn('receipt', 'toUUID(id)')}\n` +
    `  or receipt_id in ${isIn('letter', 'toUUID(id)')}\n` +
    `  or (kind = 'change' and message_hash in ${isIn('change', 'toUInt64(id)')}))`;
  counts.set(
    'receipts',
    await mutate('receipts', "update outcome = 'erased', message_hash = 0, slice = '' where", isMarked, deps),
  );
  return counts;
}

/** Notes the hours in which the persons of a scope did something. */
export async function noteHours(scope: Scope, warehouse: Warehouse): Promise<void> {
  await warehouse.command(hoursSql, { name: 'erasure-hours', params: { erasure: scope.erasureId } });
}

/** Counts what `eraseRaw` and the rewriting of changes would find. */
export async function countRaw(
  scope: Scope,
  list: SuppressionList,
  changes: string,
  warehouse: Warehouse,
): Promise<Counts> {
  const params = { erasure: scope.erasureId };
  const count = (table: string, condition: string): Promise<number> =>
    countMatches(table, condition, { warehouse, params });
  await findLetters(scope, list, warehouse, false);
  return new Map([
    ['events', await count('events', isTheirEvent)],
    ['reservation_changes', await count('reservation_changes', changes)],
    ['dead_letters', (await scope.count()).get('letter') ?? 0],
    ['travelers', await count('travelers', isTheirTraveler)],
  ]);
}

/** @param everyLetter also those that name nobody in the scope: they may name others on the list */
async function findLetters(
  scope: Scope,
  list: SuppressionList,
  warehouse: Warehouse,
  everyLetter: boolean,
): Promise<void> {
  const ids = [...new Set((await scope.persons()).map((person) => person.id))];
  const letters = await warehouse.query<Letter>(lettersSql, {
    name: 'erasure-letters',
    params: { ids, everyLetter },
  });
  const theirs = letters.filter((letter) => mentionsErased(letter.affiliateId, letter.payload, list));
  await scope.put(
    theirs.map(({ affiliateId, receiptId }) => ({ kind: 'letter', affiliateId, id: receiptId, slice: '' })),
  );
}
