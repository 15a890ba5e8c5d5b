/** Numbers that look random and repeat for one seed. */
export interface Random {
  /** From 0, below 1. */
  next(): number;
  /** A whole number from `least` to `most`. */
  between(least: number, most: number): number;
  /** True with the given probability. */
  chance(share: number): boolean;
  pick<T>(values: readonly T[]): T;
  /** One of the values, each as likely as its weight says. */
  weigh<T>(values: readonly T[], weightOf: (value: T) => number): T;
  /** How many times something happens that happens `mean` times on average. */
  count(mean: number): number;
}

/** Creates a generator (mulberry32, https://github.com/bryc/code/blob/master/jshash/PRNGs.md). */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  return {
    next,
    between: (least, most) => least + Math.floor(next() * (most - least + 1)),
    chance: (share) => next() < share,
    pick: (values) => values[Math.floor(next() * values.length)] ?? nothing(),
    weigh(values, weightOf) {
      let left = next() * values.reduce((sum, value) => sum + weightOf(value), 0);
      for (const value of values) {
        left -= weightOf(value);
        if (left < 0) return value;
      }
      return values.at(-1) ?? nothing();
    },
    count(mean) {
      // Knuth's way to a Poisson number; the means are small here.
      const limit = Math.exp(-mean);
      let count = 0;
      for (let product = next(); product > limit; product *= next()) count += 1;
      return count;
    },
  };
}

/**
 * Makes a seed of words, so that each part of a world has numbers of its own, whatever is made before it (FNV-1a).
 *
 * @example createRandom(seedOf(20_260_501, 'trips', 'ada-lovelace-1'))
 */
export function seedOf(...words: readonly (string | number)[]): number {
  let hash = 0x811c9dc5;
  for (const character of words.join(' ')) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  }
  return hash;
}

function nothing(): never {
  throw new RangeError('There is nothing to pick from');
}
