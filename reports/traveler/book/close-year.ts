import { listValue } from '@duckdb/node-api';
import { readFileSync } from 'node:fs';
import type { Clock } from '../../../infra/clock.ts';
import { toInstant } from '../../../infra/clock.ts';
import { MilepostError } from '../../../infra/errors.ts';
import type { Warehouse } from '../../../warehouse/client.ts';
import type { CloseOptions, Closing } from '../../books/closing.ts';
import { readInputs } from '../../books/inputs.ts';
import { sealManifest, type BookFile, type Manifest } from '../../books/manifest.ts';
import type { Shelf } from '../../books/shelf.ts';
import type { Tables } from '../../books/tables.ts';
import { atWorkbench, type Workbench } from '../../books/workbench.ts';
import { yearClosesAt, yearClosesOn } from '../report.ts';
import { createLiveYears, readYearSql } from '../year-source.ts';
import { bucketCount, bucketName } from './bucket.ts';

export interface YearClosingDeps {
  warehouse: Warehouse;
  shelf: Shelf;
  clock: Clock;
}

const kind = 'traveler-year';
const dependsOn = {
  tables: ['fx_rates', 'currencies', 'airports', 'emission_factors', 'travelers'],
  models: ['traveler_bookings', 'traveler_flights', 'traveler_spending', 'traveler_trips', 'traveler_years'],
};

/** When a year has ended in every zone: 12 hours after its end in UTC. */
const lastZoneMs = 12 * 3_600_000;

/**
 * Closes a year of all travelers: see `closeMonth`. Parts in which nobody's year changed are shared with the version before.
 *
 * @throws {MilepostError} the warehouse's, the objects', `book_damaged`, `erasure_under_way`.
 */
export async function closeYear(
  year: number,
  options: CloseOptions,
  deps: YearClosingDeps,
): Promise<Closing> {
  const { warehouse, shelf, clock } = deps;
  const now = clock.now();
  const endsAt = Date.UTC(year + 1, 0) + lastZoneMs;
  if (now < (options.isEarly === true ? endsAt : yearClosesAt(year)))
    return { outcome: 'early', closesOn: yearClosesOn(year) };
  const asOf = await createLiveYears(warehouse).asOf();
  if (asOf === null || Date.parse(asOf) < endsAt) return { outcome: 'incomplete', asOf };

  const period = String(year);
  const previous = await shelf.find(kind, period);
  const version = (previous?.version ?? 0) + 1;
  const rowsState = await readYearState(warehouse, year);
  return atWorkbench(async (bench) => {
    const buckets = await compare(bench, { year, version, previous }, deps);
    const changed = buckets.reduce((sum, each) => sum + each.changed, 0);
    if (previous !== undefined && changed === 0) return { outcome: 'unchanged', manifest: previous };
    const files = await storeBuckets(
      bench,
      { year, buckets, previous },
      options.isDryRun === true ? undefined : shelf,
    );
    const manifest = sealManifest({
      format: 1,
      kind,
      period,
      version,
      closedAt: toInstant(now),
      watermark: asOf,
      files,
      controlTotals: await readYearTotals(bench.tables, year, [bench.path('people.parquet')]),
      inputs: { ...(await readInputs(warehouse, dependsOn)), rows: rowsState },
      changed,
      supersedes: previous?.seal ?? null,
      erasures: [],
    });
    await refuseErasures(warehouse, now);
    if (options.isDryRun === true || (await shelf.publish(manifest))) return { outcome: 'closed', manifest };
    return { outcome: 'unchanged', manifest: (await shelf.find(kind, period)) ?? manifest };
  });
}

const erasuresSql = `
select count() as erasures
from (
  select erasure_id
  from erasures
  group by erasure_id
  having max(state) = 'started' or max(recorded_at) >= {since:DateTime64(6, 'UTC')}
)`;

/** What was read while somebody was erased may still hold that one. */
async function refuseErasures(warehouse: Warehouse, since: number): Promise<void> {
  const [row] = await warehouse.query<{ erasures: number }>(erasuresSql, {
    name: 'book-erasures',
    params: { since: new Date(since) },
  });
  if ((row?.erasures ?? 0) === 0) return;
  throw new MilepostError(
    'erasure_under_way',
    'A person is being erased (`milepost erase list`); the year is closed when that is done',
    { retryable: true },
  );
}

/** Returns a number that is other than before when anything of a year or of those before it changed. */
export async function readYearState(warehouse: Warehouse, year: number): Promise<string> {
  const [row] = await warehouse.query<{ state: string }>(readYearSql('hash-years'), {
    name: 'book-year-state',
    params: { year },
  });
  return row?.state ?? '';
}

/** Counts a closed year's control totals from its files. */
export async function readYearTotals(
  tables: Tables,
  year: number,
  files: readonly string[],
): Promise<Record<string, string>> {
  const rows = await tables.rows<{ name: string; total: string }>(readSql('totals'), {
    year,
    files: listValue([...files]),
  });
  return Object.fromEntries(rows.map((row) => [row.name, row.total]));
}

interface Bucket {
  bucket: number;
  rows: number;
  changed: number;
}

/** Puts the year's travelers with their versions on the workbench; returns the parts that they are in. */
async function compare(
  bench: Workbench,
  book: { year: number; version: number; previous: Manifest | undefined },
  { warehouse, shelf }: YearClosingDeps,
): Promise<Bucket[]> {
  const { year, version, previous } = book;
  const everybody = { travelerId: '', year };
  const fetch = (name: string) =>
    bench.fetch(warehouse, { name, sql: readYearSql(`read-${name}`), params: everybody });
  const [years, trips, routes] = [await fetch('years'), await fetch('trips'), await fetch('routes')];
  const former: string[] = [];
  for (const { part } of previous?.files ?? []) {
    const path = previous === undefined ? undefined : await shelf.open(previous, part);
    if (path !== undefined) former.push(path);
  }
  const changes = bench.path('buckets.parquet');
  await bench.tables.run([
    { sql: readSql('gather-travelers'), params: { year, years, trips, routes, buckets: bucketCount } },
    former.length === 0
      ? { sql: 'create temp table former as select *, 0 as version from fresh limit 0' }
      : {
          sql: 'create temp table former as select * from read_parquet($files)',
          params: { files: listValue(former) },
        },
    { sql: readSql('merge-versions'), params: { version } },
    { sql: readSql('changed-buckets'), params: { version, out: changes } },
    {
      sql: 'copy (select * from versioned order by bucket, traveler_id) to $out (format parquet, row_group_size 20000)',
      params: { out: bench.path('people.parquet') },
    },
  ]);
  return bench.tables.rows<Bucket>('select * from read_parquet($changes)', { changes });
}

/** Parts that are written out of one read of everybody. */
const bucketsAtOnce = 64;

/** Stores the parts that changed; the others are those of the version before. */
async function storeBuckets(
  bench: Workbench,
  book: { year: number; buckets: readonly Bucket[]; previous: Manifest | undefined },
  shelf: Shelf | undefined,
): Promise<BookFile[]> {
  const kept = book.buckets.flatMap(({ bucket, changed }) => {
    const former = book.previous?.files.find((each) => each.part === bucketName(bucket));
    return changed === 0 && former !== undefined ? [former] : [];
  });
  if (shelf === undefined) return kept;
  const fresh = book.buckets.filter(({ rows, changed }) => changed > 0 && rows > 0);
  const ranges = Map.groupBy(fresh, ({ bucket }) => Math.floor(bucket / bucketsAtOnce)).values();
  const stored: BookFile[] = [];
  // A file of a few rows is written faster by one thread than by several.
  await bench.tables.run([{ sql: 'set threads = 1' }]);
  for (const range of ranges) {
    const [from, to] = [range.at(0)?.bucket ?? 0, range.at(-1)?.bucket ?? 0];
    await bench.tables.run([
      {
        sql: 'create or replace table range as select * from read_parquet($people) where bucket between $from::integer and $to::integer',
        params: { people: bench.path('people.parquet'), from, to },
      },
      ...range.map(({ bucket }) => ({
        sql: `copy (select * from range where bucket = $bucket::integer order by traveler_id)
          to $out (format parquet, compression zstd)`,
        params: { bucket, out: bench.path(`${bucketName(bucket)}.parquet`) },
      })),
    ]);
    // Most of the time of a file is waiting for the disk to have it.
    const storing = range.map(async ({ bucket, rows }) => {
      const part = bucketName(bucket);
      const bytes = await bench.read(`${part}.parquet`);
      return shelf.store({ kind, period: String(book.year) }, part, bytes, rows);
    });
    stored.push(...(await Promise.all(storing)));
  }
  return [...kept, ...stored].toSorted((one, other) => (one.part < other.part ? -1 : 1));
}

function readSql(name: string): string {
  return readFileSync(new URL(`${name}.sql`, import.meta.url), 'utf8');
}
