import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import type { Clock } from '../../../infra/clock.ts';
import { toInstant } from '../../../infra/clock.ts';
import type { Warehouse } from '../../../warehouse/client.ts';
import type { CloseOptions, Closing } from '../../books/closing.ts';
import { readInputs } from '../../books/inputs.ts';
import { sealManifest, type BookFile, type Manifest } from '../../books/manifest.ts';
import type { Shelf } from '../../books/shelf.ts';
import { atWorkbench, type Workbench } from '../../books/workbench.ts';
import { createBenchmarkSets } from '../benchmark-sets.ts';
import { createLiveMonths, stateAtEnd } from '../live-months.ts';
import { monthsUpTo } from '../month-source.ts';
import { addMonths, closesAt, closesOn, startOfMonth, type Period } from '../period.ts';
import { readTotals } from './totals.ts';

export interface MonthClosingDeps {
  warehouse: Warehouse;
  shelf: Shelf;
  clock: Clock;
}

const kind = 'vendor-month';
const dependsOn = {
  tables: ['fx_rates', 'currencies', 'vendors', 'airports'],
  models: ['reservation_versions', 'vendor_months', 'vendor_flight_months', 'vendor_car_months'],
};

/** The last zone in which a month ends. */
const lastZone = 'Etc/GMT+12';

/**
 * Closes a month of all vendors: its numbers as they are known now become a book. Where it has one, the next version is
 * made, unless nothing of it changed. Safe to repeat and at once: of two the first one's book stands.
 *
 * @throws {MilepostError} the warehouse's, the objects', `book_damaged`.
 */
export async function closeMonth(
  period: Period,
  options: CloseOptions,
  deps: MonthClosingDeps,
): Promise<Closing> {
  const { warehouse, shelf, clock } = deps;
  const now = clock.now();
  const endsAt = startOfMonth(addMonths(period, 1), lastZone);
  if (now < (options.isEarly === true ? endsAt : closesAt(period)))
    return { outcome: 'early', closesOn: closesOn(period) };
  const asOf = await createLiveMonths(deps).asOf();
  if (asOf === null || Date.parse(asOf) < endsAt) return { outcome: 'incomplete', asOf };

  const previous = await shelf.find(kind, period);
  const version = (previous?.version ?? 0) + 1;
  const rowsState = await readState(warehouse, [period]);
  return atWorkbench(async (bench) => {
    await gather(bench, period, deps);
    const changed = await compare(bench, { period, version, previous }, shelf);
    if (previous !== undefined && changed === 0) return { outcome: 'unchanged', manifest: previous };
    const files: BookFile[] = [];
    for (const part of ['vendors', 'months'] as const) {
      const rows = await countRows(bench, part);
      const bytes = await bench.read(`${part}.parquet`);
      if (options.isDryRun !== true) files.push(await shelf.store({ kind, period }, part, bytes, rows));
    }
    const manifest = sealManifest({
      format: 1,
      kind,
      period,
      version,
      closedAt: toInstant(now),
      watermark: asOf,
      files,
      controlTotals: await readTotals(bench.tables, period, {
        vendors: bench.path('vendors.parquet'),
        months: bench.path('months.parquet'),
      }),
      inputs: { ...(await readInputs(warehouse, dependsOn)), rows: rowsState.get(period) ?? '' },
      changed,
      supersedes: previous?.seal ?? null,
      erasures: [],
    });
    if (options.isDryRun === true || (await shelf.publish(manifest))) return { outcome: 'closed', manifest };
    return { outcome: 'unchanged', manifest: (await shelf.find(kind, period)) ?? manifest };
  });
}

/** Returns a number for each month that has anything, other than before when anything of it changed. */
export async function readState(
  warehouse: Warehouse,
  periods: readonly Period[],
): Promise<ReadonlyMap<Period, string>> {
  const rows = await warehouse.query<{ period: string; state: string }>(
    readFileSync(new URL('../queries/hash-months.sql', import.meta.url), 'utf8'),
    { name: 'book-month-state', params: { periods } },
  );
  return new Map(rows.map((row) => [row.period, row.state]));
}

interface VendorExport {
  vendor_id: string;
  first_period: string;
  last_period: string;
  owner: string;
  peer_group: string;
  states: Record<string, string>[];
}

/** Brings the month's vendors, and their 13 months, to the workbench. */
async function gather(bench: Workbench, period: Period, deps: MonthClosingDeps): Promise<void> {
  const { warehouse, clock } = deps;
  const year = Number(period.slice(0, 4));
  await createBenchmarkSets(deps).freeze(year);
  const months = await bench.fetch(warehouse, {
    name: 'raw-months',
    sql: readSql('../queries/read-months'),
    params: { isAll: true, vendorIds: [], periods: monthsUpTo(period) },
  });
  const found = await warehouse.query<VendorExport>(readSql('../queries/export-vendors'), {
    name: 'book-vendors',
    params: { period, year },
  });
  const vendors = found.map(({ states, ...vendor }) => {
    const state = stateAtEnd(
      states.map((each) => ({
        timezone: each['timezone'] ?? '',
        valid_from_ms: Number(each['valid_from_ms']),
        type: each['type'] ?? '',
        name: each['name'] ?? '',
        currency: each['currency'] ?? '',
        minor_digits: Number(each['minor_digits']),
      })),
      period,
      clock.now(),
    );
    return { ...vendor, ...state };
  });
  const lines = bench.path('vendors.ndjson');
  await writeFile(lines, vendors.map((vendor) => `${JSON.stringify(vendor)}\n`).join(''));
  await bench.tables.run([
    { sql: readSql('gather-vendors'), params: { lines, out: bench.path('raw-vendors.parquet') } },
    {
      sql: readSql('gather-months'),
      params: { months, vendors: bench.path('raw-vendors.parquet'), out: bench.path('months.parquet') },
    },
  ]);
}

/** Writes the vendors with their versions; returns how many have other numbers than in the version before. */
async function compare(
  bench: Workbench,
  book: { period: Period; version: number; previous: Manifest | undefined },
  shelf: Shelf,
): Promise<number> {
  const { period, version, previous } = book;
  // Without a version before, nothing is compared with: the same columns, no rows.
  const fresh = { vendors: bench.path('raw-vendors.parquet'), months: bench.path('months.parquet') };
  const old = {
    vendors: previous === undefined ? undefined : await shelf.open(previous, 'vendors'),
    months: previous === undefined ? undefined : await shelf.open(previous, 'months'),
  };
  await bench.tables.run([
    {
      sql: 'create temp table vendors as select * from read_parquet($file)',
      params: { file: fresh.vendors },
    },
    { sql: 'create temp table months as select * from read_parquet($file)', params: { file: fresh.months } },
    old.vendors === undefined
      ? { sql: 'create temp table old_vendors as select *, 0 as version from vendors limit 0' }
      : {
          sql: 'create temp table old_vendors as select * from read_parquet($file)',
          params: { file: old.vendors },
        },
    old.months === undefined
      ? { sql: 'create temp table old_months as select * from months limit 0' }
      : {
          sql: 'create temp table old_months as select * from read_parquet($file)',
          params: { file: old.months },
        },
    { sql: readSql('merge-versions'), params: { period, version } },
    {
      sql: 'copy (select * from versioned order by vendor_id) to $out (format parquet, compression zstd)',
      params: { out: bench.path('vendors.parquet') },
    },
    {
      sql: `copy (
        select (select count(*) from versioned where version = $version)
          + (select count(*) from old_vendors where vendor_id not in (select vendor_id from vendors)) as changed
      ) to $out (format parquet)`,
      params: { version, out: bench.path('changed.parquet') },
    },
  ]);
  const [row] = await bench.tables.rows<{ changed: number }>('select changed from read_parquet($file)', {
    file: bench.path('changed.parquet'),
  });
  return row?.changed ?? 0;
}

async function countRows(bench: Workbench, part: string): Promise<number> {
  const [row] = await bench.tables.rows<{ rows: number }>(
    'select count(*) as rows from read_parquet($file)',
    {
      file: bench.path(`${part}.parquet`),
    },
  );
  return row?.rows ?? 0;
}

function readSql(name: string): string {
  return readFileSync(new URL(`${name}.sql`, import.meta.url), 'utf8');
}
