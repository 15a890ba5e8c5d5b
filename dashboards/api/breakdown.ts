import { toInstant } from '../../infra/clock.ts';
import type { Affiliate } from './affiliate.ts';
import {
  breakdownMetrics,
  chooseBreakdownMetrics,
  noKeyFigures,
  sourcesOf,
  type Dimension,
} from './breakdown-metric.ts';
import { readJoinedRows, readTrafficRows } from './breakdown-rows.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';
import { filterModels, isAboutBookings, readFilterParams } from './filter-params.ts';
import { describeFilters, type Filters } from './filter.ts';
import { modelsOf } from './measure.ts';
import type { MetricValue, Source } from './metric.ts';
import type { Range } from './range/range.ts';
import type { Reader } from './reader.ts';
import type { AffiliateScope } from './scope.ts';

/** Numbers by a dimension, the highest first. The key is '' where there is none: events without a page or session. */
export interface Breakdown {
  from: string;
  to: string;
  tz: string;
  currency: string;
  asOf: string | null;
  by: Dimension;
  rows: Record<string, MetricValue>[];
  /** What to send as `cursor` for the rows after these; null at the end. */
  next: string | null;
}

export interface BreakdownRequest {
  range: Range;
  by: Dimension;
  filters: Filters;
  /** Absent: all of the traffic, or all of the dimension. */
  names?: readonly string[];
  limit: number;
  cursor?: string;
}

/**
 * Computes one page of a breakdown. A booking belongs to the value of its session, its vendor or its destination.
 *
 * @throws {Problem} 400 for a metric that the dimension lacks or a cursor of another question.
 */
export async function readBreakdown(
  reader: Reader,
  scope: AffiliateScope,
  affiliate: Affiliate,
  request: BreakdownRequest,
): Promise<Breakdown> {
  const { range, by, filters, limit } = request;
  const names = chooseBreakdownMetrics(by, request.names);
  const sources = sourcesOf(names);
  const [sort] = names;
  const question = [
    scope.affiliateId,
    range.fromMs,
    range.toMs,
    by,
    names.join(),
    describeFilters(filters),
  ].join('|');
  const offset = request.cursor === undefined ? 0 : decodeCursor(request.cursor, question);
  const bookings = isAboutBookings(sources);
  const params = await readFilterParams(reader, scope, affiliate, { range, filters, bookings });
  const digits = affiliate.minorDigits;
  const rowsRequest = { range, by, sources, sort, digits, params, limit: limit + 1, offset };
  const [asOf, found] = await Promise.all([
    reader.asOf([...modelsFor(by, sources), ...filterModels(filters, { bookings })]),
    (bookings ? readJoinedRows : readTrafficRows)(reader, scope, rowsRequest),
  ]);
  const rows = found.slice(0, limit).map(({ key, ...figures }) => {
    const whole = { ...noKeyFigures, ...figures };
    const values = names.map((name): [string, MetricValue] => [
      name,
      breakdownMetrics[name].of(whole, digits),
    ]);
    return { key, ...Object.fromEntries(values) };
  });
  return {
    from: toInstant(range.fromMs),
    to: toInstant(range.toMs),
    tz: range.timezone,
    currency: affiliate.currency,
    asOf,
    by,
    rows,
    next: found.length > limit ? encodeCursor(offset + limit, question) : null,
  };
}

function modelsFor(by: Dimension, sources: readonly Source[]): readonly string[] {
  const persons = ['identifications', 'alias_ends'];
  if (by === 'page') return ['visit_quarters', ...persons];
  if (by === 'event') return ['event_quarters', ...persons];
  const byItself = by === 'vendor' || by === 'destination';
  const first = by === 'channel' ? ['affiliate_quarters'] : [];
  const traffic = byItself ? [] : [...first, 'session_fragments', 'visit_quarters', ...persons];
  const money = sources.filter((source) => source !== 'behaviour').flatMap((source) => modelsOf[source]);
  return [...traffic, ...money];
}
