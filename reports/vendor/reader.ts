import type { Clock } from '../../infra/clock.ts';
import type { Warehouse } from '../../warehouse/client.ts';
import type { Library } from '../books/library.ts';
import type { Manifest } from '../books/manifest.ts';
import { periodState, referTo, type BookReference, type PeriodState } from '../books/period-state.ts';
import { openBookMonths } from './book/book-months.ts';
import { changedFigures, type ChangedFigure } from './changes.ts';
import { createLiveMonths } from './live-months.ts';
import { readMonth } from './month-source.ts';
import { closesAt, closesOn, isPeriod, monthsBetween, type Period } from './period.ts';
import { buildReport, type Audience, type Standing, type VendorReport } from './report.ts';

/** The months of a vendor that can be read. */
interface VendorMonths {
  vendorId: string;
  vendorName: string;
  type: string;
  currency: string;
  timezone: string;
  /** Complete up to this instant; null before anything was computed. */
  asOf: string | null;
  /** From the first to the last month in which anything happened, the newest first. */
  months: { period: Period; version: number; state: PeriodState; closesOn: string }[];
}

/** A closed version of a vendor's month. */
export interface MonthVersion extends BookReference {
  version: number;
}

/** What to read of a month. */
export interface MonthRequest {
  /** Default: shared. */
  audience?: Audience;
  /** A closed version, or `live` for what is known now. Default: the newest closed one, `live` while the month is open. */
  version?: number | 'live';
}

export interface VendorReports {
  /** Lists a vendor's months; undefined where there is no such vendor. */
  listMonths(vendorId: string): Promise<VendorMonths | undefined>;
  /**
   * Reads a vendor's month; undefined where the vendor or the version does not exist, or the month is outside its first
   * and last one. A month between them in which nothing happened has zeros.
   *
   * @throws {MilepostError} `book_damaged`; the warehouse's errors.
   */
  readMonth(vendorId: string, period: Period, request?: MonthRequest): Promise<VendorReport | undefined>;
  /** Lists the closed versions of a vendor's month, the first one first; undefined where there is no such vendor. */
  versions(vendorId: string, period: Period): Promise<MonthVersion[] | undefined>;
  /** Every number that differs between two versions; undefined where one of them does not exist. */
  changes(
    vendorId: string,
    period: Period,
    versions: { from: number; to: number | 'live' },
  ): Promise<ChangedFigure[] | undefined>;
}

/**
 * Creates the reader of vendor months. It takes whatever vendor it is asked for: who may ask is the caller's
 * business.
 *
 * @example await createVendorReports({ warehouse, clock: systemClock, library }).readMonth('city-hotel', '2016-05')
 */
export function createVendorReports(deps: {
  warehouse: Warehouse;
  clock: Clock;
  library: Library;
}): VendorReports {
  const { clock, library } = deps;
  const { shelf } = library;
  const live = createLiveMonths(deps);

  /** The book in which a vendor's numbers last changed, up to a version; undefined where they are in none. */
  const findBook = async (vendorId: string, period: Period, version?: number) => {
    const newest = await shelf.find('vendor-month', period, version);
    if (newest === undefined) return undefined;
    const own = await (await open(newest)).vendor(vendorId);
    if (own === undefined) return undefined;
    if (own.version === newest.version) return newest;
    // A version in which nothing of the vendor changed is none of the vendor's.
    return version === undefined ? shelf.find('vendor-month', period, own.version) : undefined;
  };
  const open = async (manifest: Manifest) => openBookMonths(manifest, shelf, await library.tables());

  /** Compares a closed month with the version that it took the place of. */
  const restatedBy = async (report: VendorReport): Promise<VendorReport['restates']> => {
    const { vendorId, period, audience } = report;
    for (let version = report.version - 1; version >= 1; version -= 1) {
      const book = await findBook(vendorId, period, version);
      const source = book && (await readMonth(await open(book), vendorId, period));
      if (book === undefined || source === undefined) continue;
      const before = buildReport(source, audience, standingOf(book, clock.now()));
      return { version, numbers: changedFigures(before, report).length };
    }
    return null;
  };

  const reports: VendorReports = {
    async listMonths(vendorId) {
      const [vendor, range, asOf, closed] = await Promise.all([
        live.current(vendorId),
        live.range(vendorId),
        live.asOf(),
        shelf.periods('vendor-month'),
      ]);
      if (vendor === undefined) return undefined;
      const periods = range === undefined ? [] : monthsBetween(range.first, range.last);
      const { name: vendorName, type, currency, timezone } = vendor;
      const newest = new Map(closed.map((each) => [each.period, each.version]));
      const months = periods.map(async (period) => {
        const book = newest.has(period) ? await findBook(vendorId, period) : undefined;
        const version = book?.version ?? 1;
        return { period, version, state: stateOf(period, book, clock.now()), closesOn: closesOn(period) };
      });
      return { vendorId, vendorName, type, currency, timezone, asOf, months: await Promise.all(months) };
    },
    async readMonth(vendorId, period, { audience = 'shared', version } = {}) {
      if (!isPeriod(period)) return undefined;
      const newest = await findBook(vendorId, period);
      const wanted = version ?? newest?.version ?? 'live';
      if (wanted === 'live' || (newest === undefined && wanted === 1)) {
        const source = await readMonth(live, vendorId, period);
        const standing = {
          version: (newest?.version ?? 0) + 1,
          state: stateOf(period, undefined, clock.now()),
        };
        return source && buildReport(source, audience, { ...standing, book: null });
      }
      const book = wanted === newest?.version ? newest : await findBook(vendorId, period, wanted);
      if (book === undefined) return undefined;
      const source = await readMonth(await open(book), vendorId, period);
      if (source === undefined) return undefined;
      const report = buildReport(source, audience, standingOf(book, clock.now()));
      return { ...report, restates: await restatedBy(report) };
    },
    async versions(vendorId, period) {
      if (!isPeriod(period)) return undefined;
      const newest = await findBook(vendorId, period);
      if (newest === undefined && (await live.vendor(vendorId, period)) === undefined) return undefined;
      const found: MonthVersion[] = [];
      for (let version = 1; version <= (newest?.version ?? 0); version += 1) {
        const book = await findBook(vendorId, period, version);
        if (book === undefined) continue;
        found.push({ version, ...referTo(book) });
      }
      return found;
    },
    async changes(vendorId, period, { from, to }) {
      const [before, after] = await Promise.all([
        reports.readMonth(vendorId, period, { version: from, audience: 'support' }),
        reports.readMonth(vendorId, period, { version: to, audience: 'support' }),
      ]);
      return before && after && changedFigures(before, after);
    },
  };
  return reports;
}

function standingOf(book: Manifest, now: number): Standing {
  return { version: book.version, state: stateOf(book.period, book, now), book: referTo(book) };
}

function stateOf(period: Period, book: { version: number } | undefined, now: number): PeriodState {
  return periodState(book, { now, closesAt: closesAt(period) });
}
