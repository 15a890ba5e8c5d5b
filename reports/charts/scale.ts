/** Where values stand along an axis, and which of them are written beside it. */
export interface Scale {
  /** From the least tick to the greatest, evenly spaced. */
  ticks: readonly number[];
  /** Returns 0 at the first tick and 1 at the last. */
  place(value: number): number;
}

/**
 * Makes the scale of an axis that has zero on it and round numbers at its ticks.
 *
 * @param most how many steps there are at most
 * @param leastStep what a step is at least, e.g. 1 for what is counted
 * @example createScale([12, 48], { most: 4, leastStep: 1 }).ticks // [0, 20, 40, 60]
 */
export function createScale(
  values: readonly number[],
  { most, leastStep }: { most: number; leastStep: number },
): Scale {
  const low = Math.min(0, ...values);
  const high = Math.max(0, ...values);
  const step = Math.max(roundStep((high - low) / most), leastStep) || 1;
  const [first, last] = [
    Math.floor(low / step),
    Math.max(Math.ceil(high / step), Math.floor(low / step) + 1),
  ];
  // Tidied, so that three steps of 0.1 are 0.3.
  const ticks = Array.from({ length: last - first + 1 }, (_, index) =>
    Number(((first + index) * step).toPrecision(12)),
  );
  const [from, to] = [first * step, last * step];
  return { ticks, place: (value) => (value - from) / (to - from) };
}

/** The least of 1, 2, 2.5, 5 and 10 times a power of ten that is not under `least`. */
function roundStep(least: number): number {
  if (least <= 0) return 0;
  const power = 10 ** Math.floor(Math.log10(least));
  const digit = [1, 2, 2.5, 5, 10].find((each) => each * power >= least * (1 - 1e-9)) ?? 10;
  return digit * power;
}
