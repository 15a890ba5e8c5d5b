import type { Tile } from '../../../../../dashboards/api/money/tile.ts';
import type { LedgerEntry, LedgerOwner } from '../../../../support/expected-ledger.ts';
import { lastOf, ledgers } from './world.ts';

/** What an entry adds to a tile; undefined where it is not behind it. */
function amountIn(tile: Tile, entry: LedgerEntry): bigint | undefined {
  const value = entry.value ?? undefined;
  const nonZero = (units: bigint): bigint | undefined => (units === 0n ? undefined : units);
  switch (tile) {
    case 'bookings':
      return undefined;
    case 'cancellations':
      return entry.kind === 'cancelled' ? 0n : undefined;
    case 'cancelledValue':
      return entry.kind === 'cancelled' && value !== undefined ? -value : undefined;
    case 'netValue':
      return value;
    case 'completedValue':
      return entry.completed ?? undefined;
    case 'commissionPending':
      return nonZero(entry.accrued - entry.declined - entry.approved);
    case 'commissionApproved':
      return nonZero(entry.approved);
    case 'commissionDeclined':
      return nonZero(entry.declined);
    case 'commissionReversed':
      return nonZero(entry.reversed);
    case 'unconverted':
      return entry.value === null && !entry.isWithoutAmount ? 0n : undefined;
    case 'withoutAmount':
      return entry.kind === 'gross' && entry.isWithoutAmount ? 0n : undefined;
    case 'grossValue':
    case 'adjustedValue':
    case 'reinstatedValue':
    case 'deletedValue':
    case 'transferredValue':
      return `${entry.kind}Value` === tile ? value : undefined;
  }
}

interface Behind {
  amount: bigint;
  ids: Set<string>;
}

/** The bookings behind a tile and their sum, from the raw rows. */
export function behind(owner: LedgerOwner, tile: Tile, fromMs: number, toMs: number): Behind {
  if (tile === 'bookings') {
    const own = [...lastOf.values()].filter(({ affiliateId, bookedAt }) => {
      const at = Date.parse(bookedAt);
      return affiliateId === owner.affiliateId && at >= fromMs && at < toMs;
    });
    return { amount: 0n, ids: new Set(own.map((change) => change.reservationId)) };
  }
  const isOpen = tile === 'commissionPending';
  const found = (ledgers.get(owner.affiliateId) ?? [])
    .filter((entry) => (isOpen || entry.atMs >= fromMs) && entry.atMs < toMs)
    .flatMap((entry) => {
      const amount = amountIn(tile, entry);
      return amount === undefined ? [] : [{ id: entry.reservationId, amount }];
    });
  const byBooking = Map.groupBy(found, (each) => each.id);
  const total = (all: readonly { amount: bigint }[]) => all.reduce((sum, each) => sum + each.amount, 0n);
  const ids = [...byBooking].filter(([, all]) => !isOpen || total(all) !== 0n).map(([id]) => id);
  return { amount: total(found), ids: new Set(ids) };
}

export function write(units: bigint, digits: number): string {
  const text = String(units < 0n ? -units : units).padStart(digits + 1, '0');
  const shown = digits === 0 ? text : `${text.slice(0, -digits)}.${text.slice(-digits)}`;
  return units < 0n ? `-${shown}` : shown;
}

export function unitsOf(text: string | null): bigint {
  return BigInt((text ?? '0').replace('.', ''));
}
