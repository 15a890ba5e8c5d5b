import type { Range, RangeText } from './range.ts';
import { ceilToQuarter } from './quarter.ts';

/** How many units a range has when its start is not given. */
const defaultUnits = 12;

/**
 * Widens a range to whole weeks (from Monday) or months of its zone; one whose start was not given (`text`) gets 12
 * units up to the one in which it ends.
 */
export function widenToUnits(range: Range, unit: 'week' | 'month', text: RangeText): Range {
  const dateOf = (epochMs: number): Temporal.PlainDate =>
    Temporal.Instant.fromEpochMilliseconds(epochMs).toZonedDateTimeISO(range.timezone).toPlainDate();
  const startOf = (date: Temporal.PlainDate): Temporal.PlainDate =>
    unit === 'week' ? date.subtract({ days: date.dayOfWeek - 1 }) : date.with({ day: 1 });
  const length = (count: number): Temporal.DurationLike =>
    unit === 'week' ? { weeks: count } : { months: count };
  const toMs = (date: Temporal.PlainDate): number =>
    ceilToQuarter(date.toZonedDateTime(range.timezone).epochMilliseconds);
  const last = startOf(dateOf(range.toMs - 1));
  const first =
    text.from === undefined ? last.subtract(length(defaultUnits - 1)) : startOf(dateOf(range.fromMs));
  return { ...range, fromMs: toMs(first), toMs: toMs(last.add(length(1))) };
}
