import { demoAffiliates, type DemoAffiliate } from './affiliates.ts';
import { toMinorUnits } from './currencies.ts';
import { chooseAirline, createWay, type DemoFlight, type FlightDeps } from './flights.ts';
import { distanceKm, type Place } from './places.ts';
import { createRandom, seedOf, type Random } from './random.ts';
import { priceLevel, visitHourWeight } from './seasons.ts';
import { dayMs, hourMs, minuteMs } from './time.ts';
import type { DemoTrip } from './trips.ts';
import { demoVendors, type DemoVendor } from './vendors.ts';

/** A reservation as it is made. Money is in the smallest units of `currency`, local times are of `timezone`. */
export interface DemoBooking {
  reservationId: string;
  trip: DemoTrip;
  vendor: DemoVendor;
  confirmation: string;
  bookedAt: number;
  source: 'agency' | 'travel_system' | 'email' | 'manual';
  affiliate: DemoAffiliate | undefined;
  /** Whether a visit of the affiliate's pages led to it. */
  isOnline: boolean;
  /** Whether its source knows which trip it belongs to. */
  isTripKnown: boolean;
  timezone: string;
  startLocalMs: number;
  endLocalMs: number;
  currency: string;
  /** Null where the source does not say it. */
  amount: number | null;
  part: FlightPart | HotelPart | CarPart;
}

export interface FlightPart {
  type: 'flight';
  passengers: number;
  cabin: string;
  legs: DemoFlight[];
}

export interface HotelPart {
  type: 'hotel';
  place: Place;
  nights: number;
  rooms: number;
  guests: number;
  /** What the nights cost without breakfast. */
  roomAmount: number;
}

export interface CarPart {
  type: 'car';
  place: Place;
  days: number;
  class: string;
}

interface Draft {
  vendor: DemoVendor;
  timezone: string;
  startLocalMs: number;
  endLocalMs: number;
  euro: number;
  /** Of a hotel, what is not for the nights. */
  extrasEuro?: number;
  part: FlightPart | (Omit<HotelPart, 'roomAmount'> & { roomAmount?: number }) | CarPart;
}

const airlines = demoVendors.filter(({ type }) => type === 'flight');

/** Makes what somebody books for a trip: a flight, a hotel and a car, or some of them. All were booked before `to`. */
export function createBookings(trip: DemoTrip, { to, ...deps }: FlightDeps & { to: number }): DemoBooking[] {
  const random = createRandom(seedOf(deps.seed, 'bookings', trip.tripId));
  const km = distanceKm(trip.home, trip.destination);
  const flight =
    km > 380 || random.chance(0.3) || trip.home.country !== trip.destination.country
      ? draftFlight(trip, deps, random)
      : undefined;
  const drafts = [
    flight,
    random.chance(trip.isWork ? 0.82 : 0.66) ? draftHotel(trip, flight, deps, random) : undefined,
    random.chance(trip.isWork ? 0.12 : trip.draw === 'sun' ? 0.34 : 0.16)
      ? draftCar(trip, flight, deps, random)
      : undefined,
  ];
  const isTripKnown = random.chance(0.6);
  // Whoever sent them to the flight often sent them to the rest.
  const usual = chooseAffiliate(trip, random);
  return drafts.flatMap((draft, index): DemoBooking[] => {
    if (draft === undefined) return [];
    const bookedAt = bookedAtOf(trip, index, deps, random);
    const affiliate = random.chance(0.8) ? usual : chooseAffiliate(trip, random);
    const isOnline = affiliate !== undefined && random.chance(0.72);
    const currency = random.chance(0.9) ? draft.vendor.currency : trip.traveler.currency;
    const amount = toMinorUnits(draft.euro, currency);
    const { euro: _euro, extrasEuro = 0, part, ...rest } = draft;
    const made: DemoBooking = {
      ...rest,
      reservationId: `${draft.vendor.type.slice(0, 1)}-${trip.tripId}`,
      trip,
      confirmation: confirmationOf(random),
      bookedAt,
      source: random.weigh(
        ['agency', 'travel_system', 'email', 'manual'] as const,
        (each) => ({ agency: isOnline ? 45 : 35, travel_system: 40, email: 13, manual: 3 })[each],
      ),
      affiliate,
      isOnline,
      isTripKnown,
      currency,
      amount: random.chance(0.004) ? null : amount,
      part:
        part.type === 'hotel' ? { ...part, roomAmount: amount - toMinorUnits(extrasEuro, currency) } : part,
    };
    return bookedAt < to ? [made] : [];
  });
}

function draftFlight(trip: DemoTrip, deps: FlightDeps, random: Random): Draft {
  const { home, destination, departDay, nights } = trip;
  const airline = chooseAirline(airlines, [home, destination], deps.places, random);
  const isLate = random.chance(trip.isWork ? 0.35 : 0.25);
  const out = createWay(airline, [home, destination], { day: departDay, isLate }, deps);
  const arrival = deps.localTimes.toLocal(out.at(-1)?.arrivesAt ?? 0, destination.timezone);
  const backDay = Math.max(departDay, Math.floor(arrival / dayMs)) + nights;
  const back = createWay(airline, [destination, home], { day: backDay, isLate: trip.isWork }, deps);
  const cabin = random.weigh(
    ['economy', 'premium_economy', 'business'],
    (each) =>
      ({ economy: trip.isWork ? 70 : 90, premium_economy: 7, business: trip.isWork ? 23 : 3 })[each] ?? 0,
  );
  const cabinFactor = cabin === 'business' ? 3.4 : cabin === 'economy' ? 1 : 1.6;
  const km = distanceKm(home, destination);
  const month = new Date(departDay * dayMs).getUTCMonth();
  const early = Math.max(0.75, 1.35 - trip.leadDays / 90);
  const fare = (58 + km * 0.075) * priceLevel(trip.draw, month) * early * (0.85 + random.next() * 0.3);
  return {
    vendor: airline,
    timezone: home.timezone,
    startLocalMs: deps.localTimes.toLocal(out[0]?.departsAt ?? 0, home.timezone),
    endLocalMs: deps.localTimes.toLocal(back.at(-1)?.arrivesAt ?? 0, home.timezone),
    euro: fare * cabinFactor * airline.price * trip.party,
    part: { type: 'flight', passengers: trip.party, cabin, legs: [...out, ...back] },
  };
}

/** From the day of arrival to that of leaving; who comes by road does so on the day of departure. */
function stayDays(
  trip: DemoTrip,
  flight: Draft | undefined,
  { localTimes }: FlightDeps,
): { first: number; nights: number } {
  if (flight?.part.type !== 'flight') return { first: trip.departDay, nights: trip.nights };
  const { legs } = flight.part;
  const lastOut = legs[legs.length / 2 - 1];
  const zone = trip.destination.timezone;
  const arrival = localTimes.toLocal(lastOut?.arrivesAt ?? 0, zone);
  return { first: Math.max(trip.departDay, Math.floor(arrival / dayMs)), nights: trip.nights };
}

function draftHotel(
  trip: DemoTrip,
  flight: Draft | undefined,
  deps: FlightDeps,
  random: Random,
): Draft | undefined {
  const { destination } = trip;
  const choice = demoVendors.filter(
    ({ type, airports }) => type === 'hotel' && airports.includes(destination.airport),
  );
  if (choice.length === 0) return undefined;
  const vendor = random.weigh(choice, (each) => each.weight * (trip.isWork ? each.price : 130 / each.price));
  const { first, nights } = stayDays(trip, flight, deps);
  const rooms = trip.party > 2 && random.chance(0.45) ? 2 : 1;
  const month = new Date(first * dayMs).getUTCMonth();
  const night = vendor.price * priceLevel(trip.draw, month) * (0.8 + random.next() * 0.45);
  const extrasEuro = random.chance(0.35) ? 14 * trip.party * nights : 0;
  return {
    vendor,
    timezone: destination.timezone,
    startLocalMs: first * dayMs + 15 * hourMs,
    endLocalMs: (first + nights) * dayMs + 11 * hourMs,
    euro: night * nights * rooms + extrasEuro,
    extrasEuro,
    part: { type: 'hotel', place: destination, nights, rooms, guests: trip.party },
  };
}

function draftCar(
  trip: DemoTrip,
  flight: Draft | undefined,
  deps: FlightDeps,
  random: Random,
): Draft | undefined {
  const { destination } = trip;
  const choice = demoVendors.filter(
    ({ type, airports }) => type === 'car' && airports.includes(destination.airport),
  );
  if (choice.length === 0) return undefined;
  const vendor = random.weigh(choice, (each) => each.weight);
  const { first, nights } = stayDays(trip, flight, deps);
  const days = Math.max(1, nights);
  const carClass = random.weigh(
    ['economy', 'compact', 'estate', 'suv', 'electric'],
    (each) => ({ economy: 30, compact: 34, estate: 12, suv: 14, electric: 10 })[each] ?? 0,
  );
  const level = { economy: 0.85, compact: 1, estate: 1.25, suv: 1.45, electric: 1.2 }[carClass] ?? 1;
  const month = new Date(first * dayMs).getUTCMonth();
  const pickUp = first * dayMs + random.between(32, 40) * 30 * minuteMs;
  return {
    vendor,
    timezone: destination.timezone,
    startLocalMs: pickUp,
    endLocalMs: pickUp + days * dayMs - random.between(0, 8) * 30 * minuteMs,
    euro: vendor.price * level * days * priceLevel(trip.draw, month) * (0.9 + random.next() * 0.25),
    part: { type: 'car', place: destination, days, class: carClass },
  };
}

/** Flights are booked first, beds and cars some days later; at the hours at which people sit at a screen. */
function bookedAtOf(trip: DemoTrip, index: number, { localTimes }: FlightDeps, random: Random): number {
  const later = index === 0 ? 0 : Math.min(trip.leadDays - 1, Math.floor(random.next() ** 2 * 12 * index));
  const day = trip.departDay - Math.max(1, trip.leadDays) + Math.max(0, later);
  const hours = Array.from({ length: 24 }, (_, hour) => hour);
  const hour = random.weigh(hours, (each) => visitHourWeight(each));
  const localMs = day * dayMs + hour * hourMs + random.between(0, 3_599_999);
  return localTimes.toInstant(localMs, trip.home.timezone);
}

function chooseAffiliate(trip: DemoTrip, random: Random): DemoAffiliate | undefined {
  // Most book where they always did; of a hundred visits to an affiliate two or three lead to a booking.
  if (!random.chance(trip.isWork ? 0.08 : 0.15)) return undefined;
  return random.weigh(demoAffiliates, ({ weight, countries }) => {
    const place = countries.indexOf(trip.home.country);
    return weight * ([1, 0.35, 0.15][place] ?? 0.02);
  });
}

const letters = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';

function confirmationOf(random: Random): string {
  return Array.from({ length: 6 }, () => letters[random.between(0, letters.length - 1)]).join('');
}
