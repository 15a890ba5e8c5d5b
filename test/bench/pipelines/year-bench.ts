import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createFilesystemObjects } from '../../../infra/objects/filesystem.ts';
import { createSilentLog } from '../../../infra/log.ts';
import { createReports } from '../../../reports/reports.ts';
import { openBenchWarehouse, type BenchWarehouse } from './bench-warehouse.ts';
import { measurePass, type PassFigures } from './measure-pass.ts';
import { peakMemory, resetPeakMemory } from './memory.ts';
import { makeTrips, yearTo } from './world.ts';

/** What was measured of a year of travelers, affiliates and vendors, built in one go. */
export interface YearFigures {
  travelers: number;
  affiliates: number;
  changes: number;
  /** Months of affiliates that have an entry of value. */
  affiliateMonths: number;
  travelerYears: number;
  build: PassFigures;
  closing: ClosingFigures;
}

/** Closing the year of all travelers. */
export interface ClosingFigures {
  seconds: number;
  engineBytes: number | null;
  /** Most memory that the process that writes the book has held meanwhile. */
  writerBytes: number | null;
}

const travelersPerAffiliate = 50;
/** Years close on 15 January. */
const closesAt = Date.UTC(2026, 0, 16);

/** Builds a year of so many travelers, and of a fiftieth as many affiliates, in a new data directory, which is removed. */
export async function benchYear(
  options: { dataDir: string; travelers: number; seed: number },
  tell: (what: string) => void,
): Promise<YearFigures> {
  const { dataDir, travelers, seed } = options;
  const affiliates = Math.max(1, Math.round(travelers / travelersPerAffiliate));
  await mkdir(dataDir, { recursive: true });
  const bench = await openBenchWarehouse(dataDir);
  try {
    tell('making the world');
    await makeTrips(bench.warehouse, { travelers, affiliates, seed });
    const build = await measurePass(bench, closesAt, (runs) => tell(`building, run ${runs}`));
    tell('closing the year');
    const closing = await measureClosing(bench, dataDir);
    const [counts] = await bench.warehouse.query<Counts>(countsSql, { name: 'counts' });
    if (counts === undefined || Number(counts.travelerYears) < Number(counts.arrived))
      throw new Error(`${counts?.travelerYears} years were built of ${counts?.arrived} who traveled`);
    return {
      travelers,
      affiliates,
      changes: Number(counts.changes),
      affiliateMonths: Number(counts.affiliateMonths),
      travelerYears: Number(counts.travelerYears),
      build,
      closing,
    };
  } finally {
    await bench.close();
    await rm(dataDir, { recursive: true, force: true, maxRetries: 20, retryDelay: 500 });
  }
}

interface Counts {
  /** Travelers of whom something was completed. */
  arrived: string;
  changes: string;
  affiliateMonths: string;
  travelerYears: string;
}

const countsSql = `
select
  (select uniqExact(traveler_id) from reservation_changes where kind = 'completed') as arrived,
  (select count() from reservation_changes) as changes,
  (select uniqExact(affiliate_id, toStartOfMonth(at)) from value_entries) as affiliateMonths,
  (select uniqExact(traveler_id) from traveler_years) as travelerYears`;

async function measureClosing(bench: BenchWarehouse, dataDir: string): Promise<ClosingFigures> {
  const reports = createReports({
    warehouse: bench.warehouse,
    clock: bench.clock,
    log: createSilentLog(),
    objects: createFilesystemObjects(join(dataDir, 'objects')),
    isErased: () => Promise.resolve(false),
  });
  try {
    await Promise.all([resetPeakMemory(bench.enginePid), resetPeakMemory(process.pid)]);
    const startedAt = performance.now();
    const year = String(new Date(yearTo - 1).getUTCFullYear());
    const { outcome } = await reports.books.close('traveler-year', year);
    if (outcome !== 'closed') throw new Error(`Closing ${year} ended as ${outcome}`);
    return {
      seconds: (performance.now() - startedAt) / 1_000,
      engineBytes: await peakMemory(bench.enginePid),
      writerBytes: await peakMemory(process.pid),
    };
  } finally {
    await reports.close();
  }
}
