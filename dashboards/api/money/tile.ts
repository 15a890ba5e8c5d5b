/** The tiles of an overview that stand for bookings, by the names that the overview gives them. */
export const tiles = [
  'bookings',
  'grossValue',
  'adjustedValue',
  'cancellations',
  'cancelledValue',
  'reinstatedValue',
  'deletedValue',
  'transferredValue',
  'netValue',
  'completedValue',
  'commissionPending',
  'commissionApproved',
  'commissionDeclined',
  'commissionReversed',
  'unconverted',
  'withoutAmount',
] as const;
export type Tile = (typeof tiles)[number];

const counts: ReadonlySet<Tile> = new Set(['bookings', 'cancellations', 'unconverted', 'withoutAmount']);

/** Whether a tile is a sum of money rather than a count. */
export function isMoney(tile: Tile): boolean {
  return !counts.has(tile);
}
