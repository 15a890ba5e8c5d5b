import type { ValueFormat } from '../../../../reports/charts/chart.ts';
import { figures, type FigureName, type FigureValue } from '../../../../reports/vendor/figures.ts';
import { labels } from '../../../../reports/vendor/labels.ts';
import { mixTitles } from '../../../../reports/vendor/text.ts';
import { minorDigits } from '../../format/format.ts';
import { text } from '../../text/en.ts';

/** A number of a vendor's month, as pages write it. */
export interface VendorFigure {
  name: FigureName;
  title: string;
  format: ValueFormat;
  better?: 'up' | 'down';
}

const worse = new Set<FigureName>([
  'cancellationRate',
  'noShowRate',
  'cancellations',
  'noShows',
  'arrivalsCancelled',
  'arrivalsNoShow',
]);
/** Not whole numbers. */
const measured = new Set<string>(['days', 'hours', 'nights per stay', 'per 100 reservations']);
const headlinesOf: Readonly<Record<string, readonly FigureName[]>> = {
  hotel: ['bookings', 'arrivals', 'roomNightsStayed', 'roomRevenue', 'adr', 'cancellationRate'],
  flight: ['bookings', 'segments', 'passengers', 'onTimeRate', 'cancellations', 'cancellationRate'],
  car: ['bookings', 'rentals', 'rentalDays', 'rentalRevenue', 'revenuePerDay', 'cancellationRate'],
};

/** The numbers at the top of a month. */
export function headlines(type: string): readonly FigureName[] {
  return headlinesOf[type] ?? ['bookings', 'arrivals', 'cancellations', 'cancellationRate'];
}

export function vendorFigure(name: FigureName, currency: string): VendorFigure {
  const better = worse.has(name) ? 'down' : 'up';
  return { name, title: labels[name], format: formatOf(name, currency), better };
}

/** What a changed number is called: one of the figures, or a row of a mix. */
export function changedFigure(name: string, currency: string): { title: string; format: ValueFormat } {
  if (isFigureName(name)) return vendorFigure(name, currency);
  const [, dimension = '', ...key] = name.split('.');
  const titles: Readonly<Record<string, string>> = mixTitles;
  const title = `${titles[dimension] ?? dimension}: ${key.join('.') || text.reports.month.unknown}`;
  return { title, format: { style: 'count' } };
}

export function numberOf(value: FigureValue | undefined): number | null {
  return value === null || value === undefined ? null : Number(value);
}

function isFigureName(name: string): name is FigureName {
  return Object.hasOwn(figures, name);
}

function formatOf(name: FigureName, currency: string): ValueFormat {
  const { unit } = figures[name];
  if (unit === 'money') return { style: 'money', currency, digits: minorDigits(currency) };
  if (unit === 'rate') return { style: 'percent', digits: 1 };
  return measured.has(unit) ? { style: 'decimal', digits: 1 } : { style: 'count' };
}
