import type { Retention } from '../../../api/retention.ts';
import { formats } from '../../format/reader.ts';
import { today } from '../../state/days.ts';
import type { Cell, Table } from '../../table/table.ts';
import { text } from '../../text/en.ts';
import type { RetentionChoice } from './retention-span.ts';

/** A cell of the triangle. */
export interface HeatCell {
  visitors: number;
  /** Of the cohort; null for an empty one. */
  rate: number | null;
  /** The unit is not over yet. */
  isRunning: boolean;
}

/** A row of the triangle: cell n is the unit n + 1 after the cohort's own. */
export interface HeatRow {
  title: string;
  visitors: number;
  cells: readonly HeatCell[];
}

/** Deeper colours that a share can have. */
export const heatLevels = 5;

/**
 * Makes the rows of the triangle: first all cohorts together, then each of them from the first that has anybody. All
 * together count, at unit n, the cohorts whose unit n is over.
 */
export function heatRows(retention: Retention, nowMs: number): HeatRow[] {
  const isRunning = Date.parse(retention.to) > nowMs;
  const first = retention.cohorts.findIndex(({ visitors }) => visitors > 0);
  const cohorts = retention.cohorts.slice(Math.max(0, first)).map(({ at, visitors, returned }): HeatRow => {
    const date = today(Date.parse(at), retention.tz);
    return {
      title: retention.unit === 'month' ? formats.month(date.slice(0, 7)) : formats.date(date),
      visitors,
      cells: returned.slice(1).map((each, index) => ({
        visitors: each.visitors,
        rate: each.rate,
        isRunning: isRunning && index === returned.length - 2,
      })),
    };
  });
  const longest = Math.max(0, ...cohorts.map(({ cells }) => cells.length));
  const together = Array.from({ length: longest }, (_, n): HeatCell => {
    const there = cohorts.filter(({ cells }) => cells[n]?.isRunning === false);
    const whole = there.reduce((sum, { visitors }) => sum + visitors, 0);
    const back = there.reduce((sum, { cells }) => sum + (cells[n]?.visitors ?? 0), 0);
    return { visitors: back, rate: whole === 0 ? null : back / whole, isRunning: false };
  });
  const all = cohorts.reduce((sum, { visitors }) => sum + visitors, 0);
  return [{ title: text.retention.all[retention.unit], visitors: all, cells: together }, ...cohorts];
}

/** A cohort with less than this part of the largest one's visitors says nothing of how deep colours go. */
const tellingPart = 0.1;

/** Where the scale of colours ends: the greatest share of any cohort but small ones, at least one in a hundred. */
export function greatestRate(rows: readonly HeatRow[]): number {
  const cohorts = rows.slice(1);
  const largest = Math.max(0, ...cohorts.map(({ visitors }) => visitors));
  const telling = cohorts.filter(({ visitors }) => visitors >= largest * tellingPart);
  return Math.max(0.01, ...telling.flatMap(({ cells }) => cells.map(({ rate }) => rate ?? 0)));
}

/** 0 for nobody, else 1 to {@link heatLevels}. */
export function heatLevel(rate: number | null, greatest: number): number {
  return rate === null ? 0 : Math.min(heatLevels, Math.ceil((rate / greatest) * heatLevels));
}

/** The triangle as a table; what lies in the future is empty. */
export function retentionTable(rows: readonly HeatRow[], { unit, cells: kind }: RetentionChoice): Table {
  const words = text.retention;
  const longest = Math.max(0, ...rows.map(({ cells }) => cells.length));
  const count = { style: 'count' } as const;
  const format = kind === 'rates' ? ({ style: 'percent', digits: 1 } as const) : count;
  const columns = Array.from({ length: longest }, (_, n) => ({ title: words.later[unit](n + 1), format }));
  return {
    title: words.title,
    columns: [{ title: words.firstColumn[unit] }, { title: words.newVisitors, format: count }, ...columns],
    rows: rows.map(({ title, visitors, cells }) => [
      title,
      visitors,
      ...columns.map((_, n): Cell => {
        const cell = cells[n];
        return cell === undefined ? null : kind === 'rates' ? cell.rate : cell.visitors;
      }),
    ]),
  };
}
