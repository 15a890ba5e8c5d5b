/** Calendar dates as `YYYY-MM-DD`, free of zones; only {@link today} knows one. */

const dayMs = 86_400_000;

/** The date that it is in a zone. */
export function today(nowMs: number, timezone: string): string {
  // Sweden writes dates as ISO does.
  return new Intl.DateTimeFormat('sv-SE', { timeZone: timezone, dateStyle: 'short' }).format(nowMs);
}

/** The date `days` later, or earlier for a negative number. */
export function addDays(date: string, days: number): string {
  return toDate(Date.parse(date) + days * dayMs);
}

/** The first of the month `months` after the date's own: 0 is its own. */
export function monthStart(date: string, months = 0): string {
  return toDate(Date.UTC(yearOf(date), Number(date.slice(5, 7)) - 1 + months, 1));
}

/** The first of the date's quarter, `quarters` later. */
export function quarterStart(date: string, quarters = 0): string {
  const first = Math.floor((Number(date.slice(5, 7)) - 1) / 3) * 3;
  return toDate(Date.UTC(yearOf(date), first + quarters * 3, 1));
}

/** The first of January of the date's year, `years` later. */
export function yearStart(date: string, years = 0): string {
  return toDate(Date.UTC(yearOf(date) + years, 0, 1));
}

/** Days from one date to another. */
export function countDays(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / dayMs);
}

/** True for a date of the calendar: not 2026-02-30. */
export function isDate(text: string): boolean {
  return (
    /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)) && toDate(Date.parse(text)) === text
  );
}

function yearOf(date: string): number {
  return Number(date.slice(0, 4));
}

function toDate(epochMs: number): string {
  return new Date(epochMs).toISOString().slice(0, 10);
}
