import { invalidField, type Problem } from '../../../infra/http/problem.ts';
import { ceilToQuarter, floorToQuarter } from './quarter.ts';

/** A half-open range of time `[fromMs, toMs)` as it is seen in a zone. Both ends are quarter-hours. */
export interface Range {
  /** Epoch milliseconds, included. */
  fromMs: number;
  /** Epoch milliseconds, excluded. */
  toMs: number;
  /** IANA zone. */
  timezone: string;
}

export interface RangeText {
  from?: string;
  to?: string;
  tz?: string;
}

const defaultDays = 30;
const maxYears = 3;
const earliestMs = Date.UTC(1970, 0, 2);
const latestMs = Date.UTC(2100, 0, 1);

/**
 * Reads a range as a client writes it: dates mean midnight in the zone (`to` too: it is excluded), instants are
 * widened outward to the quarter-hour. Absent: the 30 days up to and including today.
 *
 * @throws {Problem} 400, naming the field.
 * @example parseRange({ from: '2026-03-01', to: '2026-04-01' }, 'Europe/Berlin', now) // March in Berlin
 */
export function parseRange(text: RangeText, defaultZone: string, nowMs: number): Range {
  const timezone = text.tz === undefined ? defaultZone : parseZone(text.tz);
  const today = Temporal.Instant.fromEpochMilliseconds(nowMs).toZonedDateTimeISO(timezone).toPlainDate();
  const given = text.from === undefined ? undefined : parseMoment('from', text.from, timezone);
  const toMs = text.to === undefined ? undefined : ceilToQuarter(parseMoment('to', text.to, timezone));
  const fromMs = given === undefined ? startOfRange(toMs, timezone, today) : floorToQuarter(given);
  const endMs = toMs ?? ceilToQuarter(startOfDay(today.add({ days: 1 }), timezone));
  if (fromMs >= endMs) throw emptyRange(text);
  const start = Temporal.Instant.fromEpochMilliseconds(fromMs).toZonedDateTimeISO(timezone);
  if (start.add({ years: maxYears }).epochMilliseconds < endMs) {
    throw invalidField('to', `must be at most ${maxYears} years after from`);
  }
  return { fromMs, toMs: endMs, timezone };
}

/**
 * Returns the zone under its name in the IANA database.
 *
 * @throws {Problem} 400 for an offset or an unknown name.
 */
function parseZone(name: string): string {
  try {
    if (/^[A-Za-z]/.test(name))
      return Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name).timeZoneId;
  } catch {
    // Falls through to the one answer for names that are no zones.
  }
  throw invalidField('tz', 'must be an IANA zone, e.g. Europe/Berlin');
}

/** Midnight, or the first instant of a day whose midnight the zone skips; epoch milliseconds. */
function startOfDay(date: Temporal.PlainDate, timezone: string): number {
  return date.toZonedDateTime(timezone).epochMilliseconds;
}

function startOfRange(toMs: number | undefined, timezone: string, today: Temporal.PlainDate): number {
  if (toMs === undefined)
    return floorToQuarter(startOfDay(today.subtract({ days: defaultDays - 1 }), timezone));
  const end = Temporal.Instant.fromEpochMilliseconds(toMs).toZonedDateTimeISO(timezone);
  return floorToQuarter(end.subtract({ days: defaultDays }).epochMilliseconds);
}

/** Whoever names one day twice is told how it is asked for. */
function emptyRange({ from, to }: RangeText): Problem {
  if (from === undefined || from !== to || !isDate(to)) return invalidField('from', 'must be before to');
  const next = Temporal.PlainDate.from(to).add({ days: 1 }).toString();
  return invalidField('from', `must be before to: a day ends with the next one, ${to} alone is to=${next}`);
}

function parseMoment(field: 'from' | 'to', text: string, timezone: string): number {
  const epochMs = readMoment(text, timezone);
  if (epochMs === undefined) {
    const hint = / \d\d:\d\d$/.test(text) ? ' (the + of an offset is written %2B in a URL)' : '';
    throw invalidField(
      field,
      `must be a date like 2026-03-01 or an instant like 2026-03-01T12:00:00Z${hint}`,
    );
  }
  if (epochMs < earliestMs || epochMs > latestMs) throw invalidField(field, 'must be between 1970 and 2100');
  return epochMs;
}

function readMoment(text: string, timezone: string): number | undefined {
  try {
    if (isDate(text)) return startOfDay(Temporal.PlainDate.from(text), timezone);
    return Temporal.Instant.from(text).epochMilliseconds;
  } catch {
    return undefined;
  }
}

function isDate(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text);
}
