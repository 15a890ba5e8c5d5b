import type { OverviewMetrics } from '../../../api/overview.ts';
import type { Tile } from '../../../api/money/tile.ts';
import type { ValueFormat } from '../../../../reports/charts/chart.ts';
import { minorDigits } from '../../format/format.ts';
import { toNumber } from '../../metric/metric.ts';
import { text } from '../../text/en.ts';

/** The tiles of the page, in order: from gross to net, what became of it, and the commission on it. */
export const moneyTiles = [
  'bookings',
  'grossValue',
  'adjustedValue',
  'cancelledValue',
  'reinstatedValue',
  'netValue',
  'cancellations',
  'completedValue',
  'commissionPending',
  'commissionApproved',
  'commissionDeclined',
  'commissionReversed',
] as const satisfies readonly Tile[];

/** Shown only where there is something in them. */
export const rareTiles = [
  'deletedValue',
  'transferredValue',
  'unconverted',
  'withoutAmount',
] as const satisfies readonly Tile[];

const counts = new Set<Tile>(['bookings', 'cancellations', 'unconverted', 'withoutAmount']);

/** True for a number behind which there are bookings. */
export function isTile(name: string): boolean {
  return [...moneyTiles, ...rareTiles].some((each) => each === name);
}

/** The tile of a name in the address; `bookings` for any other name. */
export function tileNamed(name: string | undefined): Tile {
  return [...moneyTiles, ...rareTiles].find((each) => each === name) ?? 'bookings';
}

/** How a tile is called and written in a currency. */
export function moneyTileOf(
  name: Tile,
  currency: string,
): { title: string; about: string; format: ValueFormat } {
  return { ...text.money.tile[name], format: counts.has(name) ? { style: 'count' } : moneyFormat(currency) };
}

export function moneyFormat(currency: string): ValueFormat {
  return { style: 'money', currency, digits: minorDigits(currency) };
}

/** The value of a tile in an overview. */
export function tileValue(metrics: OverviewMetrics, name: Tile): number | null {
  if (name === 'unconverted') return metrics.unconverted.count;
  if (name === 'commissionPending') return toNumber(metrics.commission.pending);
  if (name === 'commissionApproved') return toNumber(metrics.commission.approved);
  if (name === 'commissionDeclined') return toNumber(metrics.commission.declined);
  if (name === 'commissionReversed') return toNumber(metrics.commission.reversed);
  return toNumber(metrics[name]);
}
