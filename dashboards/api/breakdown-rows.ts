import { invalidField } from '../../infra/http/problem.ts';
import {
  breakdownMetrics,
  isOfBookings,
  noKeyFigures,
  type BreakdownMetric,
  type Dimension,
  type KeyRow,
} from './breakdown-metric.ts';
import { bookedSince, type FilterParams } from './filter-params.ts';
import { readFilteredMoney } from './filtered-money.ts';
import type { Source } from './metric.ts';
import type { Range } from './range/range.ts';
import type { Reader } from './reader.ts';
import type { AffiliateScope } from './scope.ts';

/** What is sorted here and not by the warehouse has at most so many rows. */
const maxKeys = 100_000;

/** What to read: one page of rows, one more than are shown. */
export interface RowsRequest {
  range: Range;
  by: Dimension;
  sources: readonly Source[];
  sort: BreakdownMetric;
  digits: number;
  params: FilterParams;
  limit: number;
  offset: number;
}

/** Reads one page of a dimension's traffic, sorted by the warehouse. */
export async function readTrafficRows(
  reader: Reader,
  scope: AffiliateScope,
  request: RowsRequest,
): Promise<KeyRow[]> {
  const { by, sort, limit, offset, params } = request;
  if (by === 'channel' && !params.filtersSessions) {
    const answers = await Promise.all([
      reader.affiliate<KeyRow>(scope, 'channel_totals', params),
      reader.affiliate<KeyRow>(scope, 'channel_visitors', params),
    ]);
    return sortedPage(joinRows(answers), request);
  }
  const statement = by === 'page' ? 'page_totals' : by === 'event' ? 'event_totals' : 'trait_totals';
  return reader.affiliate<KeyRow>(scope, statement, {
    ...params,
    parts: partsFor(params, by),
    sort,
    limit,
    offset,
  });
}

/**
 * Reads one page of traffic, bookings and money together. Sorted here: no statement has all of it.
 *
 * @throws {Problem} 400 when the dimension has too many values for that.
 */
export async function readJoinedRows(
  reader: Reader,
  scope: AffiliateScope,
  request: RowsRequest,
): Promise<KeyRow[]> {
  const { range, by, sources } = request;
  const follows = isOfBookings(by) ? [] : ['follows'];
  const params = { ...request.params, parts: [...new Set([...partsFor(request.params, by), ...follows])] };
  const starts = [range.fromMs / 1_000];
  const isAbout = (...some: Source[]): boolean => some.some((source) => sources.includes(source));
  const answers = await Promise.all([
    isAbout('behaviour', 'visitors')
      ? readTrafficRows(reader, scope, { ...request, sort: 'sessions', limit: maxKeys + 1, offset: 0 })
      : [],
    isAbout('converted')
      ? reader.affiliate<KeyRow>(scope, 'filtered_visitors', {
          ...params,
          ...bookedSince(range.fromMs),
          starts,
        })
      : [],
    isAbout('bookings', 'money', 'earned')
      ? readFilteredMoney(reader, scope, { params, starts }).then((money) => money.buckets)
      : [],
  ]);
  if (answers.some((rows) => rows.length > maxKeys)) {
    throw invalidField('metrics', `by=${by} has too many rows for bookings and traffic at once; filter them`);
  }
  return sortedPage(joinRows(answers), request);
}

/** The parts of statements that tell a dimension's values. */
function partsFor(params: FilterParams, by: Dimension): readonly string[] {
  const kind = isOfBookings(by) ? ['by_booking'] : by === 'exitPage' ? [] : ['by_session'];
  const destinations = by === 'destination' ? ['destinations'] : [];
  return [...new Set([...params.parts, `by_${by}`, ...kind, ...destinations])];
}

function joinRows(answers: readonly (readonly KeyRow[])[]): KeyRow[] {
  const rows = new Map<string, KeyRow>();
  for (const row of answers.flat())
    rows.set(row.key, Object.assign(rows.get(row.key) ?? { key: row.key }, row));
  return [...rows.values()];
}

function sortedPage(rows: readonly KeyRow[], request: RowsRequest): KeyRow[] {
  const { sort, digits, offset, limit } = request;
  const ranked = rows.map((row) => {
    const value = breakdownMetrics[sort].of({ ...noKeyFigures, ...row }, digits);
    return { row, rank: value === null ? Number.NEGATIVE_INFINITY : Number(value) };
  });
  return ranked
    .toSorted((a, b) => compareNumbers(b.rank, a.rank) || compareTexts(a.row.key, b.row.key))
    .slice(offset, offset + limit)
    .map(({ row }) => row);
}

function compareNumbers(a: number, b: number): number {
  return a === b ? 0 : a - b;
}

function compareTexts(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
