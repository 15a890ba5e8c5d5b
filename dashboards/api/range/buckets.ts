import { invalidField } from '../../../infra/http/problem.ts';
import { ceilToQuarter } from './quarter.ts';
import type { Range } from './range.ts';

export type Granularity = 'hour' | 'day' | 'week' | 'month';

const maxPoints = 2_500;

/**
 * Cuts a range into the hours, days, weeks (from Monday) or months of its zone. Returns the boundaries in epoch
 * milliseconds: one more than there are buckets, from the range's start to its end; the first and the last bucket
 * are as much of theirs as the range has. A day of a clock change has 23 or 25 hours (or half-hours), and an hour
 * that the clock repeats is two buckets.
 *
 * @throws {Problem} 400 when there would be more than 2,500 buckets.
 */
export function bucketBounds(range: Range, granularity: Granularity): number[] {
  const bounds = [range.fromMs];
  let last = range.fromMs;
  let next = Temporal.Instant.fromEpochMilliseconds(range.fromMs).toZonedDateTimeISO(range.timezone);
  for (;;) {
    next = granularity === 'hour' ? followingHour(next) : following(next, granularity);
    const nextMs = ceilToQuarter(next.epochMilliseconds);
    if (nextMs >= range.toMs) break;
    if (nextMs > last) bounds.push(nextMs);
    last = nextMs;
    if (bounds.length > maxPoints) {
      throw invalidField(
        'granularity',
        `${granularity} would give more than ${maxPoints} points; take a coarser one`,
      );
    }
  }
  return [...bounds, range.toMs];
}

function following(moment: Temporal.ZonedDateTime, unit: 'day' | 'week' | 'month'): Temporal.ZonedDateTime {
  const date = moment.toPlainDate();
  const start =
    unit === 'day'
      ? date.add({ days: 1 })
      : unit === 'week'
        ? date.add({ days: 8 - date.dayOfWeek })
        : date.with({ day: 1 }).add({ months: 1 });
  return start.toZonedDateTime(moment.timeZoneId);
}

/** The next full hour on the wall clock, or the change of the clock if that comes first. */
function followingHour(moment: Temporal.ZonedDateTime): Temporal.ZonedDateTime {
  const { minute, second, millisecond } = moment;
  const passedMs = (minute * 60 + second) * 1_000 + millisecond;
  const full = moment.add({ milliseconds: 3_600_000 - passedMs });
  if (full.offsetNanoseconds === moment.offsetNanoseconds) return full;
  const change = moment.getTimeZoneTransition('next');
  return change !== null && change.epochMilliseconds < full.epochMilliseconds ? change : full;
}
