import { createTableSql } from '../../../../pipelines/model-table.ts';
import { readCatalog } from '../../../../pipelines/catalog.ts';
import type { Warehouse } from '../../../../warehouse/client.ts';
import type { World } from './world.ts';

const replaced = [
  'visit_quarters',
  'identifications',
  'aliases',
  'alias_ends',
  'affiliate_quarters',
  'clicks',
  'linked_reservations',
  'reservation_versions',
  'value_entries',
  'vendor_months',
] as const;

/** Puts plain tables in the place of the models' views, so that a test says what they hold. */
export async function replaceViews(warehouse: Warehouse): Promise<void> {
  const catalog = readCatalog();
  const replace = async (view: string) => {
    await warehouse.command(`drop view if exists ${view}`, { name: 'test' });
    const sql = createTableSql({ ...catalog.get(view), table: view }).replace(
      / partition by .* order by/,
      ' order by',
    );
    await warehouse.command(sql, { name: 'test' });
  };
  for (const model of replaced) await replace(model);
}

/** Stores a world's rows and its affiliate. */
export async function storeWorld(warehouse: Warehouse, world: World, completeAt: string): Promise<void> {
  const affiliate_id = world.affiliateId;
  const put = (table: string, rows: readonly object[]) =>
    warehouse.insert(
      table,
      rows.map((row) => ({ affiliate_id, ...row })),
      { name: 'test' },
    );

  await put('affiliates', [
    {
      valid_from: '2020-01-01T00:00:00Z',
      name: affiliate_id,
      currency: world.currency,
      timezone: world.timezone,
      is_removed: false,
      recorded_at: '2020-01-01T00:00:00Z',
    },
  ]);
  await put(
    'visit_quarters',
    world.visits.map(({ page_path: path, ...row }) => ({
      ...row,
      pages: [{ path, pageviews: row.pageviews, clicks: row.clicks }],
      slice: iso(row.quarter).slice(0, 13),
      quarter: iso(row.quarter),
      at: iso(row.at),
      session_started_at: row.session_started_at === null ? null : iso(row.session_started_at),
      events: 1,
    })),
  );
  await put(
    'identifications',
    world.identifications.map((row) => ({ ...row, at: iso(row.at) })),
  );
  await put(
    'aliases',
    world.aliases.map((row) => ({ ...row, at: iso(row.at) })),
  );
  const ends = readCatalog().get('alias_ends');
  if (ends.kind !== 'sliced') throw new TypeError('alias_ends is built');
  await warehouse.command('truncate table alias_ends', { name: 'test' });
  await warehouse.command(`insert into alias_ends (slice, affiliate_id, start_id, end_id) ${ends.sql}`, {
    name: 'test',
  });
  await put(
    'affiliate_quarters',
    world.quarters.map((row) => ({
      ...row,
      slice: iso(row.quarter).slice(0, 13),
      quarter: iso(row.quarter),
    })),
  );
  await put(
    'clicks',
    world.clicks.map(({ timestamp, ...row }) => ({ ...row, at: iso(timestamp) })),
  );
  await put(
    'reservation_versions',
    world.reservations.map((row) => ({
      ...row,
      slice: iso(row.first_booked_at).slice(0, 10),
      is_latest: true,
      status: 'booked',
      first_booked_at: iso(row.first_booked_at),
    })),
  );
  await warehouse.insert(
    'linked_reservations',
    world.linked.map((reservation_id) => ({ reservation_id, primary_id: 'other' })),
    { name: 'test' },
  );
  await put(
    'value_entries',
    world.entries.map((row) => ({
      ...row,
      slice: iso(row.booked_at).slice(0, 10),
      at: iso(row.at),
      booked_at: iso(row.booked_at),
      value: money(row.value),
      completed_value: money(row.completed_value),
      original_value: money(row.original_value),
      commission: money(row.commission),
      commission_pending: money(row.commission_pending),
      commission_approved: money(row.commission_approved),
      commission_declined: money(row.commission_declined),
      commission_reversed: money(row.commission_reversed),
    })),
  );
  await warehouse.insert(
    'freshness',
    replaced.map((model) => ({ model, complete_at: completeAt })),
    { name: 'test' },
  );
}

function iso(atMs: number): string {
  return new Date(atMs).toISOString();
}

function money(value: number | null): string | null {
  return value === null ? null : (value / 100).toFixed(2);
}
