import type { Category, Chart, ValueFormat } from '../charts/chart.ts';
import { figures, type FigureName, type FigureValue } from './figures.ts';
import type { Formats } from './formats.ts';
import { figureOf } from './metrics.ts';
import type { VendorReport } from './report.ts';
import { labels } from './labels.ts';
import { text } from './text.ts';

const leadTimes = [
  'leadTime.0-1',
  'leadTime.2-7',
  'leadTime.8-30',
  'leadTime.31-90',
  'leadTime.91+',
] as const satisfies FigureName[];

const severities = [
  'scheduleChanges.minor',
  'scheduleChanges.major',
  'scheduleChanges.severe',
  'scheduleChanges.unknown',
] as const satisfies FigureName[];

/** One number over the thirteen months: columns for what is counted or paid, a line for rates and medians. */
export function trendChart(report: VendorReport, formats: Formats, name: FigureName): Chart {
  const { unit } = figures[name];
  const points = report.trend.map((month) => toNumber(month.figures?.[name] ?? null));
  const told = report.trend.map(
    ({ period, figures: own }) =>
      `${formats.shortMonth(period)} ${formats.figure(own?.[name] ?? null, unit)}`,
  );
  return {
    kind: isSummed(name) ? 'bar' : 'line',
    title: labels[name],
    summary: text.trendAlt(labels[name], told.join('; ')),
    categories: monthsOf(report, formats),
    series: [{ name: labels[name], role: 'main', points }],
    format: formatOf(report, name),
  };
}

/** How many of the month's bookings were made how far ahead; the same month last year beside it. */
export function leadTimeChart(report: VendorReport, formats: Formats): Chart {
  const { bookings } = report.metrics;
  const sizes = leadTimes.map((name) => Number(figureOf(report.metrics, name)));
  const told = leadTimes.map(
    (name, index) =>
      `${labels[name]}: ${formats.count(sizes[index] ?? 0)} (${formats.share(sizes[index] ?? 0, bookings)})`,
  );
  return {
    kind: 'bar',
    title: text.leadTimeTitle,
    summary: text.leadTimeAlt(told.join('; ')),
    categories: leadTimes.map((name) => ({ label: text.daysAhead(name), name: labels[name] })),
    series: [{ name: labels.bookings, role: 'main', points: sizes }],
    format: { style: 'count' },
  };
}

/** What became of those who were due to arrive, month by month. */
export function outcomeChart(report: VendorReport, formats: Formats): Chart {
  const of = (name: FigureName) => report.trend.map(({ figures: own }) => toNumber(own?.[name] ?? null));
  const [due, completed, cancelled, noShow] = [
    of('arrivals'),
    of('arrivalsCompleted'),
    of('arrivalsCancelled'),
    of('arrivalsNoShow'),
  ];
  const booked = due.map((all, index) =>
    all === null ? null : all - (completed[index] ?? 0) - (cancelled[index] ?? 0) - (noShow[index] ?? 0),
  );
  const states = text.arrivalStates;
  return stacked(report, formats, text.sections.arrivals, text.outcomeAlt, [
    [states.completed, completed],
    [states.cancelled, cancelled],
    [states.noShow, noShow],
    [states.booked, booked],
  ]);
}

/** Changes of time that the vendor began, by how far they went, month by month. */
export function scheduleChart(report: VendorReport, formats: Formats): Chart {
  const series = severities.map((name): [string, (number | null)[]] => [
    labels[name],
    report.trend.map(({ figures: own }) => toNumber(own?.[name] ?? null)),
  ]);
  return stacked(report, formats, text.scheduleTitle, text.scheduleAlt, series);
}

function stacked(
  report: VendorReport,
  formats: Formats,
  title: string,
  alt: (values: string) => string,
  series: readonly [name: string, points: readonly (number | null)[]][],
): Chart {
  const shown = series.filter(([, points]) => points.some((point) => (point ?? 0) > 0));
  const told = report.trend.map(({ period }, index) => {
    const values = shown.map(([name, points]) => `${name} ${formats.count(points[index] ?? 0)}`);
    return `${formats.shortMonth(period)}: ${values.join(', ')}`;
  });
  return {
    kind: 'stacked-bar',
    title,
    summary: alt(told.join('; ')),
    categories: monthsOf(report, formats),
    series: shown.map(([name, points]) => ({ name, role: 'main', points })),
    format: { style: 'count' },
  };
}

function monthsOf(report: VendorReport, formats: Formats): Category[] {
  return report.trend.map(({ period }) => ({
    label: formats.axisMonth(period),
    name: formats.month(period),
  }));
}

/** Whether months can be added up: columns stand for amounts, lines for what is measured of them. */
function isSummed(name: FigureName): boolean {
  return !('parts' in figures[name]) && !['days', 'hours'].includes(figures[name].unit);
}

function formatOf(report: VendorReport, name: FigureName): ValueFormat {
  const { unit } = figures[name];
  switch (unit) {
    case 'rate':
      return { style: 'percent', digits: 1 };
    case 'money': {
      const known = report.trend.map((month) => month.figures?.[name]).find((value) => value !== null);
      const digits = typeof known === 'string' ? (known.split('.')[1] ?? '').length : 0;
      return { style: 'money', currency: report.currency, digits };
    }
    case 'days':
    case 'hours':
      return { style: 'decimal', digits: 1 };
    case 'nights per stay':
    case 'per 100 reservations':
      return { style: 'decimal', digits: 2 };
    case 'reservations':
    case 'changes':
    case 'nights':
    case 'segments':
    case 'passengers':
    case 'rentals':
    case 'rental days':
    default:
      return { style: 'count' };
  }
}

function toNumber(value: FigureValue): number | null {
  return value === null ? null : Number(value);
}
