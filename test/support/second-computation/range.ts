import type { Span } from './affiliate-money.ts';

const quarterMs = 900_000;

/** What is asked for: dates of the zone (`YYYY-MM-DD`) or instants. */
export interface Asked {
  from: string;
  to: string;
  tz: string;
}

/** The instants that a range means: midnights of the zone, instants widened outward to the quarter-hour. */
export function spanOf({ from, to, tz }: Asked): Span {
  const instantOf = (text: string): number =>
    text.length === 10
      ? Temporal.PlainDate.from(text).toZonedDateTime(tz).epochMilliseconds
      : Date.parse(text);
  return {
    fromMs: Math.floor(instantOf(from) / quarterMs) * quarterMs,
    toMs: Math.ceil(instantOf(to) / quarterMs) * quarterMs,
  };
}

export type Granularity = 'hour' | 'day' | 'week' | 'month';

/** Cuts a span where the local reading of its quarter-hours becomes another hour, day, week or month. */
export function cut(span: Span, tz: string, granularity: Granularity): Span[] {
  const spans: Span[] = [];
  let label = '';
  for (let atMs = span.fromMs; atMs < span.toMs; atMs += quarterMs) {
    const read = labelOf(atMs, tz, granularity);
    const last = spans.at(-1);
    if (last !== undefined) last.toMs = atMs;
    if (read !== label) spans.push({ fromMs: atMs, toMs: atMs });
    label = read;
  }
  const last = spans.at(-1);
  if (last !== undefined) last.toMs = span.toMs;
  return spans;
}

/** A calendar month of a zone, `YYYY-MM`. */
export function spanOfMonth(period: string, zone: string): Span {
  const first = Temporal.PlainDate.from(`${period}-01`);
  const msOf = (date: Temporal.PlainDate) => date.toZonedDateTime(zone).epochMilliseconds;
  return { fromMs: msOf(first), toMs: msOf(first.add({ months: 1 })) };
}

/** The whole units of the zone that a span touches. */
export function widen(span: Span, tz: string, unit: 'week' | 'month'): Span {
  const dateAt = (atMs: number) =>
    Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(tz).toPlainDate();
  const startOf = (date: Temporal.PlainDate) =>
    unit === 'week' ? date.subtract({ days: date.dayOfWeek - 1 }) : date.with({ day: 1 });
  const msOf = (date: Temporal.PlainDate) => date.toZonedDateTime(tz).epochMilliseconds;
  const last = startOf(dateAt(span.toMs - 1)).add(unit === 'week' ? { weeks: 1 } : { months: 1 });
  return { fromMs: msOf(startOf(dateAt(span.fromMs))), toMs: msOf(last) };
}

function labelOf(atMs: number, tz: string, granularity: Granularity): string {
  const local = Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(tz);
  const date = local.toPlainDate();
  switch (granularity) {
    case 'hour':
      return `${date.toString()} ${local.hour} ${local.offset}`;
    case 'day':
      return date.toString();
    case 'week':
      return date.subtract({ days: date.dayOfWeek - 1 }).toString();
    case 'month':
      return date.toPlainYearMonth().toString();
  }
}
