/** What a mix splits a month's bookings by. */
export const mixDimensions = ['affiliate', 'travelerCountry', 'source', 'lengthOfStay'] as const;
export type MixDimension = (typeof mixDimensions)[number];

export interface MixRow {
  /** As stored, e.g. `PT`; empty where it is not known. */
  key: string;
  bookings: number;
}

/** The bookings of a month by one dimension; `other` is null where nothing had to be folded. */
export interface Mix {
  rows: MixRow[];
  other: number | null;
}

/** Rows under this many reservations are never shown on their own. */
const leastShown = 5;

/**
 * Folds small rows into Other, so that none can be read off or found by subtraction: where only one row
 * would be folded, or where Other itself would stay small, the next smallest joins it.
 *
 * @example foldMix([{ key: 'PT', bookings: 9 }, { key: 'ES', bookings: 7 }, { key: 'FR', bookings: 1 }])
 * // { rows: [{ key: 'PT', bookings: 9 }], other: 8 }
 */
export function foldMix(rows: readonly MixRow[]): Mix {
  const ordered = rows.filter((row) => row.bookings > 0).toSorted(byBookings);
  let shown = ordered.filter((row) => row.bookings >= leastShown).length;
  if (shown === ordered.length) return { rows: ordered, other: null };
  const sumFrom = (index: number) => ordered.slice(index).reduce((sum, row) => sum + row.bookings, 0);
  while (shown > 0 && (ordered.length - shown < 2 || sumFrom(shown) < leastShown)) shown -= 1;
  return { rows: ordered.slice(0, shown), other: sumFrom(shown) };
}

/** Most bookings first; ties by key, so that the same month always reads the same. */
function byBookings(a: MixRow, b: MixRow): number {
  if (a.bookings !== b.bookings) return b.bookings - a.bookings;
  if (a.key === b.key) return 0;
  return a.key < b.key ? -1 : 1;
}
