import { noFigures, type Figures } from './figures.ts';
import type { Affiliate } from './affiliate.ts';
import type { Source } from './metric.ts';
import type { Range } from './range/range.ts';
import { rangeParams, type Reader } from './reader.ts';
import type { AffiliateScope } from './scope.ts';

type BucketRow = Partial<Figures> & { bucket: number };

/** The models whose freshness bounds a statement's answer. */
export const modelsOf: Record<Source, readonly string[]> = {
  behaviour: ['affiliate_quarters'],
  visitors: [
    'visit_quarters',
    'identifications',
    'aliases',
    'clean_events',
    'reservation_versions',
    'linked_reservations',
  ],
  bookings: ['reservation_versions', 'linked_reservations'],
  money: ['value_entries'],
  earned: ['value_entries'],
};

/**
 * Counts the figures of each bucket of a range. `bounds` are the buckets' boundaries in epoch milliseconds, one
 * more than there are buckets, and quarter-hours; the answer has one entry a bucket, zeros where nothing happened.
 *
 * @throws {MilepostError} the warehouse's errors.
 */
export async function measure(
  reader: Reader,
  scope: AffiliateScope,
  affiliate: Affiliate,
  request: { range: Range; bounds: readonly number[]; sources: readonly Source[] },
): Promise<Figures[]> {
  const starts = request.bounds.slice(0, -1).map((boundMs) => boundMs / 1_000);
  const params = { ...rangeParams(request.range), starts, currency: affiliate.currency };
  const answers = await Promise.all(
    [...new Set(request.sources)].map((source) => reader.affiliate<BucketRow>(scope, source, params)),
  );
  const buckets = new Map(starts.map((start): [number, Figures] => [start, { ...noFigures }]));
  for (const { bucket, ...figures } of answers.flat()) {
    const found = buckets.get(bucket);
    if (found !== undefined) Object.assign(found, figures);
  }
  return [...buckets.values()];
}
