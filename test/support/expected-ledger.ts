import type { RawChange } from './raw-changes.ts';

/** An affiliate as its ledger sees it; one rate for all of its bookings. */
export interface LedgerOwner {
  affiliateId: string;
  currency: string;
  timezone: string;
  /** Of its currency's minor unit. */
  digits: number;
  ratePercent: number;
}

/** One entry, in minor units of the owner's currency; null where there is no rate. */
export interface LedgerEntry {
  reservationId: string;
  version: number;
  kind: 'gross' | 'adjusted' | 'cancelled' | 'reinstated' | 'deleted' | 'transferred';
  atMs: number;
  bookedMs: number;
  value: bigint | null;
  completed: bigint | null;
  isWithoutAmount: boolean;
  /** Hundredths of the currency of booking. */
  original: bigint;
  originalCurrency: string;
  accrued: bigint;
  declined: bigint;
  approved: bigint;
  reversed: bigint;
}

/** Reference rates: `currency/YYYY-MM-DD` to millionths of a euro. */
export type RateTable = ReadonlyMap<string, bigint>;

const million = 1_000_000n;

/**
 * What an owner's ledger holds of all these histories, by walking through the versions of each: the second way, which
 * shares nothing with the models. A reservation keeps its currency.
 */
export function expectedLedger(
  changes: readonly RawChange[],
  owner: LedgerOwner,
  rates: RateTable,
): LedgerEntry[] {
  return [...Map.groupBy(changes, (change) => change.reservationId).values()].flatMap((history) =>
    walk(
      history.toSorted((left, right) => left.version - right.version),
      owner,
      rates,
    ),
  );
}

function walk(history: readonly RawChange[], owner: LedgerOwner, rates: RateTable): LedgerEntry[] {
  const [first] = history;
  if (first === undefined) return [];
  const rate = rateOf(first, owner, rates);
  const entries: LedgerEntry[] = [];
  let before = { isOwn: false, status: '', original: 0n, value: 0n, commission: 0n };
  let [pending, approved, hasCompleted] = [0n, 0n, false];
  for (const change of history) {
    const isOwn = change.affiliateId === owner.affiliateId;
    const original = isOwn ? worthOf(change) : 0n;
    const value = rate === undefined ? 0n : convert(original, rate, owner.digits);
    const commission = divide(value * BigInt(Math.round(owner.ratePercent * 10)), 1_000n);
    const step = commission - before.commission;
    const completes = isOwn && change.status === 'completed';
    const reversed = step < 0n && hasCompleted ? least(-step, approved) : 0n;
    const declined = step < 0n ? -step - reversed : 0n;
    const accrued = step > 0n ? step : 0n;
    pending += accrued - declined;
    approved -= reversed;
    const moved = completes ? pending : 0n;
    approved += moved;
    pending -= moved;
    hasCompleted ||= completes;
    const kind = kindOf(change, isOwn, change === first, before);
    const isNewlyCompleted = completes && before.status !== 'completed';
    const changesCompletion = completes !== (before.status === 'completed');
    if (
      kind !== undefined &&
      (kind !== 'adjusted' || original !== before.original || step !== 0n || changesCompletion)
    ) {
      entries.push({
        reservationId: change.reservationId,
        version: change.version,
        kind,
        atMs: Date.parse(kind === 'gross' ? first.bookedAt : change.changedAt),
        bookedMs: Date.parse(first.bookedAt),
        // An amount that nobody told is worth nothing, in any currency.
        value: rate === undefined && !isUntold(change) ? null : value - before.value,
        completed: rate !== undefined && isNewlyCompleted && change.amount !== null ? value : null,
        isWithoutAmount: isOwn && isUntold(change),
        original: original - before.original,
        originalCurrency: change.currency ?? 'EUR',
        accrued,
        declined,
        approved: moved,
        reversed,
      });
    }
    before = { isOwn, status: change.status, original, value, commission };
  }
  return entries;
}

function kindOf(
  change: RawChange,
  isOwn: boolean,
  isFirst: boolean,
  before: { isOwn: boolean; status: string },
): LedgerEntry['kind'] | undefined {
  if (!isOwn && !before.isOwn) return undefined;
  if (isFirst) return 'gross';
  if (isOwn !== before.isOwn) return 'transferred';
  if (change.status === 'deleted' && before.status !== 'deleted') return 'deleted';
  if (isLive(before.status) && !isLive(change.status)) return 'cancelled';
  if (!isLive(before.status) && isLive(change.status)) return 'reinstated';
  return 'adjusted';
}

function isLive(status: string): boolean {
  return status === 'booked' || status === 'completed';
}

function isUntold(change: RawChange): boolean {
  return isLive(change.status) && change.amount === null;
}

/** Hundredths of the currency of booking. */
function worthOf(change: RawChange): bigint {
  if (change.status === 'deleted') return 0n;
  const text = (isLive(change.status) ? change.amount : change.retained) ?? '0.00';
  return BigInt(text.replace('.', ''));
}

/** [numerator, denominator] of the booking day's rate in the owner's zone, at most 7 days old. */
function rateOf(first: RawChange, owner: LedgerOwner, rates: RateTable): [bigint, bigint] | undefined {
  const currency = first.currency ?? 'EUR';
  if (currency === owner.currency) return [1n, 1n];
  const day = Temporal.Instant.from(first.bookedAt).toZonedDateTimeISO(owner.timezone).toPlainDate();
  const inEuro = (code: string): bigint | undefined => {
    if (code === 'EUR') return million;
    for (let age = 0; age <= 7; age += 1) {
      const found = rates.get(`${code}/${day.subtract({ days: age }).toString()}`);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  const [from, to] = [inEuro(currency), inEuro(owner.currency)];
  return from === undefined || to === undefined ? undefined : [from, to];
}

function convert(hundredths: bigint, [from, to]: [bigint, bigint], digits: number): bigint {
  return divide(hundredths * from * 10n ** BigInt(digits), to * 100n);
}

/** Half away from zero. */
function divide(top: bigint, bottom: bigint): bigint {
  const size = ((top < 0n ? -top : top) * 2n + bottom) / (bottom * 2n);
  return top < 0n ? -size : size;
}

function least(left: bigint, right: bigint): bigint {
  return left < right ? left : right;
}
