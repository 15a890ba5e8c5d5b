import type { Warehouse } from '../../warehouse/client.ts';
import type { Suppressed } from '../../warehouse/repositories/suppressions.ts';
import { followAliases } from './aliases.ts';
import { eventPersons, matchSql } from './match.ts';

/** Who is to be erased. */
export type ErasureTarget =
  { kind: 'traveler'; travelerId: string } | { kind: 'visitor'; affiliateId: string; anonymousId: string };

/** What the scope of an erasure holds beside the persons: rows that it found, and what they touch. */
export type FoundKind =
  /** Receipt of an event that goes; its slice is the event's hour. */
  | 'receipt'
  /** Receipt of a dead letter that goes. */
  | 'letter'
  /** Message hash of a change that is made anonymous; its slice is a booking date. */
  | 'change'
  /** Its slice is an hour in which the person did something. */
  | 'hour'
  /** A confirmation of the person's, with the vendor before it; its slice is the word that stands for it from now on. */
  | 'confirmation'
  /** A reservation of which some change is rewritten; a slice for each booking date of its versions. */
  | 'reservation';

export interface ScopeRow {
  kind: Suppressed['kind'] | FoundKind;
  affiliateId: string;
  id: string;
  slice: string;
}

/** The working table of one erasure. */
export interface Scope {
  erasureId: string;
  put(rows: readonly ScopeRow[]): Promise<void>;
  /** Whom it names, for the list of erased persons. */
  persons(): Promise<Suppressed[]>;
  count(): Promise<ReadonlyMap<string, number>>;
  drop(): Promise<void>;
}

/** Opens the scope of an erasure; what an earlier try found is still there. */
export function openScope(warehouse: Warehouse, erasureId: string): Scope {
  const params = { erasure: erasureId };
  return {
    erasureId,
    put: (rows) =>
      warehouse.insert(
        'erasure_scopes',
        rows.map(({ affiliateId, ...row }) => ({
          ...row,
          affiliate_id: affiliateId,
          erasure_id: erasureId,
        })),
        { name: 'erasure-scope' },
      ),
    persons: () => warehouse.query<Suppressed>(personsSql, { name: 'erasure-persons', params }),
    async count() {
      const rows = await warehouse.query<{ kind: string; rows: number }>(countSql, {
        name: 'erasure-count',
        params,
      });
      return new Map(rows.map((row) => [row.kind, row.rows]));
    },
    drop: () =>
      warehouse.command('alter table erasure_scopes drop partition {erasure:String}', {
        name: 'erasure-drop',
        params,
      }),
  };
}

const personsSql = `
select distinct kind, affiliate_id as affiliateId, id
from erasure_scopes
where erasure_id = {erasure:UUID} and kind in ('visitor', 'device', 'person', 'click')`;

const countSql = `
select kind, uniqExact(affiliate_id, id) as rows
from erasure_scopes
where erasure_id = {erasure:UUID}
group by kind`;

const isUser = matchSql([{ column: 'user_id', kind: 'user' }]);

/** Devices that events, or what is left of them where they are past retention, show in the hands of the person. */
const devicesSql = `
insert into erasure_scopes (erasure_id, kind, affiliate_id, id, slice)
select distinct {erasure:UUID}, 'device', affiliate_id, anonymous_id, ''
from (
  select affiliate_id, anonymous_id from events where anonymous_id != '' and (${isUser})
  union all
  select affiliate_id, anonymous_id from identifications where ${isUser}
)`;

/** Of the person's clicks those that a booking names. */
const clicksSql = `
insert into erasure_scopes (erasure_id, kind, affiliate_id, id, slice)
select distinct {erasure:UUID}, 'click', affiliate_id, click_id, ''
from (
  select affiliate_id, click_id from reservation_changes
  union all
  select affiliate_id, click_id from reservation_versions
)
where click_id != ''
  and (affiliate_id, click_id) in (
    select affiliate_id, click_id from events where click_id != '' and (${matchSql(eventPersons)})
    union all
    select affiliate_id, click_id from clean_events where click_id != '' and (${matchSql(eventPersons)})
  )`;

/** Finds out by what ids a person is known, and writes them into the scope. May be repeated. */
export async function resolvePersons(
  target: ErasureTarget,
  scope: Scope,
  warehouse: Warehouse,
): Promise<Suppressed[]> {
  const params = { erasure: scope.erasureId };
  await scope.put((await idsOf(target, warehouse)).map((each) => ({ ...each, slice: '' })));
  if (target.kind === 'traveler') await warehouse.command(devicesSql, { name: 'erasure-devices', params });
  await warehouse.command(clicksSql, { name: 'erasure-clicks', params });
  return scope.persons();
}

/** The id that the target is named by. */
export function entryOf(target: ErasureTarget): Suppressed {
  return target.kind === 'traveler'
    ? { kind: 'person', affiliateId: '', id: target.travelerId }
    : { kind: 'visitor', affiliateId: target.affiliateId, id: target.anonymousId };
}

async function idsOf(target: ErasureTarget, warehouse: Warehouse): Promise<Suppressed[]> {
  const own = entryOf(target);
  if (target.kind === 'visitor') return [own];
  const others = await followAliases(target.travelerId, warehouse);
  return [own, ...others.map((each) => ({ kind: 'person' as const, ...each }))];
}
