import type { YearFormats } from '../../../reports/traveler/formats.ts';
import type { TravelerReport } from '../../../reports/traveler/report.ts';

const open = (height: number) =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="499" height="${height}" viewBox="0 0 499 ${height}">`;
const word = (x: number, y: number, text: string) => `<text x="${x}" y="${y}" font-size="8">${text}</text>`;

/** Draws horizontal bars. */
export function barsSvg(rows: readonly (readonly [label: string, value: string, size: number])[]): string {
  const most = Math.max(...rows.map(([, , size]) => size));
  const bars = rows.map(([label, value, size], index) => {
    const [y, width] = [index * 19, (220 * size) / most];
    return `${word(0, y + 13, label)}<rect x="170" y="${y + 2}" width="${width}" height="14" fill="#0b5c8a"/>${word(176 + width, y + 13, value)}`;
  });
  return `${open(rows.length * 19)}${bars.join('')}</svg>`;
}

/** Draws two columns for each number, side by side. */
export function columnsSvg(numbers: readonly { label: string; values: readonly number[] }[]): string {
  const charts = numbers.map(({ label, values }, place) => {
    const x = place * 84;
    const most = Math.max(1, ...values);
    const columns = values.map((value, index) => {
      const height = (60 * value) / most;
      return `<rect x="${x + 20 + index * 26}" y="${82 - height}" width="18" height="${height}" fill="${index === 0 ? '#91b5cb' : '#0b5c8a'}"/>${word(x + 20 + index * 26, 94, String(value))}`;
    });
    return `${word(x, 9, label)}<line x1="${x}" x2="${x + 76}" y1="82" y2="82" stroke="#55616d"/>${columns.join('')}`;
  });
  return `${open(96)}${charts.join('')}</svg>`;
}

/** Draws the year as a square per day. */
export function calendarSvg(report: TravelerReport, formats: YearFormats): string {
  const isAway = (day: string) =>
    report.trips.some(({ firstDate, lastDate }) => firstDate <= day && day <= lastDate);
  const rows = Array.from({ length: 12 }, (_, month) => {
    const length = new Date(Date.UTC(report.year, month + 1, 0)).getUTCDate();
    const days = Array.from({ length }, (__, index) => {
      const day = new Date(Date.UTC(report.year, month, index + 1)).toISOString().slice(0, 10);
      return `<rect x="${42 + index * 12.9}" y="${month * 14 + 1.5}" width="10.9" height="10" fill="${isAway(day) ? '#0b5c8a' : '#eef2f4'}"/>`;
    });
    return `${word(0, month * 14 + 10, formats.monthName(month))}${days.join('')}`;
  });
  return `${open(168)}${rows.join('')}</svg>`;
}
