import type { Affiliate } from './affiliate.ts';
import type { Change } from './change.ts';
import type { DayRate } from './fx.ts';
import { createTimetable } from './make-departures.ts';
import { makeTravels, type Traveler } from './make-travels.ts';
import { createRandom, type Random } from './random.ts';
import type { SeededVendor } from './seeded-world.ts';

/** What a traveler's profile says from a date on. */
export interface Profile {
  validFrom?: string;
  homeCountry: string;
  homeCity?: string;
  homeAirport?: string;
  currency: string;
  timezone: string;
}

type Home = Profile & { homeAirport: string };

/** A traveler and the profiles that are sent. */
export interface SeededTraveler {
  travelerId: string;
  profiles: readonly Profile[];
}

/** More than a year of travelers' journeys with vendors of three types, as sources tell of them. */
export interface TravelWorld {
  seed: number;
  now: string;
  affiliates: readonly Affiliate[];
  vendors: readonly SeededVendor[];
  dayRates: readonly DayRate[];
  travelers: readonly SeededTraveler[];
  /** The versions of each reservation, in order. */
  reservations: readonly (readonly Change[])[];
}

const lisbon = { timezone: 'Europe/Lisbon', currency: 'EUR', city: 'Lisbon', country: 'PT', class: '4' };
const newYork = { timezone: 'America/New_York', currency: 'USD', city: 'New York', country: 'US' };
const delhi = { timezone: 'Asia/Kolkata', currency: 'EUR', city: 'Delhi', country: 'IN' };
const tokyo = { timezone: 'Asia/Tokyo', currency: 'JPY', city: 'Tokyo', country: 'JP' };
const island = { timezone: 'Australia/Lord_Howe', currency: 'USD', city: 'Lord Howe', country: 'AU' };
const owners = ['o1', 'o2', 'o3', 'o4', 'o5', 'o1', 'o2'];

/** Seven of Lisbon of each type are compared with each other; one of them has another currency. The rest stand alone. */
const vendors: readonly SeededVendor[] = (['hotel', 'flight', 'car'] as const).flatMap((type) => [
  ...owners.map((owner, index) => ({
    vendorId: `${type}-${index}`,
    type,
    owner,
    ...lisbon,
    ...(index === 6 ? { currency: 'USD' } : {}),
  })),
  ...[newYork, delhi, tokyo, island]
    .filter(({ country }) => type !== 'flight' || country === 'US' || country === 'JP')
    .map((place) => ({ vendorId: `${type}-${place.country}`, type, ...place })),
]);

const affiliates: readonly [Affiliate, Affiliate] = [
  { affiliateId: 'berlin', currency: 'EUR', timezone: 'Europe/Berlin', rates: [{ rate: '0.1' }] },
  { affiliateId: 'howe', currency: 'USD', timezone: 'Australia/Lord_Howe', rates: [{ rate: '0.07' }] },
];

const homes: readonly [Home, ...Home[]] = [
  {
    homeCountry: 'NL',
    homeCity: 'Amsterdam',
    homeAirport: 'AMS',
    currency: 'EUR',
    timezone: 'Europe/Amsterdam',
  },
  { homeCountry: 'PT', homeCity: 'Lisbon', homeAirport: 'LIS', currency: 'EUR', timezone: 'Europe/Lisbon' },
  { homeCountry: 'GB', homeCity: 'London', homeAirport: 'LHR', currency: 'USD', timezone: 'Europe/London' },
  { homeCountry: 'JP', homeCity: 'Tokyo', homeAirport: 'NRT', currency: 'JPY', timezone: 'Asia/Tokyo' },
];
const movesOn = '2025-07-01';

/** Makes the world of a seed; the same seed and size make the same world. */
export function makeTravelWorld(seed: number, size = { travelers: 50 }): TravelWorld {
  const random = createRandom(seed);
  const airlines = vendors.filter(({ type }) => type === 'flight').map(({ vendorId }) => vendorId);
  const timetable = createTimetable(seed, airlines);
  const now = '2026-02-20T09:00:00Z';
  const made = Array.from({ length: size.travelers }, (_, index) => makeTraveler(random, `t${index}`));
  const plan = {
    vendors,
    timetable,
    affiliateIds: ['berlin', 'howe'] as const,
    from: '2024-10-20',
    to: '2026-05-01',
    nowMs: Date.parse(now),
  };
  return {
    seed,
    now,
    affiliates,
    vendors,
    dayRates: makeDayRates(),
    travelers: made.map(({ travelerId, profiles }) => ({ travelerId, profiles })),
    reservations: made.flatMap(({ traveler }) => makeTravels(random, traveler, plan)),
  };
}

/** Home is told by a profile, by two after a move, in part, by bookings only, or not at all. */
function makeTraveler(random: Random, travelerId: string): SeededTraveler & { traveler: Traveler } {
  const [home, other] = [random.pick(homes), random.pick(homes)];
  const kind = random.pick(['full', 'moved', 'country', 'told', 'told', 'unknown'] as const);
  const { homeCountry, currency, timezone } = home;
  const profiles: Record<typeof kind, Profile[]> = {
    full: [home],
    moved: [home, { ...other, validFrom: movesOn }],
    country: [{ homeCountry, currency, timezone }],
    told: [],
    unknown: [],
  };
  return {
    travelerId,
    profiles: profiles[kind],
    traveler: {
      travelerId,
      airport: (date) => (kind === 'moved' && date >= movesOn ? other : home).homeAirport,
      currency: profiles[kind].length === 0 ? currency : '',
      country: (own, bookedMs) => {
        if (kind === 'unknown' || own.once(5)) return null;
        return bookedMs < Date.parse('2025-02-01') && own.once(3) ? other.homeCountry : homeCountry;
      },
    },
  };
}

/** Pounds have none for ten days, which is more than the seven that a rate lasts. */
function makeDayRates(): DayRate[] {
  return Object.entries({ USD: 0.9, JPY: 0.0061, GBP: 1.17 }).flatMap(([currency, level]) =>
    Array.from({ length: 700 }, (_, days) => Temporal.PlainDate.from('2024-04-01').add({ days }))
      .filter((day) => day.dayOfWeek < 6)
      .filter((day) => currency !== 'GBP' || day.day < 8 || day.day > 18 || day.month % 3 !== 0)
      .map((day) => ({ date: day.toString(), currency, rate: (level * (1 + day.day / 200)).toFixed(8) })),
  );
}
