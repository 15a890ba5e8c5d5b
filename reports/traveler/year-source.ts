import { readFileSync } from 'node:fs';
import type { Warehouse } from '../../warehouse/client.ts';
import type { RouteRow, TripRow, YearRow } from './year-row.ts';

/** What is known of a traveler for a year's report. */
export interface YearRows {
  /** The traveler's years, the oldest first; in a book those up to its year. */
  years: readonly YearRow[];
  /** Whether there are years after the report's own. */
  hasLater: boolean;
  trips: readonly TripRow[];
  routes: readonly RouteRow[];
}

/** Reads travelers' years as the pipelines have published them. Throws the warehouse's errors only. */
export interface LiveYears {
  /** The traveler's years, the oldest first. */
  years(travelerId: string): Promise<YearRow[]>;
  rows(travelerId: string, year: number): Promise<YearRows>;
  asOf(): Promise<string | null>;
}

/** Creates the reader of what is known now. */
export function createLiveYears(warehouse: Warehouse): LiveYears {
  const sql = {
    years: readYearSql('read-years'),
    trips: readYearSql('read-trips'),
    routes: readYearSql('read-routes'),
    asOf: readYearSql('read-as-of'),
  };
  const live: LiveYears = {
    years: (travelerId) =>
      warehouse.query<YearRow>(sql.years, { name: 'traveler-report-years', params: { travelerId } }),
    async rows(travelerId, year) {
      const params = { travelerId, year };
      const [years, trips, routes] = await Promise.all([
        live.years(travelerId),
        warehouse.query<TripRow>(sql.trips, { name: 'traveler-report-trips', params }),
        warehouse.query<RouteRow>(sql.routes, { name: 'traveler-report-routes', params }),
      ]);
      return { years, hasLater: years.some((each) => each.year > year), trips, routes };
    },
    async asOf() {
      const rows = await warehouse.query<{ as_of: string | null }>(sql.asOf, {
        name: 'traveler-report-as-of',
      });
      const asOf = rows[0]?.as_of ?? null;
      return asOf === null ? null : new Date(asOf).toISOString();
    },
  };
  return live;
}

/** Returns the text of one of the traveler's queries. */
export function readYearSql(name: string): string {
  return readFileSync(new URL(`queries/${name}.sql`, import.meta.url), 'utf8');
}
