import type { Trends } from '../../../api/trends.ts';
import type { Chart } from '../../../../reports/charts/chart.ts';
import { text as reportText } from '../../../../reports/vendor/text.ts';
import { nothing } from '../../format/format.ts';
import { formats } from '../../format/reader.ts';
import type { Table } from '../../table/table.ts';
import { text } from '../../text/en.ts';

type Month = Trends['months'][number];
export type TrendDimension = keyof Month['trends'];
export type FrequencyKey = keyof Month['updateFrequency'];

/** The dimensions that a month is shown by, in order; updates by vendor stand with their frequency. */
export const shownDimensions = [
  'destination',
  'vendor',
  'travelerCountry',
  'leadTime',
  'startWeekday',
  'updatesBySource',
] as const satisfies readonly TrendDimension[];

/** 2024 begins with a Monday. */
const firstMonday = Date.UTC(2024, 0, 1);
const dayMs = 86_400_000;

/** Names of vendors by their ids. */
export type VendorNames = ReadonlyMap<string, string>;

/** A month by one dimension, the most first; days and weekdays in their own order. */
export function trendTable({ trends }: Month, by: TrendDimension, names: VendorNames): Table {
  const words = text.trends;
  const rows = isOrdered(by) ? trends[by].toSorted((a, b) => placeOf(a.key) - placeOf(b.key)) : trends[by];
  return {
    title: words.dimensions[by],
    columns: [
      { title: words.keys[by] },
      { title: countTitle(by), format: { style: 'count' } },
      { title: words.share, format: { style: 'percent', digits: 1 } },
      { title: words.growth, isNumber: true },
    ],
    rows: rows.map(({ key, count, share, growth }) => [
      key === null ? words.other : keyTitle(by, key, names),
      count,
      share,
      growth === null ? nothing : signed(growth),
    ]),
  };
}

/** How often reservations of a source or vendor changed in a month. */
export function frequencyTable({ updateFrequency }: Month, by: FrequencyKey, names: VendorNames): Table {
  const words = text.trends.frequency;
  return {
    title: words.title,
    columns: [
      { title: words.bys[by] },
      { title: words.reservations, format: { style: 'count' } },
      { title: words.updates, format: { style: 'count' } },
      { title: words.per, format: { style: 'decimal', digits: 2 } },
      { title: words.between, format: { style: 'duration' } },
      { title: words.last },
    ],
    rows: updateFrequency[by].map((row) => [
      by === 'source' ? sourceTitle(row.key) : vendorTitle(row.key, names),
      row.reservations,
      row.updates,
      row.updatesPerReservation,
      row.medianHoursBetween === null ? null : row.medianHoursBetween * 3_600,
      row.lastChangeAt === null ? null : formats.moment(row.lastChangeAt, 'UTC'),
    ]),
  };
}

/** The bookings of each month, whatever their destination. */
export function bookingsChart({ months }: Trends): Chart {
  const words = text.trends;
  const format = { style: 'count' } as const;
  const points = months.map(bookingsOf);
  return {
    kind: 'bar',
    title: words.bookings,
    summary: words.summary(formats.value(points.at(-1) ?? 0, format)),
    categories: months.map(({ period }) => ({
      label: formats.point(`${period}-01T00:00:00Z`, 'month', 'UTC').label,
      name: formats.month(period),
    })),
    format,
    series: [{ name: words.bookingsOf, role: 'main', points }],
  };
}

/** Bookings made in a month. */
export function bookingsOf({ trends }: Month): number {
  return trends.destination.reduce((sum, { count }) => sum + count, 0);
}

function isOrdered(by: TrendDimension): boolean {
  return by === 'leadTime' || by === 'startWeekday';
}

/** Where a bucket of days or a weekday stands; what is not known and what was joined come last. */
function placeOf(key: string | null): number {
  return key === null || key === '' ? Number.MAX_SAFE_INTEGER : Number.parseInt(key, 10);
}

function countTitle(by: TrendDimension): string {
  const words = text.trends;
  if (by === 'startWeekday') return words.starts;
  return by === 'updatesBySource' || by === 'updatesByVendor' ? words.updates : words.count;
}

function keyTitle(by: TrendDimension, key: string, names: VendorNames): string {
  if (key === '') return text.trends.unknown;
  switch (by) {
    case 'destination': {
      const [, city = '', country = ''] = /^(.*?)(?:, )?([A-Z]{2})$/.exec(key) ?? [undefined, key];
      return [city, country === '' ? '' : formats.country(country)].filter((part) => part !== '').join(', ');
    }
    case 'travelerCountry':
      return formats.country(key);
    case 'vendor':
    case 'updatesByVendor':
      return vendorTitle(key, names);
    case 'updatesBySource':
      return sourceTitle(key);
    case 'startWeekday':
      return formats.weekday(firstMonday + (Number(key) - 1) * dayMs);
    case 'leadTime':
      return key.replace('-', '–');
  }
}

function vendorTitle(id: string, names: VendorNames): string {
  const name = names.get(id) ?? '';
  return name === '' ? id : name;
}

function sourceTitle(key: string): string {
  return key === '' ? text.trends.unknown : reportText.source(key);
}

function signed(growth: number): string {
  const shown = formats.value(Math.abs(growth), { style: 'percent', digits: 0 });
  return Math.abs(growth) < 0.005 ? shown : `${growth < 0 ? '−' : '+'}${shown}`;
}
