import { toInstant } from '../../infra/clock.ts';
import { formatDecimal } from '../../reports/vendor/decimal.ts';
import type { Affiliate } from './affiliate.ts';
import { bookedSince, filterModels, filterParams } from './filter-params.ts';
import type { Filters } from './filter.ts';
import type { Range } from './range/range.ts';
import { rangeParams, toDateTime, type Reader } from './reader.ts';
import type { AffiliateScope } from './scope.ts';

export const attributionModels = ['first', 'last', 'linear', 'position', 'decay'] as const;
export type AttributionModel = (typeof attributionModels)[number];
export const attributionKeys = ['campaign', 'channel', 'source'] as const;
export type AttributionKey = (typeof attributionKeys)[number];

/** What brought the bookings of a range: each booking's credit is 1, shared among the touches before it. */
export interface Attribution {
  from: string;
  to: string;
  tz: string;
  currency: string;
  asOf: string | null;
  model: AttributionModel;
  by: AttributionKey;
  /** Credit in bookings, to the millionth; gross value shared in the same way, to the cent. Most credit first. */
  rows: { key: string; credit: number; grossValue: string }[];
  /** Bookings without a touch in the window. */
  unattributed: { credit: number; grossValue: string };
}

const models = [
  'session_fragments',
  'touches',
  'identifications',
  'alias_ends',
  'clicks',
  'reservation_versions',
  'linked_reservations',
  'value_entries',
];

interface CreditRow {
  is_attributed: boolean;
  key: string;
  credit: number;
  gross_units: string;
}

/**
 * Computes an attribution. Filters select bookings; the credit of those is shared among all of their touches. Throws the
 * warehouse's errors only.
 */
export async function readAttribution(
  reader: Reader,
  scope: AffiliateScope,
  affiliate: Affiliate,
  request: { range: Range; filters: Filters; model: AttributionModel; by: AttributionKey; windowMs: number },
): Promise<Attribution> {
  const { range, filters, model, by, windowMs } = request;
  const params = {
    ...filterParams(filters),
    ...bookedSince(range.fromMs),
    ...rangeParams(range),
    touchFrom: toDateTime(range.fromMs - windowMs),
    windowMs,
    model,
    by,
    currency: affiliate.currency,
    scale: 10 ** affiliate.minorDigits,
  };
  const [asOf, found] = await Promise.all([
    reader.asOf([...new Set([...models, ...filterModels(filters, { bookings: true })])]),
    reader.affiliate<CreditRow>(scope, 'attribution', params),
  ]);
  const toShare = (row: Pick<CreditRow, 'credit' | 'gross_units'>) => ({
    credit: row.credit / 1_000_000,
    grossValue: formatDecimal(
      { units: BigInt(row.gross_units), scale: affiliate.minorDigits },
      affiliate.minorDigits,
    ),
  });
  const rest = found.find((row) => !row.is_attributed) ?? { credit: 0, gross_units: '0' };
  return {
    from: toInstant(range.fromMs),
    to: toInstant(range.toMs),
    tz: range.timezone,
    currency: affiliate.currency,
    asOf,
    model,
    by,
    rows: found.filter((row) => row.is_attributed).map((row) => ({ key: row.key, ...toShare(row) })),
    unattributed: toShare(rest),
  };
}
