import type { Warehouse } from '../../warehouse/client.ts';

/** Airports of the tests: IATA, city, country, zone, latitude, longitude. */
export const testAirports: readonly [string, string, string, string, number, number][] = [
  ['AMS', 'Amsterdam', 'NL', 'Europe/Amsterdam', 52.3086, 4.7639],
  ['LIS', 'Lisbon', 'PT', 'Europe/Lisbon', 38.7813, -9.1359],
  ['LHR', 'London', 'GB', 'Europe/London', 51.4706, -0.4619],
  ['EDI', 'Edinburgh', 'GB', 'Europe/London', 55.95, -3.3725],
  ['JFK', 'New York', 'US', 'America/New_York', 40.6398, -73.7789],
  ['SFO', 'San Francisco', 'US', 'America/Los_Angeles', 37.619, -122.3749],
  ['NRT', 'Tokyo', 'JP', 'Asia/Tokyo', 35.7647, 140.3864],
  ['DEL', 'Delhi', 'IN', 'Asia/Kolkata', 28.5665, 77.1031],
];

export interface TestProfile {
  travelerId: string;
  validFrom?: string;
  homeCountry?: string;
  homeCity?: string;
  homeAirport?: string;
  currency?: string;
  timezone?: string;
}

const beginning = '1970-01-01T00:00:00.000Z';
const recordedAt = '2026-01-01T00:00:00.000Z';

/** Stores the tests' airports. */
export async function storeAirports(warehouse: Warehouse): Promise<void> {
  await warehouse.insert(
    'airports',
    testAirports.map(([airport, city, country, timezone, latitude, longitude]) => ({
      airport,
      valid_from: beginning,
      name: airport,
      city,
      country,
      timezone,
      latitude,
      longitude,
      source: 'test',
      version: '1',
      recorded_at: recordedAt,
    })),
    { name: 'test' },
  );
}

/** Stores the tests' airports and the profiles of travelers. */
export async function storeTravelers(warehouse: Warehouse, profiles: readonly TestProfile[]): Promise<void> {
  await storeAirports(warehouse);
  await warehouse.insert(
    'travelers',
    profiles.map((profile) => ({
      traveler_id: profile.travelerId,
      valid_from: profile.validFrom ?? beginning,
      home_country: profile.homeCountry ?? '',
      home_city: profile.homeCity ?? '',
      home_airport: profile.homeAirport ?? '',
      currency: profile.currency ?? '',
      timezone: profile.timezone ?? '',
      locale: '',
      recorded_at: recordedAt,
    })),
    { name: 'test' },
  );
}
