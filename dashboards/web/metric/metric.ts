import type { Overview, OverviewMetrics } from '../../api/overview.ts';
import type { BreakdownMetric } from '../../api/breakdown-metric.ts';
import type { ValueFormat } from '../../../reports/charts/chart.ts';
import { minorDigits } from '../format/format.ts';
import { text } from '../text/en.ts';

/** A number of an affiliate, as pages write it. */
export interface Metric {
  name: BreakdownMetric;
  title: string;
  /** What it is, in a sentence. */
  about: string;
  format: ValueFormat;
  /** Which way is good; absent where neither is. */
  better?: 'up' | 'down';
}

type Unit = 'count' | 'percent' | 'duration' | 'money' | 'finer-money';

const units = {
  visitors: ['count', 'up'],
  sessions: ['count', 'up'],
  pageviews: ['count', 'up'],
  clicks: ['count', 'up'],
  events: ['count', 'up'],
  bounceRate: ['percent', 'down'],
  averageSessionSeconds: ['duration', 'up'],
  bookings: ['count', 'up'],
  conversionRate: ['percent', 'up'],
  grossValue: ['money', 'up'],
  netValue: ['money', 'up'],
  completedValue: ['money', 'up'],
  cancelledValue: ['money', 'down'],
  cancellations: ['count', 'down'],
  averageOrderValue: ['money', 'up'],
  commissionApproved: ['money', 'up'],
  epc: ['finer-money', 'up'],
} as const satisfies Partial<Record<BreakdownMetric, readonly [Unit, 'up' | 'down']>>;

export type ShownMetric = keyof typeof units;
/** Those of any range; the others are of rows only. */
export type RangeMetric = Exclude<ShownMetric, 'events'>;

/** The tiles of the overview, in order: what people do, then what it brings. */
export const tileMetrics = [
  'visitors',
  'sessions',
  'pageviews',
  'clicks',
  'bounceRate',
  'averageSessionSeconds',
  'bookings',
  'conversionRate',
  'grossValue',
  'netValue',
  'commissionApproved',
  'epc',
] as const satisfies readonly RangeMetric[];

export function isRangeMetric(name: string): name is RangeMetric {
  return name !== 'events' && Object.hasOwn(units, name);
}

/** Returns how a metric is called and written in a currency. */
export function metricOf(name: ShownMetric, currency: string): Metric {
  const [unit, better] = units[name];
  return { name, ...text.metrics[name], format: formatOf(unit, currency), better };
}

/** The value of a metric in an overview. */
export function valueIn(metrics: OverviewMetrics, name: RangeMetric): number | null {
  return toNumber(name === 'commissionApproved' ? metrics.commission.approved : metrics[name]);
}

/** Numbers are numbers, money comes as decimal strings. */
export function toNumber(value: unknown): number | null {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && value !== '' ? Number(value) : null;
}

/** True where nothing at all happened. */
export function isEmpty({ metrics }: Overview): boolean {
  return [metrics.visitors, metrics.sessions, metrics.bookings, metrics.cancellations].every(
    (value) => value === 0,
  );
}

function formatOf(unit: Unit, currency: string): ValueFormat {
  const digits = minorDigits(currency);
  switch (unit) {
    case 'count':
      return { style: 'count' };
    case 'percent':
      return { style: 'percent', digits: 1 };
    case 'duration':
      return { style: 'duration' };
    case 'money':
      return { style: 'money', currency, digits };
    case 'finer-money':
      return { style: 'money', currency, digits: digits + 2 };
  }
}
