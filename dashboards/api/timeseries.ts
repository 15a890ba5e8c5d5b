import { toInstant } from '../../infra/clock.ts';
import type { Affiliate } from './affiliate.ts';
import { filterModels, isAboutBookings, readFilterParams } from './filter-params.ts';
import type { Filters } from './filter.ts';
import { measure, modelsOf } from './measure.ts';
import { metrics, type MetricName, type MetricValue } from './metric.ts';
import { bucketBounds, type Granularity } from './range/buckets.ts';
import type { Range } from './range/range.ts';
import type { Reader } from './reader.ts';
import type { AffiliateScope } from './scope.ts';

/** Metrics over time. Each point is dated at its bucket's start, or the range's where the range cuts the bucket. */
export interface Timeseries {
  from: string;
  to: string;
  tz: string;
  currency: string;
  asOf: string | null;
  granularity: Granularity;
  points: Record<string, MetricValue>[];
}

/**
 * Computes a time series without gaps: counts and sums are 0 where nothing happened, rates null.
 *
 * @throws {Problem} 400 when there would be too many points; else the warehouse's errors.
 */
export async function readTimeseries(
  reader: Reader,
  scope: AffiliateScope,
  affiliate: Affiliate,
  request: { range: Range; filters: Filters; granularity: Granularity; names: readonly MetricName[] },
): Promise<Timeseries> {
  const { range, filters, granularity, names } = request;
  const bounds = bucketBounds(range, granularity);
  const sources = [...new Set(names.flatMap((name) => metrics[name].sources))];
  const params = await readFilterParams(reader, scope, affiliate, { range, filters });
  const models = [
    ...sources.flatMap((source) => modelsOf[source]),
    ...filterModels(filters, { bookings: isAboutBookings(sources) }),
  ];
  const [asOf, { buckets }] = await Promise.all([
    reader.asOf([...new Set(models)]),
    measure(reader, scope, { bounds, sources, params }),
  ]);
  const points = buckets.map((figures, index) => {
    const values = names.map((name) => [name, metrics[name].of(figures, affiliate.minorDigits)]);
    return { at: toInstant(bounds[index] ?? range.fromMs), ...Object.fromEntries(values) };
  });
  return {
    from: toInstant(range.fromMs),
    to: toInstant(range.toMs),
    tz: range.timezone,
    currency: affiliate.currency,
    asOf,
    granularity,
    points,
  };
}
