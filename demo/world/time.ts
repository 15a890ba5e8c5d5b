export const minuteMs = 60_000;
export const hourMs = 60 * minuteMs;
export const dayMs = 24 * hourMs;

/** Turns instants into wall-clock times and back; a wall-clock time is in milliseconds, as if it were UTC. */
export interface LocalTimes {
  toLocal(atMs: number, timezone: string): number;
  /** Of a time that a clock shows twice or never, an instant beside it. */
  toInstant(localMs: number, timezone: string): number;
}

/** Creates the reckoning of zones; it remembers offsets by the hour, since asking for one is slow. */
export function createLocalTimes(): LocalTimes {
  const zones = new Map<string, Map<number, number>>();
  const offsetOf = (atMs: number, timezone: string): number => {
    const known = zones.get(timezone) ?? new Map<number, number>();
    zones.set(timezone, known);
    const hour = Math.floor(atMs / hourMs);
    const offset =
      known.get(hour) ??
      Temporal.Instant.fromEpochMilliseconds(hour * hourMs).toZonedDateTimeISO(timezone).offsetNanoseconds /
        1_000_000;
    known.set(hour, offset);
    return offset;
  };
  return {
    toLocal: (atMs, timezone) => atMs + offsetOf(atMs, timezone),
    toInstant(localMs, timezone) {
      const near = localMs - offsetOf(localMs, timezone);
      return localMs - offsetOf(near, timezone);
    },
  };
}

/** Writes an instant: `2026-05-01T12:00:00.000Z`. */
export function writeInstant(atMs: number): string {
  return new Date(atMs).toISOString();
}

/** Writes a wall-clock time: `2026-05-01T12:00:00`. */
export function writeLocal(localMs: number): string {
  return new Date(localMs).toISOString().slice(0, 19);
}

/** Writes the date of a wall-clock time: `2026-05-01`. */
export function writeDate(localMs: number): string {
  return new Date(localMs).toISOString().slice(0, 10);
}

/** Returns the first instant of the UTC month that lies `months` after the one of an instant. */
export function startOfMonth(atMs: number, months = 0): number {
  const date = new Date(atMs);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months);
}
