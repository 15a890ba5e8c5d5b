/** Additive numbers are kept per quarter of an hour, so every boundary of a range is one. */
const quarterMs = 15 * 60 * 1000;

/** The last quarter-hour at or before an instant (epoch milliseconds). */
export function floorToQuarter(epochMs: number): number {
  return Math.floor(epochMs / quarterMs) * quarterMs;
}

/** The first quarter-hour at or after an instant (epoch milliseconds). */
export function ceilToQuarter(epochMs: number): number {
  return Math.ceil(epochMs / quarterMs) * quarterMs;
}
