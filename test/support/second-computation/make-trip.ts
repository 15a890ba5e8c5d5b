import { testAirports } from '../traveler-world.ts';
import type { Car, Flight, Hotel, Segment } from './change.ts';
import type { Random } from './random.ts';

/** A vendor as far as its trips depend on it. */
export interface TripVendor {
  vendorId: string;
  type: 'hotel' | 'flight' | 'car';
  timezone: string;
  city: string;
  country: string;
}

/** What is bought: when and where, of a version. */
export interface Trip {
  startAt: string;
  endAt: string;
  timezone: string;
  hotel?: Hotel;
  flight?: Flight;
  car?: Car;
}

const routes: readonly [Route, ...Route[]] = [
  ['LIS', 'AMS'],
  ['AMS', 'LIS'],
  ['LIS', 'JFK'],
  ['JFK', 'LHR', 'DEL'],
  ['NRT', 'AMS', 'LIS'],
  ['LHR', 'NRT'],
];

type Route = readonly [from: string, ...to: string[]];

const minuteMs = 60_000;

/** Makes the trip of a reservation that begins on a date, `YYYY-MM-DD`. */
export function makeTrip(random: Random, vendor: TripVendor, start: string): Trip {
  const { timezone, city, country } = vendor;
  if (vendor.type === 'hotel') {
    const nights = random.once(15) ? 0 : 1 + random.below(random.once(6) ? 16 : 5);
    const startAt = `${start}T15:00:00`;
    const endAt = nights === 0 ? `${start}T18:00:00` : `${addDays(start, nights)}T11:00:00`;
    return {
      startAt,
      endAt,
      timezone,
      hotel: { nights, rooms: random.once(4) ? 2 : 1, guests: 1 + random.below(3), city, country },
    };
  }
  if (vendor.type === 'car') {
    const startAt = `${start}T${String(7 + random.below(12)).padStart(2, '0')}:${random.pick(['00', '30', '45'])}:00`;
    const minutes = (1 + random.below(6)) * 1_440 + random.pick([-90, 0, 29, 30, 31, 200]);
    const endAt = Temporal.PlainDateTime.from(startAt).add({ minutes }).toString({ smallestUnit: 'second' });
    const days = random.once(3) ? 1 + random.below(8) : null;
    return {
      startAt,
      endAt,
      timezone,
      car: { days, pickup: { city, country, at: startAt }, dropoff: { city, country, at: endAt } },
    };
  }
  return makeFlight(random, vendor.vendorId, start);
}

function makeFlight(random: Random, vendorId: string, start: string): Trip {
  const carrier = vendorId === 'air-a' ? 'TP' : 'KL';
  const [first, ...others] = random.pick(routes);
  const segments: Segment[] = [];
  let from: string = first;
  let atMs = Temporal.PlainDateTime.from(
    `${start}T${String(6 + random.below(16)).padStart(2, '0')}:20:00`,
  ).toZonedDateTime(zoneOf(first)).epochMilliseconds;
  for (const to of others) {
    const arrivesMs = atMs + (90 + random.below(500)) * minuteMs;
    segments.push({
      carrier,
      ...(random.once(5) ? { operatingCarrier: 'ZZ' } : {}),
      number: String(100 + random.below(4)),
      from,
      to,
      departsAt: localAt(atMs, zoneOf(from)),
      arrivesAt: localAt(arrivesMs, zoneOf(to)),
      cabin: random.pick(['economy', 'business']),
    });
    from = to;
    atMs = arrivesMs + (60 + random.below(240)) * minuteMs;
  }
  return toTrip({ passengers: random.once(6) ? null : 1 + random.below(3), segments });
}

/** Moves what is planned; a flight by minutes, a stay or rental by a day. */
export function shiftTrip(random: Random, trip: Trip): Trip {
  if (trip.flight !== undefined) {
    const minutes = random.pick([-20, 20, 59, 60, 150, 179, 180, 400]);
    const move = (local: string) => addMinutes(local, minutes);
    const segments = trip.flight.segments.map((each) => ({
      ...each,
      departsAt: move(each.departsAt),
      arrivesAt: move(each.arrivesAt),
    }));
    return toTrip({ ...trip.flight, segments });
  }
  const move = (local: string) => addMinutes(local, 1_440);
  const [startAt, endAt] = [move(trip.startAt), move(trip.endAt)];
  if (trip.car === undefined) return { ...trip, startAt, endAt };
  const { pickup, dropoff } = trip.car;
  const car = { ...trip.car, pickup: { ...pickup, at: startAt }, dropoff: { ...dropoff, at: endAt } };
  return { ...trip, startAt, endAt, car };
}

/** A flight as it was flown: on time or not, now and then cancelled or elsewhere. */
export function flyTrip(random: Random, trip: Trip): Trip {
  if (trip.flight === undefined) return trip;
  const segments = trip.flight.segments.map((each): Segment => {
    if (random.once(12)) return { ...each, diverted: true };
    if (random.once(5)) return each;
    return { ...each, actualArrivesAt: addMinutes(each.arrivesAt, random.pick([-10, 0, 14, 15, 16, 90])) };
  });
  return { ...trip, flight: { ...trip.flight, segments } };
}

/** The trip of a flight: from its first departure to its last arrival, in the zone of the first airport. */
export function toTrip(flight: Flight): Trip {
  const [first] = flight.segments;
  const last = flight.segments.at(-1);
  const timezone = zoneOf(first?.from ?? '');
  const startAt = first?.departsAt ?? '';
  // The first flight may have been moved behind the last one.
  const endMs = Math.max(msOf(startAt, timezone), msOf(last?.arrivesAt ?? '', zoneOf(last?.to ?? '')));
  return { startAt, endAt: localAt(endMs, timezone), timezone, flight };
}

function msOf(local: string, zone: string): number {
  return Temporal.PlainDateTime.from(local).toZonedDateTime(zone).epochMilliseconds;
}

/** The zone of one of the tests' airports. */
export function zoneOf(airport: string): string {
  return testAirports.find(([code]) => code === airport)?.[3] ?? 'UTC';
}

/** The wall clock of a zone at an instant. */
export function localAt(epochMs: number, zone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(epochMs)
    .toZonedDateTimeISO(zone)
    .toPlainDateTime()
    .toString({ smallestUnit: 'second' });
}

/** Moves the hands of a clock. */
export function addMinutes(local: string, minutes: number): string {
  return Temporal.PlainDateTime.from(local).add({ minutes }).toString({ smallestUnit: 'second' });
}

function addDays(date: string, days: number): string {
  return Temporal.PlainDate.from(date).add({ days }).toString();
}
