import { destinations, distanceKm, placeOf, type Draw, type Place } from './places.ts';
import { createRandom, seedOf, type Random } from './random.ts';
import { departureWeight, monthWeight } from './seasons.ts';
import { dayMs, startOfMonth } from './time.ts';
import { homeAt, type DemoTraveler } from './travelers.ts';

/** A journey from home and back. */
export interface DemoTrip {
  tripId: string;
  traveler: DemoTraveler;
  home: Place;
  destination: Place;
  draw: Draw;
  isWork: boolean;
  /** Day of leaving, counted from 1970. */
  departDay: number;
  nights: number;
  /** Days before leaving on which it is booked. */
  leadDays: number;
  /** How many go. */
  party: number;
}

/** No trip is booked longer ahead than this. */
const mostLeadDays = 250;

/**
 * Makes the trips of a traveler that are booked in `[from, to)`, the first first; none begins before the one before it
 * has ended.
 */
export function createTrips(
  seed: number,
  traveler: DemoTraveler,
  range: { from: number; to: number },
  places: ReadonlyMap<string, Place>,
): DemoTrip[] {
  const random = createRandom(seedOf(seed, 'trips', traveler.travelerId));
  const wishes: DemoTrip[] = [];
  for (
    let month = startOfMonth(range.from);
    month < range.to + mostLeadDays * dayMs;
    month = startOfMonth(month, 1)
  ) {
    // A few months are drawn from that lie before they joined, so that later months do not depend on it.
    const count = random.count((traveler.tripsPerYear / 12) * 1.75);
    for (let index = 0; index < count; index += 1) {
      const trip = createTrip({ traveler, month, index }, places, random);
      if (trip !== undefined) wishes.push(trip);
    }
  }
  const trips: DemoTrip[] = [];
  for (const trip of wishes.toSorted((a, b) => a.departDay - b.departDay)) {
    const before = trips.at(-1);
    if (before !== undefined && trip.departDay <= before.departDay + before.nights + 1) continue;
    const bookedAt = (trip.departDay - trip.leadDays) * dayMs;
    if (bookedAt >= Math.max(range.from, traveler.since) && bookedAt < range.to) trips.push(trip);
  }
  return trips;
}

function createTrip(
  { traveler, month, index }: { traveler: DemoTraveler; month: number; index: number },
  places: ReadonlyMap<string, Place>,
  random: Random,
): DemoTrip | undefined {
  const isWork = random.chance(traveler.workShare);
  const calendarMonth = new Date(month).getUTCMonth();
  if (isWork && !random.chance(monthWeight('work', calendarMonth) / 1.25)) return undefined;
  const home = homeAt(traveler, month);
  const destination = chooseDestination({ home, isWork, calendarMonth }, places, random);
  if (destination === undefined) return undefined;
  const km = distanceKm(home, destination);
  const nights = isWork
    ? random.weigh([1, 2, 3, 4], (each) => 5 - each) + (km > 5_000 ? 2 : 0)
    : random.weigh([2, 3, 4, 5, 7, 10, 14], (each) => leisureWeight(each, km));
  const firstDay = Math.floor(month / dayMs);
  const days = Array.from(
    { length: new Date(month).getUTCMonth() === 1 ? 28 : 30 },
    (_, day) => firstDay + day,
  );
  return {
    tripId: `${traveler.travelerId}-${new Date(month).toISOString().slice(0, 7)}-${index + 1}`,
    traveler,
    home,
    destination,
    draw: destinations[destination.airport]?.draw ?? 'city',
    isWork,
    departDay: random.weigh(days, (day) => departureWeight(isWork, day)),
    nights,
    leadDays: leadDaysOf(isWork, km, random),
    party: isWork ? 1 : random.weigh([1, 2, 3, 4], (each) => [28, 50, 9, 13][each - 1] ?? 1),
  };
}

function chooseDestination(
  { home, isWork, calendarMonth }: { home: Place; isWork: boolean; calendarMonth: number },
  places: ReadonlyMap<string, Place>,
  random: Random,
): Place | undefined {
  const weightOf = (airport: string): number => {
    const { weight, draw } = destinations[airport] ?? { weight: 0, draw: 'city' as const };
    const km = distanceKm(home, placeOf(places, airport));
    if (km < 100) return 0;
    const nearness = 1 / (1 + (km / (isWork ? 1_500 : 2_500)) ** 1.6);
    const season = isWork ? (draw === 'city' ? 1.4 : 0.35) : monthWeight(draw, calendarMonth);
    return weight * nearness * season;
  };
  const all = Object.keys(destinations);
  // The seasons also decide whether somebody goes at all.
  const pull = all.reduce((sum, airport) => sum + weightOf(airport), 0);
  const usual = all.reduce((sum, airport) => {
    const draw = destinations[airport]?.draw ?? 'city';
    return sum + weightOf(airport) / (isWork ? 1 : monthWeight(draw, calendarMonth));
  }, 0);
  if (!random.chance(Math.min(1, pull / usual / 1.35))) return undefined;
  return placeOf(places, random.weigh(all, weightOf));
}

function leisureWeight(nights: number, km: number): number {
  const usual = km < 1_200 ? 3 : km < 3_500 ? 6 : 11;
  return 1 / (1 + Math.abs(nights - usual) ** 1.5);
}

/** Work is planned weeks ahead, holidays months: both with a long tail (log-normal, by a sum of three). */
function leadDaysOf(isWork: boolean, km: number, random: Random): number {
  const bell = (random.next() + random.next() + random.next() - 1.5) * 2;
  const median = isWork ? 13 : km < 1_500 ? 38 : 75;
  return Math.min(mostLeadDays, Math.round(median * Math.exp(bell * (isWork ? 0.8 : 0.7))));
}
