import type { Clock } from '../../infra/clock.ts';
import type { Warehouse } from '../../warehouse/client.ts';
import type { Library } from '../books/library.ts';
import { periodState, referTo, type PeriodState } from '../books/period-state.ts';
import { readBookYear } from './book/book-years.ts';
import { buildYearReport, yearClosesAt, yearClosesOn, type TravelerReport } from './report.ts';
import { createLiveYears } from './year-source.ts';

interface TravelerYears {
  travelerId: string;
  asOf: string | null;
  /** The newest first. */
  years: { year: number; version: number; state: PeriodState; closesOn: string; trips: number }[];
}

export interface TravelerReports {
  /** Lists the years of which anything is known; undefined where there is none. */
  listYears(travelerId: string): Promise<TravelerYears | undefined>;
  /**
   * Reads a year: a closed version, or `live` for what is known now. Default: the newest closed one, `live` while the
   * year is open. Undefined where nothing is known of it.
   */
  readYear(travelerId: string, year: number, version?: number | 'live'): Promise<TravelerReport | undefined>;
}

/**
 * Creates the reader of traveler years. It takes whatever traveler it is asked for: who may ask is the caller's
 * business. Every method throws the warehouse's errors and `book_damaged`.
 *
 * @example await createTravelerReports({ warehouse, clock, library, isErased }).readYear('guest-17', 2025)
 */
export function createTravelerReports(deps: {
  warehouse: Warehouse;
  clock: Clock;
  library: Library;
  /** Whether a traveler was erased: nothing is told of one, also while books still have it. */
  isErased: (travelerId: string) => Promise<boolean>;
}): TravelerReports {
  const { clock, library } = deps;
  const live = createLiveYears(deps.warehouse);

  const reports: TravelerReports = {
    async listYears(travelerId) {
      if (await deps.isErased(travelerId)) return undefined;
      const [rows, asOf] = await Promise.all([live.years(travelerId), live.asOf()]);
      if (rows.length === 0) return undefined;
      const years = rows.map(async ({ year, trips }) => {
        const found = await readBookYear(library, travelerId, year);
        const time = { now: clock.now(), closesAt: yearClosesAt(year) };
        const version = found?.book.version ?? 1;
        return { year, version, state: periodState(found?.book, time), closesOn: yearClosesOn(year), trips };
      });
      return { travelerId, asOf, years: (await Promise.all(years)).toReversed() };
    },
    async readYear(travelerId, year, version) {
      if (await deps.isErased(travelerId)) return undefined;
      const newest = await readBookYear(library, travelerId, year);
      const wanted = version ?? newest?.book.version ?? 'live';
      const time = { now: clock.now(), closesAt: yearClosesAt(year) };
      if (wanted === 'live' || (newest === undefined && wanted === 1)) {
        const [rows, asOf] = await Promise.all([live.rows(travelerId, year), live.asOf()]);
        return buildYearReport(
          rows,
          { travelerId, year },
          { version: (newest?.book.version ?? 0) + 1, state: periodState(undefined, time), asOf, book: null },
        );
      }
      const found =
        wanted === newest?.book.version ? newest : await readBookYear(library, travelerId, year, wanted);
      if (found === undefined) return undefined;
      const { book, rows } = found;
      return buildYearReport(
        rows,
        { travelerId, year },
        { version: book.version, state: periodState(book, time), asOf: book.watermark, book: referTo(book) },
      );
    },
  };
  return reports;
}
