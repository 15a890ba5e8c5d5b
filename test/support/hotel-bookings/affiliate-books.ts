import { affiliateMoney, type Span } from '../second-computation/affiliate-money.ts';
import type { Affiliate } from '../second-computation/affiliate.ts';
import { createFindRate } from '../second-computation/fx.ts';
import { ledgerOf, type Entry } from '../second-computation/ledger.ts';
import { minorDigitsOf } from '../second-computation/money.ts';
import { agentRates, agents } from './affiliates.ts';
import { readHotelBookings } from './changes.ts';

/** The affiliates' money of the data set, computed from the file. */
export interface AffiliateBooks {
  of(affiliateId: string): {
    currency: string;
    numbers(span: Span): ReturnType<typeof affiliateMoney>;
    /** Those of a time series. */
    point(span: Span): Record<string, unknown>;
  };
}

/** The metrics of {@link AffiliateBooks} that a time series has. */
export const pointMetrics = [
  'bookings',
  'grossValue',
  'adjustedValue',
  'cancellations',
  'cancelledValue',
  'reinstatedValue',
  'deletedValue',
  'transferredValue',
  'netValue',
  'completedValue',
  'averageOrderValue',
  'commissionApproved',
  'commissionDeclined',
  'commissionReversed',
];

/** Computes every entry of every agent of the file. */
export async function readAffiliateBooks(path: string): Promise<AffiliateBooks> {
  const reservations = await readHotelBookings(path);
  const affiliates = new Map<string, Affiliate>(agents.map((each) => [each.affiliateId, each]));
  for (const [first] of reservations) {
    const affiliateId = first?.reservation.affiliateId ?? '';
    if (affiliateId === '' || affiliates.has(affiliateId)) continue;
    affiliates.set(affiliateId, { affiliateId, currency: 'EUR', timezone: 'Europe/Lisbon', rates: [] });
  }
  const deps = { affiliates, findRate: createFindRate(agentRates) };
  const entries = Map.groupBy(
    reservations.flatMap((versions) => ledgerOf(versions, deps)),
    (entry: Entry) => entry.affiliateId,
  );
  return {
    of: (affiliateId) => {
      const currency = affiliates.get(affiliateId)?.currency ?? '';
      const own = (entries.get(affiliateId) ?? []).toSorted((a, b) => a.atMs - b.atMs);
      const numbers = (span: Span, of = own) => affiliateMoney(of, span, minorDigitsOf(currency));
      const point = (span: Span) => {
        const within = own.slice(placeOf(own, span.fromMs), placeOf(own, span.toMs));
        const { withoutAmount: _1, unconverted: _2, commission, ...rest } = numbers(span, within);
        const { approved, declined, reversed } = commission;
        const flows = {
          commissionApproved: approved,
          commissionDeclined: declined,
          commissionReversed: reversed,
        };
        return { at: new Date(span.fromMs).toISOString(), ...rest, ...flows };
      };
      return { currency, numbers, point };
    },
  };
}

/** How many of the entries, by time, are before an instant. */
function placeOf(entries: readonly Entry[], atMs: number): number {
  let [low, high] = [0, entries.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((entries[middle]?.atMs ?? 0) < atMs) low = middle + 1;
    else high = middle;
  }
  return low;
}
