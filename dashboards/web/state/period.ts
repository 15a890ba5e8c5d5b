import type { Granularity } from '../format/format.ts';
import { addDays, countDays, isDate, monthStart, quarterStart, today, yearStart } from './days.ts';

/** The ranges that have a name. */
export const presets = [
  'today',
  'yesterday',
  '7d',
  '30d',
  '90d',
  'month',
  'last-month',
  'quarter',
  'year',
  '12m',
] as const;
export type Preset = (typeof presets)[number];

/** A range of days as it stands in the address: one that has a name and moves along with time, or two dates. */
export type Period = { preset: Preset } | { from: string; to: string };

/** First and last day. */
export interface Days {
  from: string;
  to: string;
}

const longestDays = 3_660;
const hoursUpToDays = 2;
const daysUpToDays = 93;
const weeksUpToDays = 370;

/** Returns the days of a period in a zone. */
export function daysOf(period: Period, nowMs: number, timezone: string): Days {
  if ('from' in period) return period;
  const now = today(nowMs, timezone);
  switch (period.preset) {
    case 'today':
      return { from: now, to: now };
    case 'yesterday':
      return { from: addDays(now, -1), to: addDays(now, -1) };
    case '7d':
      return { from: addDays(now, -6), to: now };
    case '30d':
      return { from: addDays(now, -29), to: now };
    case '90d':
      return { from: addDays(now, -89), to: now };
    case 'month':
      return { from: monthStart(now), to: addDays(monthStart(now, 1), -1) };
    case 'last-month':
      return { from: monthStart(now, -1), to: addDays(monthStart(now), -1) };
    case 'quarter':
      return { from: quarterStart(now), to: addDays(quarterStart(now, 1), -1) };
    case 'year':
      return { from: yearStart(now), to: addDays(yearStart(now, 1), -1) };
    case '12m':
      return { from: monthStart(now, -11), to: addDays(monthStart(now, 1), -1) };
  }
}

/** Reads a period: a preset's name or `2026-01-01~2026-02-01`; undefined for anything else. */
export function parsePeriod(text: string): Period | undefined {
  const preset = presets.find((each) => each === text);
  if (preset !== undefined) return { preset };
  const [from = '', to = ''] = text.split('~');
  return isRange(from, to) ? { from, to } : undefined;
}

export function formatPeriod(period: Period): string {
  return 'preset' in period ? period.preset : `${period.from}~${period.to}`;
}

/** True for two dates in order, not further apart than ten years. */
export function isRange(from: string, to: string): boolean {
  return isDate(from) && isDate(to) && from <= to && countDays(from, to) < longestDays;
}

/** The granularities that make a readable chart of these days, the best one first. */
export function granularitiesOf(days: Days): readonly [Granularity, ...Granularity[]] {
  const count = countDays(days.from, days.to) + 1;
  if (count <= hoursUpToDays) return ['hour'];
  if (count <= 14) return ['day', 'hour'];
  if (count <= daysUpToDays) return ['day', 'week', 'month'];
  if (count <= weeksUpToDays) return ['week', 'day', 'month'];
  return ['month', 'week'];
}
