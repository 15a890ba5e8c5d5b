import type { YearRow } from './year-row.ts';

/** The numbers of a year. km and CO2e are rounded to 0.1, hours to 0.01; null is "not defined". */
export interface TravelerMetrics {
  reservations: number;
  presumedCompleted: number;
  trips: number;
  tripDays: number;
  longestTrip: { trip: string; days: number } | null;
  busiestMonth: { month: string; days: number } | null;
  flights: number;
  km: number;
  flightsWithoutKm: number;
  hoursInAir: number;
  flightsWithoutAirTime: number;
  longestFlight: { from: string; to: string; date: string; km: number } | null;
  airports: string[];
  airlines: string[];
  nights: number;
  hotels: number;
  rentalDays: number;
  countries: string[];
  /** Null in the first year of which anything is known: all would be first-time. */
  firstTimeCountries: string[] | null;
  cities: string[];
  spend: {
    /** Of the sums; `profile` or `booking` says whence it is known. Null where no reservation has a currency. */
    currency: string | null;
    currencySource: string;
    byType: Record<string, string>;
    total: string;
    unconverted: { currency: string; count: number; amount: string }[];
    withoutAmount: number;
  };
  /** What others than the traveler changed; `unknown` counts those by nobody knows whom. */
  changesSurvived: {
    scheduleChanges: number;
    cancellations: number;
    hoursLost: number;
    unknown: { scheduleChanges: number; cancellations: number };
  };
  /** kg, of this traveler's seat. */
  co2e: {
    withRadiativeForcing: number;
    withoutRadiativeForcing: number;
    factorSets: string[];
    flightsWithoutFactor: number;
  };
}

/** Makes a year's numbers from its row. */
export function metricsOf(row: YearRow): TravelerMetrics {
  return {
    reservations: row.reservations,
    presumedCompleted: row.presumed_completed,
    trips: row.trips,
    tripDays: row.trip_days,
    longestTrip: row.trips === 0 ? null : { trip: row.longest_trip, days: row.longest_trip_days },
    busiestMonth: row.trip_days === 0 ? null : { month: row.busiest_month, days: row.busiest_month_days },
    flights: row.flights,
    km: round(row.km, 1),
    flightsWithoutKm: row.flights_without_km,
    hoursInAir: round(row.air_minutes / 60, 2),
    flightsWithoutAirTime: row.flights_without_air_time,
    longestFlight: longestFlightOf(row),
    airports: row.airports,
    airlines: row.airlines,
    nights: row.nights,
    hotels: row.hotels,
    rentalDays: row.rental_days,
    countries: row.countries,
    firstTimeCountries: row.is_first_year ? null : row.first_time_countries,
    cities: row.cities,
    spend: {
      currency: row.currency === '' ? null : row.currency,
      currencySource: row.currency_source,
      byType: row.spend_by_type,
      total: row.spend_total,
      unconverted: row.unconverted.map(([currency, count, amount]) => ({
        currency,
        count: Number(count),
        amount,
      })),
      withoutAmount: row.without_amount,
    },
    changesSurvived: {
      scheduleChanges: row.schedule_changes,
      cancellations: row.cancellations,
      hoursLost: round(row.late_minutes / 60, 2),
      unknown: { scheduleChanges: row.schedule_changes_unknown, cancellations: row.cancellations_unknown },
    },
    co2e: {
      withRadiativeForcing: round(row.kg_with_rf, 1),
      withoutRadiativeForcing: round(row.kg_without_rf, 1),
      factorSets: row.factor_sets,
      flightsWithoutFactor: row.flights_without_factor,
    },
  };
}

function longestFlightOf(row: YearRow): TravelerMetrics['longestFlight'] {
  if (row.longest_flight_km === 0) return null;
  return {
    from: row.longest_flight_origin,
    to: row.longest_flight_destination,
    date: row.longest_flight_on,
    km: round(row.longest_flight_km, 1),
  };
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
