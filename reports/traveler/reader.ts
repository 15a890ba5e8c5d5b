import { readFileSync } from 'node:fs';
import type { Warehouse } from '../../warehouse/client.ts';
import { metricsOf, type TravelerMetrics } from './metrics.ts';
import { yearOf, type TripRow, type YearRow } from './year-row.ts';

interface Trip {
  trip: string;
  firstDate: string;
  lastDate: string;
  days: number;
  reservations: string[];
  flights: number;
  nights: number;
  countries: string[];
  cities: string[];
}

/** A traveler's year as JSON. Money is decimal strings, null is "not defined". */
export interface TravelerReport {
  travelerId: string;
  year: number;
  version: number;
  /** No book of this year is closed: late data may still change it. */
  state: 'open';
  /** The day on which the year is due to be closed. */
  closesOn: string;
  /** Complete up to this instant; null before anything was computed. */
  asOf: string | null;
  /** A year with one trip or none is told otherwise than one with many. */
  layout: 'none' | 'one' | 'many';
  home: { country: string | null; source: string };
  metrics: TravelerMetrics;
  previousYear: TravelerMetrics | null;
  trips: Trip[];
}

interface TravelerYears {
  travelerId: string;
  asOf: string | null;
  /** The newest first. */
  years: { year: number; version: number; state: 'open'; closesOn: string; trips: number }[];
}

export interface TravelerReports {
  /** Lists the years of which anything is known; undefined where there is none. */
  listYears(travelerId: string): Promise<TravelerYears | undefined>;
  /** Reads a year; undefined outside of the traveler's history. A year inside in which nothing happened is zeros. */
  readYear(travelerId: string, year: number): Promise<TravelerReport | undefined>;
}

/**
 * Creates the reader of traveler years. It takes whatever traveler it is asked for: who may ask is the caller's
 * business. Every method throws the warehouse's errors only.
 *
 * @example await createTravelerReports(warehouse).readYear('guest-17', 2025)
 */
export function createTravelerReports(warehouse: Warehouse): TravelerReports {
  const sql = { years: readSql('read-years'), trips: readSql('read-trips'), asOf: readSql('read-as-of') };
  const readYears = (travelerId: string) =>
    warehouse.query<YearRow>(sql.years, { name: 'traveler-report-years', params: { travelerId } });
  const readAsOf = async () => {
    const rows = await warehouse.query<{ as_of: string | null }>(sql.asOf, { name: 'traveler-report-as-of' });
    const asOf = rows[0]?.as_of ?? null;
    return asOf === null ? null : new Date(asOf).toISOString();
  };
  return {
    async listYears(travelerId) {
      const [rows, asOf] = await Promise.all([readYears(travelerId), readAsOf()]);
      if (rows.length === 0) return undefined;
      const years = rows.map((row) => ({
        year: row.year,
        version: 1,
        state: 'open' as const,
        closesOn: closesOn(row.year),
        trips: row.trips,
      }));
      return { travelerId, asOf, years: years.toReversed() };
    },
    async readYear(travelerId, year) {
      const [rows, trips, asOf] = await Promise.all([
        readYears(travelerId),
        warehouse.query<TripRow>(sql.trips, { name: 'traveler-report-trips', params: { travelerId, year } }),
        readAsOf(),
      ]);
      const row = yearOf(rows, year);
      if (row === undefined) return undefined;
      const before = yearOf(rows, year - 1);
      return {
        travelerId,
        year,
        version: 1,
        state: 'open',
        closesOn: closesOn(year),
        asOf,
        layout: row.trips === 0 ? 'none' : row.trips === 1 ? 'one' : 'many',
        home: { country: row.home_country === '' ? null : row.home_country, source: row.home_source },
        metrics: metricsOf(row),
        previousYear: before === undefined ? null : metricsOf(before),
        trips: trips.map(({ first_on: firstDate, last_on: lastDate, ...rest }) => ({
          ...rest,
          firstDate,
          lastDate,
        })),
      };
    },
  };
}

function closesOn(year: number): string {
  return `${year + 1}-01-15`;
}

function readSql(name: string): string {
  return readFileSync(new URL(`queries/${name}.sql`, import.meta.url), 'utf8');
}
