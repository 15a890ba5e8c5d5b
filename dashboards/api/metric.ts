import { divideDecimal, formatDecimal, parseDecimal } from '../../reports/vendor/decimal.ts';
import type { Figures } from './figures.ts';

/** What a metric is made of; each gives some of the figures of each bucket. `converted` has the visitors, too. */
export type Source = 'behaviour' | 'visitors' | 'converted' | 'bookings' | 'money' | 'earned';

export type MetricValue = number | string | null;

interface Metric {
  sources: readonly Source[];
  unit: 'count' | 'rate' | 'seconds' | 'money';
  about: string;
  /** `digits`: of the currency's minor unit. */
  of(figures: Figures, digits: number): MetricValue;
}

type TrafficCount = 'sessions' | 'pageviews' | 'clicks';
type MoneyFigure = Extract<keyof Figures, `${string}_value` | `commission_${string}`>;

/** What one click is worth is often less than a cent. */
const extraDigitsPerClick = 2;

const traffic = (name: TrafficCount, about: string): Metric => ({
  sources: ['behaviour'],
  unit: 'count',
  about,
  of: (figures) => figures[name],
});
const money = (name: MoneyFigure, about: string): Metric => ({
  sources: ['money'],
  unit: 'money',
  about,
  of: (figures, digits) => formatMoney(figures[name], digits),
});
const perClick = (name: 'earned' | 'approved', about: string): Metric => ({
  sources: ['behaviour', 'earned'],
  unit: 'money',
  about,
  of: (figures, digits) => perUnit(figures[name], figures.clicks, digits + extraDigitsPerClick),
});

/** Every number of an affiliate that has a value for any range of time: name to definition. */
export const metrics = {
  visitors: {
    sources: ['visitors'],
    unit: 'count',
    about: 'Distinct persons with an event other than identify, group and alias',
    of: (figures) => figures.visitors,
  },
  sessions: traffic('sessions', 'Sessions that start in the range'),
  pageviews: traffic('pageviews', 'Page and screen events'),
  bounceRate: {
    sources: ['behaviour'],
    unit: 'rate',
    about: 'Sessions of exactly one interaction / sessions',
    of: (figures) => ratio(figures.bounces, figures.sessions),
  },
  averageSessionSeconds: {
    sources: ['behaviour'],
    unit: 'seconds',
    about: 'Time from the first to the last event of a session, on average',
    of: (figures) => ratio(figures.duration_ms / 1_000, figures.sessions),
  },
  clicks: traffic('clicks', 'Click events'),
  bookings: {
    sources: ['bookings'],
    unit: 'count',
    about: 'Reservations booked in the range',
    of: (figures) => figures.bookings,
  },
  grossValue: money('gross_value', 'Value of the bookings as they were booked'),
  adjustedValue: money('adjusted_value', 'Changes of value of reservations that kept their state'),
  cancellations: {
    sources: ['money'],
    unit: 'count',
    about: 'Reservations with a cancelled entry in the range',
    of: (figures) => figures.cancellations,
  },
  cancelledValue: money('cancelled_value', 'Value lost by cancellations and no-shows, shown positive'),
  reinstatedValue: money('reinstated_value', 'Value that came back'),
  deletedValue: money('deleted_value', 'Value of deleted reservations, signed'),
  transferredValue: money('transferred_value', 'Value that came from or went to another affiliate, signed'),
  netValue: money(
    'net_value',
    'Sum of all entries: gross + adjusted - cancelled + reinstated + deleted + transferred',
  ),
  completedValue: money('completed_value', 'Value at completion of reservations completed in the range'),
  commissionApproved: money('commission_approved', 'Commission approved by explicit completion'),
  commissionDeclined: money('commission_declined', 'Commission lost while pending'),
  commissionReversed: money('commission_reversed', 'Commission lost after approval'),
  epc: perClick('earned', 'Commission on the bookings of the range, less declined and reversed, / clicks'),
  approvedEpc: perClick('approved', 'Approved commission on the bookings of the range / clicks'),
  conversionRate: {
    sources: ['converted'],
    unit: 'rate',
    about: 'Visitors with a booking in the range / visitors',
    of: (figures) => ratio(figures.converted, figures.visitors),
  },
  averageOrderValue: {
    sources: ['money'],
    unit: 'money',
    about: 'Gross value / bookings that have a converted amount',
    of: (figures, digits) => perUnit(figures.gross_value, figures.converted_bookings, digits),
  },
} as const satisfies Record<string, Metric>;

export type MetricName = keyof typeof metrics;

export const metricNames: readonly MetricName[] = Object.keys(metrics).filter(isMetricName);

export function isMetricName(name: string): name is MetricName {
  return Object.hasOwn(metrics, name);
}

/** Formats a decimal of the warehouse with the currency's digits. */
export function formatMoney(decimal: string, digits: number): string {
  return formatDecimal(parseDecimal(decimal), digits);
}

/** A fraction; null without a denominator. */
function ratio(numerator: number, denominator: number): number | null {
  return denominator === 0 ? null : numerator / denominator;
}

function perUnit(decimal: string, count: number, digits: number): string | null {
  return divideDecimal(parseDecimal(decimal), count, digits) ?? null;
}
