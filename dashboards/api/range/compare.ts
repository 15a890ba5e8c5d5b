import { ceilToQuarter, floorToQuarter } from './quarter.ts';
import type { Range } from './range.ts';

export type Comparison = 'previous' | 'year';

/**
 * Returns the range that a range compares with: whole calendar months, quarters and years with whole ones,
 * other ranges with as many days (before, or a year earlier), and a range that is still running with the part
 * of it that has as much time elapsed.
 */
export function compareRange(range: Range, comparison: Comparison, nowMs: number): Range {
  const from = zoned(range.fromMs, range.timezone);
  const to = zoned(range.toMs, range.timezone);
  const months = wholeMonths(from, to);
  const length = months === undefined ? from.until(to, { largestUnit: 'days' }) : { months };
  const start = comparison === 'year' ? from.subtract({ years: 1 }) : from.subtract(length);
  const end = comparison === 'previous' ? from : start.add(length);
  const now = zoned(ceilToQuarter(nowMs), range.timezone);
  const isRunning = range.fromMs < nowMs && now.epochMilliseconds < range.toMs;
  const elapsed = isRunning
    ? start.add(from.until(now, { largestUnit: 'days' })).epochMilliseconds
    : Number.POSITIVE_INFINITY;
  return {
    fromMs: floorToQuarter(start.epochMilliseconds),
    toMs: ceilToQuarter(Math.min(end.epochMilliseconds, elapsed)),
    timezone: range.timezone,
  };
}

/** How many whole calendar months the range is; undefined where it is not made of them. */
function wholeMonths(from: Temporal.ZonedDateTime, to: Temporal.ZonedDateTime): number | undefined {
  if (!isStartOfMonth(from) || !isStartOfMonth(to)) return undefined;
  return (to.year - from.year) * 12 + to.month - from.month;
}

function isStartOfMonth(moment: Temporal.ZonedDateTime): boolean {
  return moment.day === 1 && moment.equals(moment.startOfDay());
}

function zoned(epochMs: number, timezone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(epochMs).toZonedDateTimeISO(timezone);
}
