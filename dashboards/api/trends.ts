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

/** How often reservations of a source or vendor change; those with under 5 live ones are left out. */
interface UpdateFrequency {
  key: string;
  updates: number;
  /** Live at any instant of the month. */
  reservations: number;
  updatesPerReservation: number;
  /** Of the month's versions, from the one before; null where none has one. */
  medianHoursBetween: number | null;
  /** How fresh: when the month's last change was; null without any. */
  lastChangeAt: string | null;
}

export interface Trends {
  from: Period;
  to: Period;
  type: string | null;
  asOf: string | null;
  months: {
    period: Period;
    trends: Record<TrendDimension, TrendRow[]>;
    updateFrequency: Record<'source' | 'vendor', UpdateFrequency[]>;
  }[];
}

interface CountRow {
  dimension: string;
  period: Period;
  key: string;
  reservations: number;
}

interface UpdateRow {
  dimension: 'source' | 'vendor';
  period: Period;
  key: string;
  updates: number;
  live_reservations: number;
  median_interval_hours: number | null;
  last_changed_at: string | null;
}

const leastShown = 5;

/** Reads the network's trends of whole months, the oldest first; `to` is included. */
export async function readTrends(
  reader: Reader,
  scope: OperationsScope,
  asked: { from: Period; to: Period; type?: string },
): Promise<Trends> {
  const { from, to, type } = asked;
  const [asOf, rows, frequencies] = await Promise.all([
    reader.asOf(['network_months', 'network_updates']),
    reader.operations<CountRow>(scope, 'trends', { from: addMonths(from, -12), to, type: type ?? '' }),
    reader.operations<UpdateRow>(scope, 'trend_updates', { from, to, type: type ?? '', least: leastShown }),
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
        const own = frequencies.filter((row) => row.period === period);
        return {
          period,
          updateFrequency: {
            source: own.filter((row) => row.dimension === 'source').map(toFrequency),
            vendor: own.filter((row) => row.dimension === 'vendor').map(toFrequency),
          },
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

function toFrequency(row: UpdateRow): UpdateFrequency {
  return {
    key: row.key,
    updates: row.updates,
    reservations: row.live_reservations,
    updatesPerReservation: row.updates / row.live_reservations,
    medianHoursBetween: row.median_interval_hours,
    lastChangeAt: row.last_changed_at,
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
