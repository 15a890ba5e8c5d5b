import type { Dimension } from '../../api/breakdown-metric.ts';
import { formats } from '../format/reader.ts';
import { text } from '../text/en.ts';
import type { ShownMetric } from './metric.ts';

const titles: Readonly<Record<string, string>> = text.breakdown.dimensions;

/** What a dimension is called. */
export function dimensionTitle(by: string): string {
  return titles[by] ?? by;
}

/** What a value of a dimension is called: countries and vendors by name, what is not known as such. */
export function keyTitle(by: string, key: string, vendorName: (id: string) => string): string {
  if (key === '') return text.none;
  if (by === 'vendor') return vendorName(key);
  if (by === 'country') return formats.country(key);
  if (by === 'device') return key.slice(0, 1).toUpperCase() + key.slice(1);
  return key;
}

type Columns = readonly [ShownMetric, ...ShownMetric[]];
const ofBookings: Columns = [
  'bookings',
  'grossValue',
  'netValue',
  'cancellations',
  'completedValue',
  'averageOrderValue',
  'commissionApproved',
];
const ofSessions: Columns = [
  'visitors',
  'bookings',
  'sessions',
  'pageviews',
  'clicks',
  'bounceRate',
  'averageSessionSeconds',
  'conversionRate',
  'grossValue',
  'netValue',
  'commissionApproved',
  'epc',
];
const ofOthers: Readonly<Partial<Record<Dimension, Columns>>> = {
  page: ['pageviews', 'visitors', 'sessions', 'clicks'],
  event: ['events', 'visitors', 'sessions'],
  exitPage: ['sessions', 'bounceRate', 'averageSessionSeconds'],
  vendor: ofBookings,
  destination: ofBookings,
};

/** The numbers of a dimension, the most telling ones first; the first one sorts. */
export function columnsOf(by: Dimension): Columns {
  return ofOthers[by] ?? ofSessions;
}
