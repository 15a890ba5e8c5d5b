import { distanceKm, placeOf, type Place } from './places.ts';
import { createRandom, seedOf, type Random } from './random.ts';
import { dayMs, hourMs, minuteMs, writeDate, type LocalTimes } from './time.ts';
import type { DemoVendor } from './vendors.ts';

/** One flight of an airline on one day; whoever books it flies at these times. */
export interface DemoFlight {
  carrier: string;
  number: string;
  from: Place;
  to: Place;
  /** As first scheduled. */
  departsAt: number;
  arrivesAt: number;
  /** What becomes of it. */
  fate: FlightFate;
}

export interface FlightFate {
  /** Minutes by which the airline moves it, and how long before departure it says so; 0: it does not. */
  shiftMinutes: number;
  shiftNoticeDays: number;
  /** How much later than scheduled it arrives; less than 0: earlier. */
  delayMinutes: number;
  isCancelled: boolean;
  isDiverted: boolean;
}

export interface FlightDeps {
  seed: number;
  places: ReadonlyMap<string, Place>;
  localTimes: LocalTimes;
}

const kmPerHour = 830;
const groundMs = 35 * minuteMs;
const layoverMs = 75 * minuteMs;

/**
 * Returns an airline that flies between two places, through its hub where that is neither: the detour and the fare decide.
 */
export function chooseAirline(
  airlines: readonly DemoVendor[],
  [from, to]: readonly [Place, Place],
  places: ReadonlyMap<string, Place>,
  random: Random,
): DemoVendor {
  const direct = distanceKm(from, to);
  return random.weigh(airlines, (airline) => {
    const hub = hubOf(airline, places);
    const detour = (distanceKm(from, hub) + distanceKm(hub, to) + 300) / (direct + 300);
    return airline.weight / (airline.price * detour ** 7);
  });
}

/**
 * Returns the flights of a way: one, or two by way of the airline's hub. Flights are the airline's: the same for everybody
 * who goes that way on that day.
 *
 * @param wish when to leave at the earliest, a day and the hour there
 */
export function createWay(
  airline: DemoVendor,
  [from, to]: readonly [Place, Place],
  wish: { day: number; isLate: boolean },
  deps: FlightDeps,
): DemoFlight[] {
  const hub = hubOf(airline, deps.places);
  if (hub === from || hub === to) return [createFlight(airline, [from, to], { ...wish, after: 0 }, deps)];
  const first = createFlight(airline, [from, hub], { ...wish, after: 0 }, deps);
  const after = first.arrivesAt + layoverMs;
  const day = Math.floor(deps.localTimes.toLocal(after, hub.timezone) / dayMs);
  return [first, createFlight(airline, [hub, to], { day, isLate: false, after }, deps)];
}

/** Three flights a day on every route; the first that leaves after `after`. */
function createFlight(
  airline: DemoVendor,
  [from, to]: readonly [Place, Place],
  wish: { day: number; isLate: boolean; after: number },
  { seed, localTimes }: FlightDeps,
): DemoFlight {
  const route = createRandom(seedOf(seed, 'route', airline.vendorId, from.airport, to.airport));
  const base = route.between(1, 290) * 3;
  const firstMinute = route.between(72, 100) * 5;
  const apart = route.between(52, 60) * 5;
  const slots = wish.isLate ? [2, 3, 4] : [0, 1, 2, 3, 4];
  for (const slot of slots) {
    const day = wish.day + Math.floor(slot / 3);
    const localMs = day * dayMs + (firstMinute + (slot % 3) * apart) * minuteMs;
    const departsAt = localTimes.toInstant(localMs, from.timezone);
    if (departsAt < wish.after) continue;
    const number = String(base + (slot % 3) + 100);
    const flyingMs = Math.round((distanceKm(from, to) / kmPerHour) * 12) * 5 * minuteMs;
    const fate = fateOf(seedOf(seed, 'flight', airline.vendorId, number, writeDate(localMs)), day);
    return {
      carrier: airline.carrier ?? '',
      number,
      from,
      to,
      departsAt,
      arrivesAt: departsAt + flyingMs + groundMs,
      fate,
    };
  }
  throw new RangeError('No flight leaves in time');
}

function fateOf(seed: number, day: number): FlightFate {
  const random = createRandom(seed);
  // Winter and high summer are the hard months.
  const month = new Date(day * dayMs).getUTCMonth();
  const strain = [0, 11].includes(month) ? 1.5 : [6, 7].includes(month) ? 1.3 : 1;
  const isMoved = random.chance(0.07);
  const isLate = random.chance(0.2 * strain);
  return {
    shiftMinutes: isMoved ? random.pick([-25, 15, 20, 35, 40, 65, 90, 120, 200, 260]) : 0,
    shiftNoticeDays: random.between(3, 45),
    isCancelled: random.chance(0.011 * strain),
    isDiverted: random.chance(0.0025),
    delayMinutes: isLate ? 15 + Math.round(-Math.log(1 - random.next()) * 38) : random.between(-18, 13),
  };
}

/** How long before departure an airline calls a flight off. */
export const cancellationNoticeMs = 7 * hourMs;

function hubOf(airline: DemoVendor, places: ReadonlyMap<string, Place>): Place {
  return placeOf(places, airline.airports[0] ?? '');
}
