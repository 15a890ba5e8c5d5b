/** A row of traveler_years as its query reads it. */
export interface YearRow {
  year: number;
  is_first_year: boolean;
  home_source: string;
  home_country: string;
  reservations: number;
  presumed_completed: number;
  trips: number;
  trip_days: number;
  longest_trip: string;
  longest_trip_days: number;
  busiest_month: string;
  busiest_month_days: number;
  flights: number;
  km: number;
  flights_without_km: number;
  air_minutes: number;
  flights_without_air_time: number;
  airports: string[];
  airlines: string[];
  longest_flight_origin: string;
  longest_flight_destination: string;
  longest_flight_on: string;
  longest_flight_km: number;
  nights: number;
  hotels: number;
  rental_days: number;
  countries: string[];
  first_time_countries: string[];
  cities: string[];
  currency: string;
  currency_source: string;
  spend_by_type: Record<string, string>;
  spend_total: string;
  unconverted: [currency: string, count: string, amount: string][];
  without_amount: number;
  schedule_changes: number;
  schedule_changes_unknown: number;
  cancellations: number;
  cancellations_unknown: number;
  late_minutes: number;
  kg_with_rf: number;
  kg_without_rf: number;
  factor_sets: string[];
  flights_without_factor: number;
}

/** A row of traveler_trips as its query reads it. */
export interface TripRow {
  trip: string;
  first_on: string;
  last_on: string;
  days: number;
  reservations: string[];
  flights: number;
  nights: number;
  countries: string[];
  cities: string[];
}

/** A way that was flown, as its query reads it; coordinates are null where the airport is not known. */
export interface RouteRow {
  origin: string;
  destination: string;
  flights: number;
  km: number | null;
  origin_city: string;
  origin_latitude: number | null;
  origin_longitude: number | null;
  destination_city: string;
  destination_latitude: number | null;
  destination_longitude: number | null;
}

/**
 * Returns a year's row. A year without one that lies between two with one is known too: nothing happened in it, and home
 * and currency are still those of the latest year before. Undefined outside of the years there are.
 *
 * @param rows the oldest first
 * @param hasLater whether there are years after it, which need not be among the rows
 */
export function yearOf(
  rows: readonly YearRow[],
  year: number,
  hasLater = rows.some((row) => row.year > year),
): YearRow | undefined {
  const before = rows.findLast((row) => row.year <= year);
  if (before === undefined || before.year === year) return before;
  if (!hasLater) return undefined;
  const digits = before.spend_total.split('.')[1]?.length ?? 0;
  const { home_source, home_country, currency, currency_source } = before;
  return {
    ...emptyYear,
    year,
    home_source,
    home_country,
    currency,
    currency_source,
    spend_total: (0).toFixed(digits),
  };
}

/** A year in which nothing happened, but for whose it is. */
export const emptyYear: Omit<
  YearRow,
  'year' | 'home_source' | 'home_country' | 'currency' | 'currency_source' | 'spend_total'
> = {
  is_first_year: false,
  reservations: 0,
  presumed_completed: 0,
  trips: 0,
  trip_days: 0,
  longest_trip: '',
  longest_trip_days: 0,
  busiest_month: '',
  busiest_month_days: 0,
  flights: 0,
  km: 0,
  flights_without_km: 0,
  air_minutes: 0,
  flights_without_air_time: 0,
  airports: [],
  airlines: [],
  longest_flight_origin: '',
  longest_flight_destination: '',
  longest_flight_on: '',
  longest_flight_km: 0,
  nights: 0,
  hotels: 0,
  rental_days: 0,
  countries: [],
  first_time_countries: [],
  cities: [],
  spend_by_type: {},
  unconverted: [],
  without_amount: 0,
  schedule_changes: 0,
  schedule_changes_unknown: 0,
  cancellations: 0,
  cancellations_unknown: 0,
  late_minutes: 0,
  kg_with_rf: 0,
  kg_without_rf: 0,
  factor_sets: [],
  flights_without_factor: 0,
};
