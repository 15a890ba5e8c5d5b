import type { Change } from './change.ts';
import type { Departure, Timetable } from './make-departures.ts';
import { localAt, makeTrip, shiftTrip, toTrip, zoneOf } from './make-trip.ts';
import type { Random } from './random.ts';
import type { SeededVendor } from './seeded-world.ts';
import { makeActs, makeAmount, makeEnd, tellStory, type Act, type State } from './tell-story.ts';

/** Who travels, from where, and what is said of it. */
export interface Traveler {
  travelerId: string;
  /** The airport near home, by local date. */
  airport(date: string): string;
  /** In which everything is paid; '' in any. */
  currency: string;
  /** What bookings say of the traveler's country. */
  country(random: Random, bookedMs: number): string | null;
}

export interface TravelsPlan {
  vendors: readonly SeededVendor[];
  timetable: Timetable;
  affiliateIds: readonly [string, ...string[]];
  /** `YYYY-MM-DD`; in which journeys begin. */
  from: string;
  to: string;
  /** Nothing is told later, or booked. */
  nowMs: number;
}

const dayMs = 86_400_000;
/** Most go where vendors are compared; the island has no flights. */
const lisbon = ['LIS', 'LIS', 'LIS', 'LIS', 'LIS'] as const;
const destinations = [...lisbon, 'AMS', 'LHR', 'EDI', 'JFK', 'JFK', 'SFO', 'NRT', 'DEL', 'island'] as const;
const sources = ['agency', 'agency', 'travel_system', 'email', 'manual'] as const;

/** Makes the reservations of a traveler's journeys, one after the other: there, stays and rentals, and back. */
export function makeTravels(random: Random, traveler: Traveler, plan: TravelsPlan): Change[][] {
  const told: Change[][] = [];
  let date = Temporal.PlainDate.from(plan.from).add({ days: random.below(60) });
  for (let journey = 0; Temporal.PlainDate.compare(date, plan.to) < 0; journey += 1) {
    const days = 1 + random.below(random.once(3) ? 14 : 5);
    told.push(...makeJourney(random, traveler, plan, { journey, date, days }));
    date = date.add({ days: days + 5 + random.below(45) });
  }
  return told;
}

interface Journey {
  journey: number;
  date: Temporal.PlainDate;
  days: number;
}

function makeJourney(
  random: Random,
  traveler: Traveler,
  plan: TravelsPlan,
  { journey, date, days }: Journey,
): Change[][] {
  const { travelerId } = traveler;
  const startMs = Date.parse(date.toString());
  const bookedMs = startMs - random.below((random.once(5) ? 110 : 40) * dayMs) + 6 * 3_600_000;
  if (bookedMs >= plan.nowMs) return [];
  const home = traveler.airport(date.toString());
  const there = random.pick(destinations);
  const country = traveler.country(random, bookedMs);
  const tripId = random.once(7) ? `${travelerId}/${journey}` : null;
  let part = 0;
  const tell = (
    vendor: SeededVendor,
    story: Pick<Parameters<typeof tellStory>[0], 'first' | 'acts'>,
    toldMs = bookedMs,
  ) => {
    part += 1;
    const reservationId = `${travelerId}-${journey}-${part}`;
    const told = tellStory(
      {
        reservationId,
        source: random.pick(sources),
        bookedMs: toldMs + part * 1_000,
        base: {
          type: vendor.type,
          vendorId: vendor.vendorId,
          travelerId,
          tripId: random.once(15) ? null : tripId,
          confirmation: `K${reservationId}`,
          currency: traveler.currency || random.pick([vendor.currency, 'EUR', 'USD', 'JPY', 'GBP']),
        },
        travelerCountry: country,
        ...story,
      },
      plan.nowMs,
    );
    return random.once(10) ? [told, retell(random, told)] : [told];
  };
  const first = (): Omit<State, 'trip'> => ({
    status: 'booked',
    amount: random.once(30) ? null : makeAmount(random),
    retained: null,
    affiliateId: random.pick(plan.affiliateIds),
  });
  const fly = (from: string, to: string, on: Temporal.PlainDate): Change[][] => {
    // One of them is large, so that some of what its bookings are told apart by need not be joined.
    const isLarge = random.once(4);
    const airline = pickOf(
      random,
      plan.vendors,
      ({ type, vendorId }) => type === 'flight' && (!isLarge || vendorId === 'flight-US'),
    );
    const via = random.once(3) ? random.pick(['AMS', 'LHR', 'JFK'] as const) : undefined;
    const stops = via === undefined || via === from || via === to ? [from, to] : [from, via, to];
    const route = (start: Temporal.PlainDate): Departure[] => {
      const legs: Departure[] = [];
      let day = start.toString();
      for (const [index, stop] of stops.slice(1).entries()) {
        const leg = connect(plan.timetable, airline.vendorId, [stops[index] ?? '', stop], day, legs.at(-1));
        legs.push(leg);
        day = localAt(leg.arrivesMs, zoneOf(stop)).slice(0, 10);
      }
      return legs;
    };
    return tell(airline, tellFlight(random, route, { on, bookedMs, first: first(), isFinal: to === home }));
  };
  const stay = (vendor: SeededVendor, from: Temporal.PlainDate, firstNights?: number): Change[][] => {
    const made = makeTrip(random, vendor, from.toString());
    const nights = firstNights ?? made.hotel?.nights ?? 0;
    const trip =
      vendor.type === 'hotel' && nights > 0
        ? {
            ...made,
            endAt: `${from.add({ days: nights }).toString()}T11:00:00`,
            hotel: { ...made.hotel, nights },
          }
        : made;
    const [stayStartMs, stayEndMs] = [msOf(trip.startAt, trip.timezone), msOf(trip.endAt, trip.timezone)];
    // Some are written down only after they have begun.
    const toldMs = random.once(25) ? Math.min(stayStartMs + 30 * 3_600_000, plan.nowMs - 10_000) : bookedMs;
    const acts = [...makeActs(random, toldMs, stayStartMs, 'vendor'), ...makeEnd(random, stayEndMs)];
    if (random.once(8)) {
      const moved = shiftTrip(random, trip);
      const party = { ...trip, hotel: { ...trip.hotel, guests: 4 } };
      const other = vendor.type === 'hotel' && random.once(2) ? party : moved;
      acts.push({
        atMs: toldMs + 1 + random.below(Math.max(1, stayStartMs - toldMs)),
        initiator: random.pick(['vendor', 'vendor', 'traveler', 'unknown', 'agency']),
        does: (state) => (state.status === 'booked' ? { ...state, trip: () => other } : undefined),
      });
    }
    return tell(vendor, { first: { ...first(), trip: () => trip }, acts }, toldMs);
  };
  const near = ({ city, country: own }: SeededVendor): boolean => placeOf(city, own) === there;
  const parts: Change[][] = [];
  const isFlown = there !== home && there !== 'island' && !random.once(8);
  if (isFlown && !random.once(12)) parts.push(...fly(home, there, date));
  const hotels = plan.vendors.filter((each) => each.type === 'hotel' && near(each));
  const cars = plan.vendors.filter((each) => each.type === 'car' && near(each));
  if (hotels.length > 0 && !random.once(6)) {
    parts.push(
      ...stay(
        pickOf(random, hotels, () => true),
        date,
        random.once(8) ? undefined : days,
      ),
    );
  }
  if (cars.length > 0 && !random.once(4))
    parts.push(
      ...stay(
        pickOf(random, cars, () => true),
        date,
      ),
    );
  if (isFlown && !random.once(12)) parts.push(...fly(there, home, date.add({ days })));
  return parts;
}

/** The next leg of a journey: the first departure that leaves an hour after the one before arrives, or one a day later. */
function connect(
  timetable: Timetable,
  airline: string,
  [from, to]: readonly [string, string],
  day: string,
  before: Departure | undefined,
): Departure {
  const leg = timetable(airline, from, to, day);
  if (before === undefined || leg.departsMs >= before.arrivesMs + 3_600_000) return leg;
  return timetable(airline, from, to, Temporal.PlainDate.from(day).add({ days: 1 }).toString());
}

interface Flying {
  on: Temporal.PlainDate;
  bookedMs: number;
  first: Omit<State, 'trip'>;
  isFinal: boolean;
}

/** The story of a flight: every departure's news are told to whoever has booked it. */
function tellFlight(
  random: Random,
  route: (start: Temporal.PlainDate) => Departure[],
  { on, bookedMs, first, isFinal }: Flying,
) {
  let legs = route(on);
  let passengers = random.once(8) ? null : 1 + random.below(3);
  const plannedAt = (own: readonly Departure[], party: number | null) => (atMs: number) =>
    toTrip({ passengers: party, segments: own.map((leg) => leg.planned(atMs)) });
  const startMs = legs[0]?.departsMs ?? 0;
  const acts: Act[] = [...makeActs(random, bookedMs, startMs - 3 * 3_600_000, 'system')];
  const begin = plannedAt(legs, passengers);
  if (isFinal && random.once(8)) {
    const later = route(on.add({ days: 1 }));
    const [moved, party] = [legs, passengers];
    const atMs = bookedMs + 1 + random.below(Math.max(1, startMs - 4 * dayMs - bookedMs));
    if (atMs < startMs - 3 * dayMs) {
      acts.push(...newsOf(moved, bookedMs, atMs, party, plannedAt));
      acts.push({
        atMs,
        initiator: 'traveler',
        does: (state) =>
          state.status === 'booked' ? { ...state, trip: plannedAt(later, party) } : undefined,
      });
      acts.push(...newsOf(later, atMs, Infinity, party, plannedAt));
      legs = later;
    } else acts.push(...newsOf(legs, bookedMs, Infinity, party, plannedAt));
  } else {
    const grownMs = bookedMs + 1 + random.below(Math.max(1, startMs - 2 * dayMs - bookedMs));
    const isGrowing = random.once(9) && grownMs < startMs - dayMs;
    acts.push(...newsOf(legs, bookedMs, isGrowing ? grownMs : Infinity, passengers, plannedAt));
    if (isGrowing) {
      passengers = (passengers ?? 1) + 1;
      const grown = plannedAt(legs, passengers);
      acts.push({
        atMs: grownMs,
        initiator: 'agency',
        does: (state) => (state.status === 'booked' ? { ...state, trip: grown } : undefined),
      });
      acts.push(...newsOf(legs, grownMs, Infinity, passengers, plannedAt));
    }
  }
  const own = legs;
  const party = passengers;
  const endMs = (own.at(-1)?.arrivesMs ?? 0) + dayMs;
  acts.push(
    ...makeEnd(random, endMs, (state) => ({
      ...state,
      trip: () => toTrip({ passengers: party, segments: own.map((leg) => leg.flown()) }),
    })),
  );
  return { first: { ...first, trip: begin }, acts };
}

function newsOf(
  legs: readonly Departure[],
  fromMs: number,
  toMs: number,
  party: number | null,
  plannedAt: (own: readonly Departure[], party: number | null) => State['trip'],
): Act[] {
  return legs.flatMap((leg) =>
    leg.news
      .filter(({ atMs }) => atMs > fromMs && atMs < toMs)
      .map(({ atMs, initiator, what }): Act => {
        // The only flight of a booking takes the booking with it.
        const isEnd = what === 'cancelled' && legs.length === 1;
        return {
          atMs,
          initiator,
          does: (state) =>
            state.status === 'booked'
              ? { ...state, trip: plannedAt(legs, party), status: isEnd ? 'cancelled' : 'booked' }
              : undefined,
        };
      }),
  );
}

/** What another source says of the same booking: as it was in the beginning, for another price. */
function retell(random: Random, versions: readonly Change[]): Change[] {
  const [first] = versions;
  const [other, ...others] = sources.filter((source) => source !== first?.source);
  if (first === undefined || other === undefined) return [];
  return [
    {
      ...first,
      changeId: `${first.changeId}:copy`,
      reservationId: `${first.reservationId}-copy`,
      source: random.pick([other, ...others]),
      reservation: { ...first.reservation, amount: makeAmount(random) },
    },
  ];
}

function placeOf(city: string, country: string): string {
  const places: Readonly<Record<string, string>> = {
    'Lisbon PT': 'LIS',
    'New York US': 'JFK',
    'Delhi IN': 'DEL',
    'Tokyo JP': 'NRT',
    'Lord Howe AU': 'island',
  };
  return places[`${city} ${country}`] ?? '';
}

function pickOf<T>(random: Random, from: readonly T[], fits: (each: T) => boolean): T {
  const [first, ...others] = from.filter(fits);
  if (first === undefined) throw new Error('Nothing fits');
  return random.pick([first, ...others]);
}

function msOf(local: string, zone: string): number {
  return Temporal.PlainDateTime.from(local).toZonedDateTime(zone).epochMilliseconds;
}
