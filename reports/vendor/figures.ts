import { divideDecimal, formatDecimal, parseDecimal } from './decimal.ts';
import type { MonthRow } from './month-row.ts';

/** What a figure counts or measures. `money` is in the report's currency, `rate` is 0..1. */
export type Unit =
  | 'reservations'
  | 'changes'
  | 'rate'
  | 'nights'
  | 'nights per stay'
  | 'money'
  | 'days'
  | 'hours'
  | 'per 100 reservations';

/** Which date puts a reservation or change into the month. */
export type Basis = 'booking date' | 'arrival month' | 'change date' | 'stay nights';

/** Money is a decimal string, all else a number; null where it is not defined. */
export type FigureValue = number | string | null;

interface Figure<Value extends FigureValue> {
  unit: Unit;
  basis: Basis;
  of(row: MonthRow): Value;
}

const count = (basis: Basis, of: (row: MonthRow) => number, unit: Unit = 'reservations'): Figure<number> => ({
  unit,
  basis,
  of,
});
const money = (basis: Basis, of: (row: MonthRow) => string): Figure<string> => ({
  unit: 'money',
  basis,
  of: (row) => formatDecimal(parseDecimal(of(row)), row.minor_digits),
});
const ratio = (
  unit: Unit,
  basis: Basis,
  of: (row: MonthRow) => [numerator: number, denominator: number],
): Figure<number | null> => ({
  unit,
  basis,
  of: (row) => {
    const [numerator, denominator] = of(row);
    return denominator === 0 ? null : numerator / denominator;
  },
});
const leadTimeBucket = (index: number) => count('booking date', (row) => row.lead_time_buckets[index] ?? 0);

/** Every number of a hotel's month, in the order in which exports list them. */
export const figures = {
  bookings: count('booking date', (row) => row.bookings),
  arrivals: count('arrival month', (row) => row.arrivals),
  arrivalsCompleted: count('arrival month', (row) => row.arrivals_completed),
  arrivalsCancelled: count('arrival month', (row) => row.arrivals_cancelled),
  arrivalsNoShow: count('arrival month', (row) => row.arrivals_no_show),
  cancellationRate: ratio('rate', 'arrival month', (row) => [row.arrivals_cancelled, row.arrivals]),
  noShowRate: ratio('rate', 'arrival month', (row) => [row.arrivals_no_show, row.arrivals]),
  cancellations: count('change date', (row) => row.cancellations),
  noShows: count('change date', (row) => row.no_shows),
  roomNightsStayed: count('stay nights', (row) => row.room_nights_stayed, 'nights'),
  roomNightsBooked: count('stay nights', (row) => row.room_nights_booked, 'nights'),
  roomRevenue: money('stay nights', (row) => row.room_revenue),
  adr: {
    unit: 'money',
    basis: 'stay nights',
    of: (row: MonthRow): string | null =>
      divideDecimal(parseDecimal(row.room_revenue), row.room_nights_stayed, row.minor_digits) ?? null,
  },
  cancellationFees: money('change date', (row) => row.cancellation_fees),
  noShowFees: money('change date', (row) => row.no_show_fees),
  averageStay: ratio('nights per stay', 'arrival month', (row) => [
    row.completed_stay_nights,
    row.completed_stays,
  ]),
  'leadTime.median': {
    unit: 'days',
    basis: 'booking date',
    of: (row: MonthRow): number | null => row.lead_time_median,
  },
  'leadTime.mean': ratio('days', 'booking date', (row) => [row.lead_time_days_sum, row.bookings]),
  'leadTime.0-1': leadTimeBucket(0),
  'leadTime.2-7': leadTimeBucket(1),
  'leadTime.8-30': leadTimeBucket(2),
  'leadTime.31-90': leadTimeBucket(3),
  'leadTime.91+': leadTimeBucket(4),
  changesPer100: ratio('per 100 reservations', 'change date', (row) => [
    row.updates * 100,
    row.live_reservations,
  ]),
  materialChangesPer100: ratio('per 100 reservations', 'change date', (row) => [
    row.material_updates * 100,
    row.live_reservations,
  ]),
  'scheduleChanges.minor': count('change date', (row) => row.schedule_changes_minor, 'changes'),
  'scheduleChanges.major': count('change date', (row) => row.schedule_changes_major, 'changes'),
  'scheduleChanges.severe': count('change date', (row) => row.schedule_changes_severe, 'changes'),
  'scheduleChanges.unknown': count('change date', (row) => row.schedule_changes_unknown, 'changes'),
  cancellationNotice: {
    unit: 'hours',
    basis: 'change date',
    of: (row: MonthRow): number | null => row.cancellation_notice_hours_median,
  },
  scheduleChangeNotice: {
    unit: 'hours',
    basis: 'change date',
    of: (row: MonthRow): number | null => row.schedule_change_notice_hours_median,
  },
  presumedCompleted: count('arrival month', (row) => row.presumed_completed),
  withoutAmount: count('booking date', (row) => row.without_amount),
  unconverted: count('booking date', (row) => row.unconverted),
} as const satisfies Record<string, Figure<FigureValue>>;

/** A figure's name; a dot stands for nesting in the JSON report, e.g. `leadTime.median`. */
export type FigureName = keyof typeof figures;

/** All figures' names, in the order of {@link figures}. */
export const figureNames = Object.keys(figures).filter(isFigureName);

function isFigureName(name: string): name is FigureName {
  return name in figures;
}

/** Makes an object with an entry for every figure. */
export function mapFigures<T>(of: (name: FigureName) => T): Record<FigureName, T> {
  const entries: Partial<Record<FigureName, T>> = {};
  for (const name of figureNames) entries[name] = of(name);
  if (!isWhole(entries)) throw new TypeError('A figure is missing');
  return entries;
}

function isWhole<T>(entries: Partial<Record<FigureName, T>>): entries is Record<FigureName, T> {
  return figureNames.every((name) => name in entries);
}
