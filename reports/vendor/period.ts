/** A calendar month, `YYYY-MM`. */
export type Period = string;

/** Returns whether the text names a calendar month from 0001-01 to 9999-12. */
export function isPeriod(text: string): boolean {
  return /^(?!0000)\d{4}-(0[1-9]|1[0-2])$/.test(text);
}

/** Moves a month, e.g. (`2016-01`, -1) to `2015-12`. */
export function addMonths(period: Period, months: number): Period {
  return Temporal.PlainYearMonth.from(period).add({ months }).toString();
}

/** All months from `first` to `last`, both included, the newest first. */
export function monthsBetween(first: Period, last: Period): Period[] {
  const months: Period[] = [];
  for (let month = last; month >= first; month = addMonths(month, -1)) months.push(month);
  return months;
}

/** The first instant of the month in an IANA zone, in epoch milliseconds. */
export function startOfMonth(period: Period, timezone: string): number {
  return Temporal.PlainDate.from(`${period}-01`).toZonedDateTime(timezone).epochMilliseconds;
}

/** The day on which a month is due to be closed. */
export function closesOn(period: Period): string {
  return `${addMonths(period, 1)}-10`;
}

/** The instant at which that day has begun everywhere. */
export function closesAt(period: Period): number {
  return Date.parse(`${closesOn(period)}T12:00:00Z`);
}
