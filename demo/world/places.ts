import { readShippedAirports } from '../../warehouse/reference/airports.ts';

/** A city by its airport. */
export interface Place {
  airport: string;
  city: string;
  /** Alpha-2. */
  country: string;
  timezone: string;
  latitude: number;
  longitude: number;
}

/** What draws people to a place, and so when. */
export type Draw = 'sun' | 'city' | 'winter' | 'far';

/** Where trips go: how many, and what for. Every airport is one of the shipped list. */
export const destinations: Readonly<Record<string, { weight: number; draw: Draw }>> = {
  BCN: { weight: 11, draw: 'city' },
  MAD: { weight: 9, draw: 'city' },
  PMI: { weight: 9, draw: 'sun' },
  AGP: { weight: 8, draw: 'sun' },
  SVQ: { weight: 4, draw: 'city' },
  VLC: { weight: 5, draw: 'city' },
  TFS: { weight: 6, draw: 'winter' },
  LIS: { weight: 6, draw: 'city' },
  OPO: { weight: 3, draw: 'city' },
  LHR: { weight: 7, draw: 'city' },
  CDG: { weight: 6, draw: 'city' },
  FCO: { weight: 6, draw: 'city' },
  ATH: { weight: 4, draw: 'sun' },
  VIE: { weight: 3, draw: 'city' },
  CPH: { weight: 3, draw: 'city' },
  PRG: { weight: 3, draw: 'city' },
  JFK: { weight: 7, draw: 'city' },
  LAX: { weight: 4, draw: 'far' },
  SFO: { weight: 3, draw: 'city' },
  MIA: { weight: 4, draw: 'winter' },
  CUN: { weight: 3, draw: 'winter' },
  ORD: { weight: 3, draw: 'city' },
  DXB: { weight: 3, draw: 'winter' },
  BKK: { weight: 4, draw: 'winter' },
  SIN: { weight: 3, draw: 'far' },
  HND: { weight: 5, draw: 'far' },
  SYD: { weight: 3, draw: 'far' },
  CPT: { weight: 2, draw: 'winter' },
};

/**
 * Reads the places of the shipped list of airports, by airport.
 *
 * @throws {RangeError} when one of `airports` is not on it.
 */
export async function readPlaces(airports: readonly string[]): Promise<ReadonlyMap<string, Place>> {
  const wanted = new Set([...Object.keys(destinations), ...airports]);
  const places = new Map<string, Place>();
  for (const each of await readShippedAirports()) {
    if (!wanted.has(each.airport)) continue;
    places.set(each.airport, {
      airport: each.airport,
      city: each.city,
      country: each.country,
      timezone: each.timezone,
      latitude: Number(each.latitude),
      longitude: Number(each.longitude),
    });
  }
  for (const airport of wanted) placeOf(places, airport);
  return places;
}

/** @throws {RangeError} when it is not among the places. */
export function placeOf(places: ReadonlyMap<string, Place>, airport: string): Place {
  const place = places.get(airport);
  if (place === undefined) throw new RangeError(`There is no airport ${airport}`);
  return place;
}

/** Returns the great circle between two places in km, on a sphere of 6,371 km (haversine). */
export function distanceKm(from: Place, to: Place): number {
  const rad = Math.PI / 180;
  const dLat = (to.latitude - from.latitude) * rad;
  const dLon = (to.longitude - from.longitude) * rad;
  const a =
    Math.sin(dLat / 2) ** 2 +
    Math.cos(from.latitude * rad) * Math.cos(to.latitude * rad) * Math.sin(dLon / 2) ** 2;
  return 2 * 6_371 * Math.asin(Math.sqrt(a));
}
