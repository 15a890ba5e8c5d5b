import type { Chart } from '../charts/chart.ts';
import type { PictureOptions } from '../charts/picture.ts';
import { drawBars } from '../pdf/chart.ts';
import type { Pdf } from '../pdf/document.ts';
import { drawChart } from '../pdf/picture.ts';
import { contentWidth, page, styles } from '../pdf/style.ts';
import { drawTable, type Column } from '../pdf/table.ts';
import { drawParagraph, drawSection, drawSubsection } from '../pdf/text.ts';
import { leadTimeChart, outcomeChart, scheduleChart, trendChart } from './charts.ts';
import { figures, type FigureName } from './figures.ts';
import type { Formats } from './formats.ts';
import { headlines } from './layout-front.ts';
import { figureOf } from './metrics.ts';
import type { VendorReport } from './report.ts';
import { labels } from './labels.ts';
import { text } from './text.ts';

const columnGap = 18;
const lastMonth = 12;

/** The number that each type's report shows first over the months. */
const leading: Readonly<Record<string, FigureName>> = {
  hotel: 'roomRevenue',
  flight: 'passengers',
  car: 'rentalRevenue',
};

/** Draws the most telling number over the thirteen months that end with this one. */
export function drawLeadingTrend(pdf: Pdf, report: VendorReport, formats: Formats): void {
  const chart = trendChart(report, formats, leading[report.type] ?? 'bookings');
  if (isEmpty(chart)) return;
  // What the first page has left, within reason.
  const height = Math.min(250, Math.max(150, page.bottom - pdf.y - 44));
  drawSubsection(pdf, text.trendOf(chart.title), height + 40);
  const box = { x: page.left, y: pdf.y + 2, width: contentWidth, height };
  drawChart(pdf, chart, box, formats.writer(chart.format), { emphasis: lastMonth });
  pdf.y += height + 10;
}

/** Draws the headline numbers over the months, small and side by side, each on a scale of its own. */
export function drawTrends(pdf: Pdf, report: VendorReport, formats: Formats): void {
  const names = headlines[report.type] ?? [];
  drawSection(pdf, text.sections.trend, 320);
  drawParagraph(pdf, text.trendIntroduction);
  const columns = 3;
  const width = (contentWidth - (columns - 1) * columnGap) / columns;
  const height = 116;
  for (let index = 0; index < names.length; index += columns) {
    pdf.reserve(height);
    const top = pdf.y;
    for (const [place, name] of names.slice(index, index + columns).entries()) {
      const x = page.left + place * (width + columnGap);
      const value = formats.figure(figureOf(report.metrics, name), figures[name].unit);
      pdf.element('H3', {}, () => {
        pdf.write(`${labels[name]} `, styles.cellStrong, { x, y: top, width: width - 60 });
        pdf.write(value, styles.cell, { x: x + width - 90, y: top, width: 90, align: 'right' });
      });
      const chart = trendChart(report, formats, name);
      const box = { x, y: top + 14, width, height: height - 30 };
      if (isEmpty(chart)) {
        pdf.element('P', {}, () => pdf.write(text.trendNone, styles.small, { ...box, y: box.y + 4 }));
        continue;
      }
      drawChart(pdf, chart, box, formats.writer(chart.format), { steps: 3 });
    }
    pdf.y = top + height;
  }
}

/** Draws how the month's bookings spread over days ahead, and how the median went. */
export function drawLeadTime(pdf: Pdf, report: VendorReport, formats: Formats): void {
  const { bookings, leadTime } = report.metrics;
  const height = 140;
  drawSection(pdf, text.sections.leadTime(report.type), height + 70);
  if (bookings === 0) {
    drawParagraph(pdf, text.leadTimeNone);
    return;
  }
  drawParagraph(
    pdf,
    text.leadTimeIntroduction(formats.count(bookings), formats.figure(leadTime.median, 'days')),
  );
  const counted = leadTimeChart(report, formats);
  const width = (contentWidth - columnGap) / 2;
  const top = pdf.y;
  const draw = (chart: Chart, x: number, options: PictureOptions) => {
    pdf.element('H3', {}, () => pdf.write(chart.title, styles.cellStrong, { x, y: top, width }));
    const box = { x, y: top + 15, width, height: height - 15 };
    drawChart(pdf, chart, box, formats.writer(chart.format), { steps: 3, ...options });
  };
  draw(counted, page.left, { isNamed: true });
  const median = trendChart(report, formats, 'leadTime.median');
  draw(median, page.left + width + columnGap, { emphasis: lastMonth });
  pdf.y = top + height + 8;
}

/** Draws how the arrivals turned out: this month's, and those of the months before. */
export function drawArrivals(pdf: Pdf, report: VendorReport, formats: Formats): void {
  const { arrivals, arrivalsCompleted, arrivalsCancelled, arrivalsNoShow, presumedCompleted } =
    report.metrics;
  const height = 140;
  drawSection(pdf, text.sections.arrivals, 150);
  if (arrivals === 0) drawParagraph(pdf, text.arrivalsNone);
  else {
    drawParagraph(pdf, text.arrivalsIntroduction(formats.count(arrivals), formats.count(presumedCompleted)));
    const states = text.arrivalStates;
    const rows: [string, number][] = [
      [states.completed, arrivalsCompleted],
      [states.cancelled, arrivalsCancelled],
      [states.noShow, arrivalsNoShow],
      [states.booked, arrivals - arrivalsCompleted - arrivalsCancelled - arrivalsNoShow],
    ];
    const bars = rows.map(([label, size]) => {
      return { label, value: `${formats.count(size)} (${formats.share(size, arrivals)})`, size };
    });
    drawBars(pdf, bars, text.arrivalsAlt(bars.map((bar) => `${bar.label}: ${bar.value}`).join('; ')));
  }
  const chart = outcomeChart(report, formats);
  if (chart.series.length === 0) return;
  drawSubsection(pdf, text.outcomeTitle, height + 24);
  const box = { x: page.left, y: pdf.y + 2, width: contentWidth, height };
  drawChart(pdf, chart, box, formats.writer(chart.format));
  pdf.y += height + 8;
}

/** Draws what was cancelled and changed in the month, who did it and how long before. */
export function drawChanges(pdf: Pdf, report: VendorReport, formats: Formats): void {
  const { metrics } = report;
  const chart = scheduleChart(report, formats);
  drawSection(pdf, text.sections.changes, 200);
  drawParagraph(pdf, text.changesIntroduction);
  const columns: Column[] = [
    { title: text.columns.number, width: 215, align: 'left' },
    { title: formats.shortMonth(report.period), width: 70, align: 'right' },
    { title: text.byWhom, width: contentWidth - 285, align: 'left', isMuted: true },
  ];
  const by = (counts: Readonly<Record<string, number>>) =>
    Object.entries(counts)
      .map(([initiator, count]) => `${text.initiator(initiator)} ${formats.count(count)}`)
      .join(', ');
  const row = (name: FigureName, note = '') => ({
    cells: [labels[name], formats.figure(figureOf(metrics, name), figures[name].unit), note],
  });
  drawTable(pdf, columns, [
    row('cancellations', by(metrics.cancellationsByInitiator)),
    row('noShows', by(metrics.noShowsByInitiator)),
    row('cancellationNotice', text.noticeNote),
    row('changesPer100', text.changesNote),
    row('materialChangesPer100', text.materialNote),
    row('scheduleChangeNotice', text.noticeNote),
  ]);
  if (chart.series.length === 0) {
    drawParagraph(pdf, text.scheduleNone);
    return;
  }
  const height = 120;
  drawSubsection(pdf, text.scheduleTitle, height + 24);
  const box = { x: page.left, y: pdf.y + 2, width: contentWidth, height };
  drawChart(pdf, chart, box, formats.writer(chart.format));
  pdf.y += height + 8;
}

/** Whether there is nothing to see on it. */
function isEmpty(chart: Chart): boolean {
  return chart.series.every(({ points }) => points.every((point) => point === null || point === 0));
}
