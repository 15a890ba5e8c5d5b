import { foldMix } from '../../reports/vendor/mix.ts';
import { addMonths, monthsBetween, type Period } from '../../reports/vendor/period.ts';
import type { Table } from './csv.ts';
import type { Reader } from './reader.ts';
import type { OperationsScope } from './scope.ts';

/** By what the network is seen; the model network_months says what each counts. */
export const trendDimensions = [
  'destination',
  'startWeekday',
  'leadTime',
  'vendor',
  'travelerCountry',
  'updatesBySource',
  'updatesByVendor',
] as const;
type TrendDimension = (typeof trendDimensions)[number];

interface TrendRow {
  /** Null for what was under 5 and joined. */
  key: string | null;
  count: number;
  /** Of the month's count, 0..1. */
  share: number;
  /** The same month last year; null under 5, and for what was joined. */
  lastYear: number | null;
  /** count / lastYear - 1; null without one. */
  growth: number | null;
}

export interface Trends {
  from: Period;
  to: Period;
  type: string | null;
  asOf: string | null;
  months: { period: Period; trends: Record<TrendDimension, TrendRow[]> }[];
}

interface CountRow {
  dimension: string;
  period: Period;
  key: string;
  reservations: number;
}

const leastShown = 5;

/** Reads the network's trends of whole months, the oldest first; `to` is included. */
export async function readTrends(
  reader: Reader,
  scope: OperationsScope,
  asked: { from: Period; to: Period; type?: string },
): Promise<Trends> {
  const { from, to, type } = asked;
  const [asOf, rows] = await Promise.all([
    reader.asOf(['network_months']),
    reader.operations<CountRow>(scope, 'trends', { from: addMonths(from, -12), to, type: type ?? '' }),
  ]);
  const cells = Map.groupBy(rows, (row) => `${row.dimension} ${row.period}`);
  const of = (dimension: string, period: Period): CountRow[] => cells.get(`${dimension} ${period}`) ?? [];
  return {
    from,
    to,
    type: type ?? null,
    asOf,
    months: monthsBetween(from, to)
      .toReversed()
      .map((period) => {
        const compare = (dimension: TrendDimension): TrendRow[] =>
          fold(of(dimension, period), of(dimension, addMonths(period, -12)));
        return {
          period,
          trends: {
            destination: compare('destination'),
            startWeekday: compare('startWeekday'),
            leadTime: compare('leadTime'),
            vendor: compare('vendor'),
            travelerCountry: compare('travelerCountry'),
            updatesBySource: compare('updatesBySource'),
            updatesByVendor: compare('updatesByVendor'),
          },
        };
      }),
  };
}

function fold(month: readonly CountRow[], before: readonly CountRow[]): TrendRow[] {
  const { rows, other } = foldMix(month.map((row) => ({ key: row.key, bookings: row.reservations })));
  const whole = month.reduce((sum, row) => sum + row.reservations, 0);
  const shown = rows.map(({ key, bookings: count }): TrendRow => {
    const past = before.find((row) => row.key === key)?.reservations ?? 0;
    const lastYear = past < leastShown ? null : past;
    return {
      key,
      count,
      share: count / whole,
      lastYear,
      growth: lastYear === null ? null : count / lastYear - 1,
    };
  });
  if (other === null) return shown;
  return [...shown, { key: null, count: other, share: other / whole, lastYear: null, growth: null }];
}

/** A row per month, dimension and key; an empty key with `isOther` is what was joined. */
export function trendsTable(trends: Trends): Table {
  return {
    columns: ['period', 'dimension', 'key', 'isOther', 'count', 'share', 'lastYear', 'growth'],
    rows: trends.months.flatMap(({ period, trends: byDimension }) =>
      trendDimensions.flatMap((dimension) =>
        byDimension[dimension].map(({ key, count, share, lastYear, growth }) => [
          period,
          dimension,
          key,
          key === null,
          count,
          share,
          lastYear,
          growth,
        ]),
      ),
    ),
  };
}
