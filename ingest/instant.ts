const shape = /^(\d{4})-(\d\d)-(\d\d)[Tt ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?([Zz]|[+-]\d\d:?\d\d)$/;
const localShape = /^(\d{4})-(\d\d)-(\d\d)[Tt ](\d\d):(\d\d)(?::(\d\d)(?:\.\d{1,9})?)?$/;

/** What the warehouse's time columns hold: an hour is a 32-bit DateTime. */
const leastMs = Date.UTC(1970, 0, 1);
const endMs = Date.UTC(2106, 0, 1);

/** True for epoch milliseconds that the warehouse can place. */
export function isStorable(epochMs: number): boolean {
  return epochMs >= leastMs && epochMs < endMs;
}

/**
 * Returns the epoch milliseconds of an ISO 8601 instant with its zone, cut to milliseconds; undefined when it is
 * not one or names a day that does not exist.
 *
 * @example parseInstant('2016-05-01T12:00:00+02:00') // 1462096800000
 */
export function parseInstant(text: string): number | undefined {
  const found = shape.exec(text);
  if (found === null) return undefined;
  const [, year, month, day, hour, minute, second = '0', fraction = '', zone = 'Z'] = found;
  const local = epochOf(
    Number(year),
    Number(month),
    Number(day),
    Number(hour),
    Number(minute),
    Number(second),
  );
  if (local === undefined) return undefined;
  const milliseconds = fraction === '' ? 0 : Number(fraction.padEnd(3, '0').slice(0, 3));
  return local + milliseconds - offsetMs(zone);
}

/** Wall-clock time, as if it were UTC, in epoch milliseconds and whole seconds; undefined when it is not one. */
export function parseLocal(text: string): number | undefined {
  const found = localShape.exec(text);
  if (found === null) return undefined;
  const [, year, month, day, hour, minute, second = '0'] = found;
  return epochOf(Number(year), Number(month), Number(day), Number(hour), Number(minute), Number(second));
}

/** Creates a converter of wall-clock times to instants, which remembers the ones it has seen lately. */
export function createLocalTimes(limit = 50_000): {
  /**
   * Returns the instant, in epoch milliseconds, of a wall-clock time as {@link parseLocal} gives it. A time that
   * a clock change skips moves later, of one that it repeats the earlier is meant (Temporal's `compatible`).
   * The zone must be known; see {@link isZone}.
   */
  toInstant(localMs: number, timezone: string): number;
} {
  const seen = new Map<string, number>();
  return {
    toInstant(localMs, timezone) {
      const key = `${localMs} ${timezone}`;
      const known = seen.get(key);
      if (known !== undefined) return known;
      const local = new Date(localMs).toISOString().slice(0, 19);
      const instant = Temporal.PlainDateTime.from(local).toZonedDateTime(timezone).epochMilliseconds;
      if (seen.size >= limit) seen.clear();
      seen.set(key, instant);
      return instant;
    },
  };
}

const zones = new Map<string, boolean>();

/** True for an IANA time zone, e.g. `Europe/Lisbon`; offsets such as `+01:00` are none. */
export function isZone(name: string): boolean {
  const known = zones.get(name);
  if (known !== undefined) return known;
  const answer = /^[A-Za-z]/.test(name) && canFormat(name);
  // Bounded: names come from outside.
  if (zones.size < 2_000) zones.set(name, answer);
  return answer;
}

function canFormat(timeZone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

function epochOf(
  year: number,
  month: number,
  day: number,
  hour: number,
  minute: number,
  second: number,
): number | undefined {
  if (hour > 23 || minute > 59 || second > 60 || month < 1 || month > 12 || day < 1) return undefined;
  if (day > 28 && day > daysOf(year, month)) return undefined;
  // A leap second counts as the second before it, as in Temporal.
  const timeMs = ((hour * 60 + minute) * 60 + Math.min(second, 59)) * 1000;
  // Date.UTC reads the years before 100 as of the 20th century.
  return Date.UTC(year < 100 ? year + 400 : year, month - 1, day) + timeMs - (year < 100 ? cycleMs : 0);
}

/** The Gregorian calendar repeats every 400 years. */
const cycleMs = 146_097 * 86_400_000;

function daysOf(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

function offsetMs(zone: string): number {
  if (zone === 'Z' || zone === 'z') return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2));
  return (zone.startsWith('-') ? -minutes : minutes) * 60_000;
}
