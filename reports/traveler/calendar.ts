import type { Box } from '../charts/mark.ts';
import type { Pdf } from '../pdf/document.ts';
import { drawFigure } from '../pdf/picture.ts';
import { colours, contentWidth, page, styles } from '../pdf/style.ts';
import type { YearFormats } from './formats.ts';
import type { TravelerReport } from './report.ts';
import { text } from './text.ts';

const rowHeight = 14;
const labelWidth = 42;
const countWidth = 58;
/** Of a trip, of the next one, and of days at home. */
const shades = [colours.bar, '#6a9fbe', colours.tint] as const;

/** Draws the year as a square per day, a row per month; the days of trips are filled. */
export function drawCalendar(pdf: Pdf, report: TravelerReport, formats: YearFormats): void {
  const height = 12 * rowHeight;
  pdf.reserve(height);
  const away = daysOnTrips(report);
  const counts = Array.from(
    { length: 12 },
    (_, month) =>
      Array.from({ length: 31 }, (__, day) => away.has(keyOf(report.year, month, day + 1))).filter(Boolean)
        .length,
  );
  const told = counts.map((count, month) => `${formats.monthName(month)} ${formats.count(count)}`);
  const top = pdf.y;
  const step = (contentWidth - labelWidth - countWidth) / 31;
  const box = { x: page.left, y: top, width: contentWidth, height };
  drawFigure(pdf, box, text.calendarAlt(told.join('; ')), () => {
    const squares: Box[][] = shades.map(() => []);
    for (let month = 0; month < 12; month += 1) {
      const y = top + month * rowHeight;
      pdf.label(formats.monthName(month), styles.cell, { x: page.left, y: y + 1, align: 'left' });
      const length = new Date(Date.UTC(report.year, month + 1, 0)).getUTCDate();
      for (let day = 1; day <= length; day += 1) {
        const trip = away.get(keyOf(report.year, month, day));
        const square: Box = {
          x: page.left + labelWidth + (day - 1) * step,
          y: y + 1.5,
          width: step - 2,
          height: rowHeight - 4,
        };
        squares[trip === undefined ? 2 : trip % 2]?.push(square);
      }
      const count = counts[month] ?? 0;
      if (count === 0) continue;
      const style = { ...styles.cellMuted, size: 7.5 };
      pdf.label(text.days(formats.count(count)), style, { x: page.right, y: y + 1, align: 'right' });
    }
    // One path for all days of a shade.
    for (const [index, days] of squares.entries()) {
      for (const { x, y, width, height: side } of days) pdf.canvas.rect(x, y, width, side);
      if (days.length > 0) pdf.canvas.fill(shades[index]);
    }
  });
  pdf.y = top + height + 8;
}

/** Each day of the year that is on a trip, and on which one. */
function daysOnTrips({ trips, year }: TravelerReport): Map<string, number> {
  const days = new Map<string, number>();
  for (const [index, { firstDate, lastDate }] of trips.entries()) {
    const end = Math.min(Date.parse(lastDate), Date.UTC(year, 11, 31));
    for (let at = Date.parse(firstDate); at <= end; at += 86_400_000)
      days.set(new Date(at).toISOString().slice(0, 10), index);
  }
  return days;
}

function keyOf(year: number, month: number, day: number): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${String(year).padStart(4, '0')}-${two(month + 1)}-${two(day)}`;
}
