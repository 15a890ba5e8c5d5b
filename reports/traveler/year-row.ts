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
