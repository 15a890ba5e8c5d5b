import { divideDecimal, formatDecimal, parseDecimal } from './decimal.ts';
import type { MonthRow } from './month-row.ts';

/** What a figure counts or measures. `money` is in the report's currency, `rate` is 0..1. */
export type Unit =
  | 'reservations'
  | 'changes'
  | 'rate'
  | 'nights'
  | 'segments'
  | 'passengers'
  | 'rentals'
  | 'rental days'
  | 'nights per stay'
  | 'money'
  | 'days'
  | 'hours'
  | 'per 100 reservations';

/** Which date puts a reservation or change into the month. */
export type Basis =
  | 'booking date'
  | 'arrival month'
  | 'change date'
  | 'stay nights'
  | 'departure date'
  | 'pickup date'
  | 'rental days';

/** Money is a decimal string, all else a number; null where it is not defined. */
export type FigureValue = number | string | null;

interface Figure<Value extends FigureValue> {
  unit: Unit;
  basis: Basis;
  of(row: MonthRow): Value;
  /** What a ratio is made of, so that it can be summed over vendors; the numerator a decimal where it is money. */
  parts?: (row: MonthRow) => [numerator: number | string, denominator: number];
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
  parts: of,
  of: (row) => {
    const [numerator, denominator] = of(row);
    return denominator === 0 ? null : numerator / denominator;
  },
});
const moneyRatio = (
  basis: Basis,
  of: (row: MonthRow) => [numerator: string, denominator: number],
): Figure<string | null> => ({
  unit: 'money',
  basis,
  parts: of,
  of: (row) => {
    const [numerator, denominator] = of(row);
    return divideDecimal(parseDecimal(numerator), denominator, row.minor_digits) ?? null;
  },
});
const leadTimeBucket = (index: number) => count('booking date', (row) => row.lead_time_buckets[index] ?? 0);

/** Every number of a vendor's month, in the order in which exports list them. */
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
  adr: moneyRatio('stay nights', (row) => [row.room_revenue, row.room_nights_stayed]),
  segments: count('departure date', (row) => row.segments, 'segments'),
  passengers: count('departure date', (row) => row.passengers, 'passengers'),
  onTimeRate: ratio('rate', 'departure date', (row) => [row.flights_on_time, row.flights]),
  rentals: count('pickup date', (row) => row.rentals, 'rentals'),
  rentalDays: count('rental days', (row) => row.rental_days, 'rental days'),
  rentalRevenue: money('rental days', (row) => row.rental_revenue),
  revenuePerDay: moneyRatio('rental days', (row) => [row.rental_revenue, row.rental_days]),
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

/** The figures that only vendors of one type have. */
const typeOf = {
  roomNightsStayed: 'hotel',
  roomNightsBooked: 'hotel',
  roomRevenue: 'hotel',
  adr: 'hotel',
  averageStay: 'hotel',
  segments: 'flight',
  passengers: 'flight',
  onTimeRate: 'flight',
  rentals: 'car',
  rentalDays: 'car',
  rentalRevenue: 'car',
  revenuePerDay: 'car',
} as const satisfies Partial<Record<FigureName, string>>;

/** A figure that only vendors of one type have. */
export type TypeFigureName = keyof typeof typeOf;

/** Returns the figures of a vendor of a type, in the order of {@link figures}. */
export function figuresOfType(type: string): FigureName[] {
  return figureNames.filter((name) => !isOfOneType(name) || typeOf[name] === type);
}

function isOfOneType(name: FigureName): name is TypeFigureName {
  return name in typeOf;
}

/** Makes an object with an entry for every figure of a type. */
export function mapFigures<T>(type: string, of: (name: FigureName) => T): Partial<Record<FigureName, T>> {
  const entries: Partial<Record<FigureName, T>> = {};
  for (const name of figuresOfType(type)) entries[name] = of(name);
  return entries;
}
