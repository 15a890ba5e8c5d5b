import type { NewVendor } from '../../../warehouse/repositories/vendors.ts';
import type { Affiliate } from './affiliate.ts';
import type { Span } from './affiliate-money.ts';
import type { Change } from './change.ts';
import type { DayRate } from './fx.ts';
import { makeChanges } from './make-changes.ts';
import { makeRequests } from './make-requests.ts';
import type { Request } from './message.ts';
import { createRandom } from './random.ts';

/** A few weeks of three affiliates as they are sent: what libraries send, what sources tell, and what is looked up. */
export interface SeededWorld {
  now: string;
  /** In which visits lie; bookings lie in {@link bookingSpan}. */
  visitSpan: Span;
  bookingSpan: Span;
  affiliates: readonly Affiliate[];
  vendors: readonly NewVendor[];
  dayRates: readonly DayRate[];
  requests: readonly Request[];
  /** The versions of each reservation, in order. */
  reservations: readonly (readonly Change[])[];
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

/** Makes the world of a seed; the same seed makes the same world. */
export function makeSeededWorld(seed: number): SeededWorld {
  const random = createRandom(seed);
  const visitSpan = { fromMs: Date.parse('2026-03-16T00:00:00Z'), toMs: Date.parse('2026-04-12T00:00:00Z') };
  const bookingSpan = {
    fromMs: Date.parse('2026-03-10T00:00:00Z'),
    toMs: Date.parse('2026-04-20T00:00:00Z'),
  };
  const [berlin, howe, tokyo] = affiliates;
  return {
    now: '2026-08-20T10:00:00Z',
    visitSpan,
    bookingSpan,
    affiliates,
    vendors: ['hotel-a/hotel', 'hotel-b/hotel', 'air-a/flight', 'car-a/car'].map((each) => {
      const [vendorId = '', type = ''] = each.split('/');
      return { vendorId, type, name: vendorId, timezone: 'Europe/Lisbon', currency: 'EUR' };
    }),
    dayRates: makeDayRates(),
    requests: [berlin, howe].flatMap(({ affiliateId }) =>
      makeRequests(random, { affiliateId, ...visitSpan, bursts: 90 }),
    ),
    reservations: makeChanges(random, {
      affiliateIds: [berlin.affiliateId, howe.affiliateId, tokyo.affiliateId],
      ...bookingSpan,
      reservations: 400,
    }),
  };
}
