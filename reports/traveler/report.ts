import type { BookReference, PeriodState } from '../books/period-state.ts';
import { metricsOf, type TravelerMetrics } from './metrics.ts';
import { yearOf, type RouteRow } from './year-row.ts';
import type { YearRows } from './year-source.ts';

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

interface Place {
  airport: string;
  city: string;
  /** Degrees; null where the airport is not known. */
  latitude: number | null;
  longitude: number | null;
}

/** A way that was flown, in one direction. */
interface Route {
  from: Place;
  to: Place;
  flights: number;
  /** Of one flight, great circle; null where an airport is not known. */
  km: number | null;
}

/** A traveler's year as JSON. Money is decimal strings, null is "not defined". */
export interface TravelerReport {
  travelerId: string;
  year: number;
  version: number;
  state: PeriodState;
  /** The day on which the year is due to be closed. */
  closesOn: string;
  /** Complete up to this instant; null before anything was computed. */
  asOf: string | null;
  /** The closed book that this is read from; null while the year is open. */
  book: BookReference | null;
  /** A year with one trip or none is told otherwise than one with many. */
  layout: 'none' | 'one' | 'many';
  home: { country: string | null; source: string };
  metrics: TravelerMetrics;
  previousYear: TravelerMetrics | null;
  trips: Trip[];
  /** The most flown first. */
  routes: Route[];
}

/** Where a report stands among the versions of its year. */
export interface YearStanding {
  version: number;
  state: PeriodState;
  asOf: string | null;
  book: BookReference | null;
}

/** Builds a year's report from its rows; undefined outside of the traveler's first and last year. */
export function buildYearReport(
  { years, hasLater, trips, routes }: YearRows,
  of: { travelerId: string; year: number },
  standing: YearStanding,
): TravelerReport | undefined {
  const row = yearOf(years, of.year, hasLater);
  if (row === undefined) return undefined;
  const before = yearOf(years, of.year - 1, true);
  return {
    travelerId: of.travelerId,
    year: of.year,
    version: standing.version,
    state: standing.state,
    closesOn: yearClosesOn(of.year),
    asOf: standing.asOf,
    book: standing.book,
    layout: row.trips === 0 ? 'none' : row.trips === 1 ? 'one' : 'many',
    home: { country: row.home_country === '' ? null : row.home_country, source: row.home_source },
    metrics: metricsOf(row),
    previousYear: before === undefined ? null : metricsOf(before),
    trips: trips.map((each) => ({
      trip: each.trip,
      firstDate: each.first_on,
      lastDate: each.last_on,
      days: each.days,
      reservations: each.reservations,
      flights: each.flights,
      nights: each.nights,
      countries: each.countries,
      cities: each.cities,
    })),
    routes: routes.map(toRoute),
  };
}

/** The day on which a year is due to be closed. */
export function yearClosesOn(year: number): string {
  return `${year + 1}-01-15`;
}

/** The instant at which that day has begun everywhere. */
export function yearClosesAt(year: number): number {
  return Date.parse(`${yearClosesOn(year)}T12:00:00Z`);
}

function toRoute(row: RouteRow): Route {
  return {
    from: {
      airport: row.origin,
      city: row.origin_city,
      latitude: row.origin_latitude,
      longitude: row.origin_longitude,
    },
    to: {
      airport: row.destination,
      city: row.destination_city,
      latitude: row.destination_latitude,
      longitude: row.destination_longitude,
    },
    flights: row.flights,
    km: row.km === null ? null : Number(row.km.toFixed(1)),
  };
}
