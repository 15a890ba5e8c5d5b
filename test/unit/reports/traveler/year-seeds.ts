import { buildYearReport, type TravelerReport } from '../../../../reports/traveler/report.ts';
import {
  emptyYear,
  type RouteRow,
  type TripRow,
  type YearRow,
} from '../../../../reports/traveler/year-row.ts';

type Airport = readonly [code: string, city: string, latitude: number, longitude: number];

const airports: readonly Airport[] = [
  ['AMS', 'Amsterdam', 52.3086, 4.7639],
  ['LIS', 'Lisbon', 38.7813, -9.1359],
  ['LHR', 'London', 51.4706, -0.4619],
  ['EDI', 'Edinburgh', 55.95, -3.3725],
  ['JFK', 'New York', 40.6398, -73.7789],
  ['SFO', 'San Francisco', 37.619, -122.3749],
  ['NRT', 'Tokyo', 35.7647, 140.3864],
  ['SYD', 'Sydney', -33.9461, 151.1772],
  ['GRU', 'São Paulo', -23.4356, -46.4731],
  ['CPT', 'Cape Town', -33.9648, 18.6017],
  ['XXX', '', 0, 0],
];

/** A way of the year's routes; `XXX` is an airport that nobody knows. */
export function route(from: string, to: string, flights: number): RouteRow {
  const [origin, destination] = [from, to].map((code) => airports.find(([known]) => known === code));
  const at = (airport: Airport | undefined, index: 2 | 3) =>
    airport === undefined || airport[0] === 'XXX' ? null : airport[index];
  return {
    origin: from,
    destination: to,
    flights,
    km: at(origin, 2) === null || at(destination, 2) === null ? null : 1_000,
    origin_city: origin?.[1] ?? '',
    origin_latitude: at(origin, 2),
    origin_longitude: at(origin, 3),
    destination_city: destination?.[1] ?? '',
    destination_latitude: at(destination, 2),
    destination_longitude: at(destination, 3),
  };
}

/** A trip of 2025. */
export function trip(
  first: string,
  last: string,
  cities: readonly string[],
  rest: Partial<TripRow> = {},
): TripRow {
  const days = (Date.parse(last) - Date.parse(first)) / 86_400_000 + 1;
  return {
    trip: `found:${first}`,
    first_on: first,
    last_on: last,
    days,
    reservations: [`r-${first}`],
    flights: 2,
    nights: days - 1,
    countries: [...new Set(cities.map((city) => city.slice(-2)))],
    cities: [...cities],
    ...rest,
  };
}

const homely: YearRow = {
  ...emptyYear,
  year: 2025,
  home_source: 'profile',
  home_country: 'NL',
  currency: 'EUR',
  currency_source: 'profile',
  spend_total: '0.00',
};

/** A year with many trips around the earth. */
export function richYear(overrides: Partial<YearRow> = {}): TravelerReport {
  const trips = [
    trip('2025-01-17', '2025-01-19', ['London, GB']),
    trip('2025-02-10', '2025-02-13', ['Lisbon, PT']),
    trip('2025-03-04', '2025-03-05', ['London, GB'], { nights: 1 }),
    trip('2025-04-12', '2025-04-27', ['Tokyo, JP', 'Kyoto, JP', 'Sydney, AU'], { flights: 4 }),
    trip('2025-04-29', '2025-05-02', ['Edinburgh, GB']),
    trip('2025-07-05', '2025-07-26', ['New York, US', 'San Francisco, US', 'Monterey, US'], { flights: 3 }),
    trip('2025-09-18', '2025-09-21', ['Lisbon, PT', 'Sintra, PT']),
    trip('2025-10-30', '2025-11-09', ['Cape Town, ZA'], { flights: 2 }),
    trip('2025-12-27', '2026-01-03', ['São Paulo, BR']),
  ];
  const row: YearRow = {
    ...homely,
    reservations: 34,
    presumed_completed: 3,
    trips: trips.length,
    trip_days: 79,
    longest_trip: 'found:2025-07-05',
    longest_trip_days: 22,
    busiest_month: '2025-07',
    busiest_month_days: 22,
    flights: 21,
    km: 98_412.37,
    flights_without_km: 1,
    air_minutes: 7_410,
    flights_without_air_time: 2,
    airports: ['AMS', 'CPT', 'EDI', 'GRU', 'JFK', 'LHR', 'LIS', 'NRT', 'SFO', 'SYD'],
    airlines: ['BA', 'KL', 'QF', 'TP', 'UA'],
    longest_flight_origin: 'SYD',
    longest_flight_destination: 'NRT',
    longest_flight_on: '2025-04-26',
    longest_flight_km: 7_819.4,
    nights: 61,
    hotels: 12,
    rental_days: 9,
    countries: ['AU', 'BR', 'GB', 'JP', 'PT', 'US', 'ZA'],
    first_time_countries: ['AU', 'ZA'],
    cities: [...new Set(trips.flatMap((each) => each.cities))],
    spend_by_type: { car: '512.30', flight: '6120.10', hotel: '8344.75' },
    spend_total: '14977.15',
    unconverted: [['JPY', '2', '48200']],
    without_amount: 1,
    schedule_changes: 3,
    cancellations: 1,
    late_minutes: 212,
    kg_with_rf: 18_420.4,
    kg_without_rf: 9_702.2,
    factor_sets: ['DEFRA 2024'],
    ...overrides,
  };
  const before: YearRow = {
    ...row,
    year: 2024,
    trips: 6,
    trip_days: 51,
    flights: 14,
    km: 41_020,
    nights: 38,
    countries: ['GB', 'PT', 'US'],
    cities: ['London, GB', 'Lisbon, PT', 'New York, US'],
  };
  const routes = [
    route('AMS', 'LHR', 3),
    route('LHR', 'AMS', 3),
    route('AMS', 'LIS', 2),
    route('LIS', 'AMS', 2),
    route('AMS', 'NRT', 1),
    route('NRT', 'SYD', 1),
    route('SYD', 'NRT', 1),
    route('NRT', 'AMS', 1),
    route('AMS', 'EDI', 1),
    route('EDI', 'AMS', 1),
    route('AMS', 'JFK', 1),
    route('JFK', 'SFO', 1),
    route('SFO', 'AMS', 1),
    route('AMS', 'CPT', 1),
    route('CPT', 'AMS', 1),
    route('AMS', 'GRU', 1),
    route('AMS', 'XXX', 1),
  ];
  return report({ years: [before, row], trips, routes });
}

/** A year with one trip. */
export function oneTripYear(): TravelerReport {
  const only = trip('2025-09-18', '2025-09-21', ['Lisbon, PT', 'Sintra, PT']);
  const row: YearRow = {
    ...homely,
    is_first_year: true,
    reservations: 3,
    trips: 1,
    trip_days: 4,
    longest_trip: only.trip,
    longest_trip_days: 4,
    busiest_month: '2025-09',
    busiest_month_days: 4,
    flights: 2,
    km: 3_692.4,
    air_minutes: 345,
    airports: ['AMS', 'LIS'],
    airlines: ['TP'],
    longest_flight_origin: 'AMS',
    longest_flight_destination: 'LIS',
    longest_flight_on: '2025-09-18',
    longest_flight_km: 1_846.2,
    nights: 3,
    hotels: 1,
    countries: ['PT'],
    cities: only.cities,
    spend_by_type: { flight: '212.00', hotel: '420.00' },
    spend_total: '632.00',
    kg_with_rf: 540.2,
    kg_without_rf: 284.3,
    factor_sets: ['DEFRA 2024'],
  };
  return report({ years: [row], trips: [only], routes: [route('AMS', 'LIS', 1), route('LIS', 'AMS', 1)] });
}

/** A year without a trip, between two others. */
export function quietYear(): TravelerReport {
  const before: YearRow = {
    ...homely,
    year: 2024,
    reservations: 4,
    trips: 2,
    km: 3_692.4,
    nights: 6,
    flights: 4,
  };
  return report({ years: [before, homely], trips: [], routes: [] });
}

function report(rows: {
  years: readonly YearRow[];
  trips: readonly TripRow[];
  routes: readonly RouteRow[];
}): TravelerReport {
  const found = buildYearReport(
    { ...rows, hasLater: true },
    { travelerId: 'guest-17', year: 2025 },
    { version: 1, state: 'open', asOf: '2026-01-10T04:00:00.000Z', book: null },
  );
  if (found === undefined) throw new Error('The seed has no such year');
  return found;
}
