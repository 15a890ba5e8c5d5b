import type { RetentionUnit } from '../../../api/retention.ts';
import { addDays, monthStart } from '../../state/days.ts';
import type { Days } from '../../state/period.ts';
import type { View } from '../../state/view.ts';

/** How many weeks or months can be looked at, the usual number first. */
export const spans: Readonly<Record<RetentionUnit, readonly [number, ...number[]]>> = {
  week: [12, 8, 26],
  month: [12, 6, 24],
};

/** What the address says of retention. */
export interface RetentionChoice {
  unit: RetentionUnit;
  /** Units up to the running one. */
  count: number;
  /** What the cells say. */
  cells: 'rates' | 'visitors';
}

/** Reads the choice; what cannot be read is as if it were not there. */
export function readChoice({ choices }: View): RetentionChoice {
  const unit = choices['unit'] === 'month' ? 'month' : 'week';
  const count = spans[unit].find((each) => String(each) === choices['span']) ?? spans[unit][0];
  return { unit, count, cells: choices['cells'] === 'visitors' ? 'visitors' : 'rates' };
}

/** From the first day of the first unit, a Monday or the first of a month, to `today`, which is in the last one. */
export function daysOfSpan({ unit, count }: RetentionChoice, today: string): Days {
  if (unit === 'month') return { from: monthStart(today, 1 - count), to: today };
  const sinceMonday = (new Date(today).getUTCDay() + 6) % 7;
  return { from: addDays(today, -sinceMonday - 7 * (count - 1)), to: today };
}
