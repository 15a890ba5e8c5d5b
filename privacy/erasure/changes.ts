import type { Bus } from '../../infra/bus/bus.ts';
import { withoutErased } from '../../ingest/loader/erased.ts';
import { messageHash } from '../../ingest/loader/hashes.ts';
import type { ChangeRow } from '../../ingest/loader/rows.ts';
import { createStates } from '../../ingest/loader/states.ts';
import type { Warehouse } from '../../warehouse/client.ts';
import type { SuppressionList } from '../../warehouse/repositories/suppressions.ts';
import { changePersons, matchSql } from './match.ts';
import type { Scope } from './scope.ts';

const idsAtOnce = 1_000;

/** A change that the persons of a scope are still in. */
export const isTheirChange = `not is_erased and (${matchSql(changePersons)})`;

const idsSql = `
select distinct reservation_id as id
from reservation_changes
where ${isTheirChange}
order by id`;

const datesSql = `
select distinct reservation_id as id, toString(toDate32(booked_at)) as slice
from reservation_changes
where reservation_id in {ids:Array(String)}`;

const rowsSql = `
select *
from reservation_changes
where reservation_id in {ids:Array(String)} and ${isTheirChange}`;

const theirsSql = `
select distinct id
from erasure_scopes
where erasure_id = {erasure:UUID} and kind = 'reservation'
order by id`;

/**
 * Writes every change that names the person once more without, as the loader would have stored it, then deletes what
 * named the person. Killed in between, both are there, and count as the one change that they are.
 */
export async function eraseChanges(
  scope: Scope,
  list: SuppressionList,
  { warehouse, bus }: { warehouse: Warehouse; bus: Pick<Bus, 'publish'> },
): Promise<void> {
  const states = createStates({ warehouse, bus });
  const params = { erasure: scope.erasureId };
  const found = await warehouse.query<{ id: string }>(idsSql, { name: 'erasure-reservations', params });
  for (const ids of chunks(found.map((row) => row.id))) {
    const dates = await warehouse.query<{ id: string; slice: string }>(datesSql, {
      name: 'erasure-dates',
      params: { ids },
    });
    // First what is touched: a try after this one may find nothing more to rewrite.
    await scope.put(dates.map((row) => ({ kind: 'reservation', affiliateId: '', ...row })));
    const rows = await warehouse.query<ChangeRow>(rowsSql, {
      name: 'erasure-changes',
      params: { ...params, ids },
    });
    const rewritten = rows.map((row) => withoutErased(row, list));
    await scope.put(
      rewritten
        .filter((row) => row.is_erased)
        .map((row) => ({
          kind: 'change' as const,
          affiliateId: row.affiliate_id,
          id: messageHash(row.reservation_id, String(row.version), row.body_hash),
          slice: '',
        })),
    );
    for (const part of byYears(rewritten)) {
      await warehouse.insert('reservation_changes', part, { name: 'erasure-rewrite' });
    }
  }
  await warehouse.command(
    `alter table reservation_changes delete where ${isTheirChange}
    settings mutations_sync = 2, allow_nondeterministic_mutations = 1`,
    { name: 'erase-changes', params },
  );
  const touched = await warehouse.query<{ id: string }>(theirsSql, { name: 'erasure-touched', params });
  for (const ids of chunks(touched.map((row) => row.id))) await states.republish(ids);
}

function* chunks(ids: readonly string[]): Generator<string[]> {
  for (let at = 0; at < ids.length; at += idsAtOnce) yield ids.slice(at, at + idsAtOnce);
}

/** An insert into over 100 months is refused. */
function byYears(rows: readonly ChangeRow[]): ChangeRow[][] {
  return [...Map.groupBy(rows, (row) => row.booked_at.slice(0, 4)).values()];
}
