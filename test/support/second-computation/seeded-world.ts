import type { Affiliate } from './affiliate.ts';
import type { Span } from './affiliate-money.ts';
import type { Change } from './change.ts';
import type { DayRate } from './fx.ts';
import { makeChanges } from './make-changes.ts';
import type { TripVendor } from './make-trip.ts';
import { makeLatest, makeRequests } from './make-requests.ts';
import type { Request } from './message.ts';
import { createRandom } from './random.ts';

/** A vendor as its numbers depend on it. */
export interface SeededVendor extends TripVendor {
  currency: string;
  owner?: string;
  class?: string;
}

/** A few weeks of three affiliates as they are sent: what libraries send, what sources tell, and what is looked up. */
export interface SeededWorld {
  /** Questions are drawn from it, too. */
  seed: number;
  now: string;
  /** In which visits lie; bookings lie in {@link bookingSpan}. */
  visitSpan: Span;
  bookingSpan: Span;
  affiliates: readonly Affiliate[];
  vendors: readonly SeededVendor[];
  dayRates: readonly DayRate[];
  requests: readonly Request[];
  /** The versions of each reservation, in order. */
  reservations: readonly (readonly Change[])[];
}

/** Hotels of one class, country and several owners, so that they are compared; others stand alone. */
const vendors: readonly [SeededVendor, ...SeededVendor[]] = [
  { vendorId: 'hotel-a', owner: 'o1', ...lisbon('hotel') },
  ...['b/o1', 'c/o2', 'd/o2', 'e/o3', 'f/o3', 'g/o4'].map((each) => ({
    vendorId: `hotel-${each.slice(0, 1)}`,
    owner: each.slice(2),
    ...lisbon('hotel'),
  })),
  {
    vendorId: 'hotel-j',
    type: 'hotel',
    timezone: 'Asia/Tokyo',
    currency: 'JPY',
    city: 'Kyoto',
    country: 'JP',
  },
  {
    vendorId: 'hotel-l',
    type: 'hotel',
    timezone: 'Australia/Lord_Howe',
    currency: 'USD',
    city: 'Lord Howe',
    country: 'AU',
  },
  { vendorId: 'air-a', ...lisbon('flight') },
  { vendorId: 'air-b', ...lisbon('flight'), timezone: 'America/New_York', currency: 'USD' },
  { vendorId: 'car-a', ...lisbon('car') },
  {
    vendorId: 'car-b',
    type: 'car',
    timezone: 'Asia/Kolkata',
    currency: 'GBP',
    city: 'Delhi',
    country: 'IN',
  },
];

function lisbon<Type extends TripVendor['type']>(type: Type) {
  return { type, timezone: 'Europe/Lisbon', currency: 'EUR', city: 'Lisbon', country: 'PT', class: '4' };
}

const affiliates: readonly [Affiliate, Affiliate, Affiliate] = [
  {
    affiliateId: 'berlin',
    currency: 'EUR',
    timezone: 'Europe/Berlin',
    rates: [
      { rate: '0.1' },
      { rate: '0.125', validFrom: '2026-04-01T00:00:00Z' },
      { rate: '0.0333', type: 'car' },
    ],
  },
  {
    affiliateId: 'howe',
    currency: 'USD',
    timezone: 'Australia/Lord_Howe',
    rates: [{ rate: '0.07' }, { rate: '0.2', vendorId: 'hotel-a', validFrom: '2026-03-25T00:00:00Z' }],
  },
  { affiliateId: 'tokyo', currency: 'JPY', timezone: 'Asia/Tokyo', rates: [{ rate: '0.15' }] },
];
const levels = { USD: 0.9, JPY: 0.0061, GBP: 1.17 };

/** Pounds have none for ten days, which is more than the seven that a rate lasts. */
function makeDayRates(): DayRate[] {
  return Object.entries(levels).flatMap(([currency, level]) =>
    Array.from({ length: 60 }, (_, days) => Temporal.PlainDate.from('2026-03-01').add({ days }))
      .filter((day) => day.dayOfWeek < 6)
      .filter((day) => currency !== 'GBP' || day.month !== 3 || day.day < 15 || day.day > 25)
      .map((day) => ({ date: day.toString(), currency, rate: (level * (1 + day.day / 200)).toFixed(8) })),
  );
}

/** Makes the world of a seed; the same seed and size make the same world. `bursts` are of each affiliate. */
export function makeSeededWorld(seed: number, size = { bursts: 90, reservations: 500 }): SeededWorld {
  const random = createRandom(seed);
  const visitSpan = { fromMs: Date.parse('2026-03-16T00:00:00Z'), toMs: Date.parse('2026-04-12T00:00:00Z') };
  const bookingSpan = {
    fromMs: Date.parse('2026-03-10T00:00:00Z'),
    toMs: Date.parse('2026-04-20T00:00:00Z'),
  };
  const now = '2026-05-25T10:00:00Z';
  const [berlin, howe, tokyo] = affiliates;
  return {
    seed,
    now,
    visitSpan,
    bookingSpan,
    affiliates,
    vendors,
    dayRates: makeDayRates(),
    requests: [berlin, howe].flatMap(({ affiliateId }) => [
      ...makeRequests(random, { affiliateId, ...visitSpan, bursts: size.bursts }),
      ...makeLatest(random, affiliateId, Date.parse(now)),
    ]),
    reservations: makeChanges(random, {
      affiliateIds: [berlin.affiliateId, howe.affiliateId, tokyo.affiliateId],
      vendors,
      ...bookingSpan,
      nowMs: Date.parse(now),
      reservations: size.reservations,
    }),
  };
}
