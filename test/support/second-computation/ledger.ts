import { commissionRateOf, type Affiliate } from './affiliate.ts';
import { isLive, type Change, type Reservation } from './change.ts';
import { convert, type FindRate } from './fx.ts';
import { exact, minorDigitsOf, multiply } from './money.ts';

/** What one version did to one affiliate. Money in minor units of the affiliate's currency. */
export interface Entry {
  affiliateId: string;
  reservationId: string;
  kind: 'gross' | 'adjusted' | 'cancelled' | 'reinstated' | 'deleted' | 'transferred';
  atMs: number;
  bookedAtMs: number;
  /** The affiliate that the reservation belongs to in the end. */
  owner: string;
  /** Signed; null without a rate. */
  value: bigint | null;
  problem: '' | 'no_rate' | 'no_amount';
  /** Signed difference in the reservation's own currency, by currency; minor units. */
  original: ReadonlyMap<string, bigint>;
  isCompletion: boolean;
  /** After the version. */
  valueAfter: bigint | null;
  /** Signed change of the commission that was neither approved nor lost. */
  pending: bigint;
  approved: bigint;
  declined: bigint;
  reversed: bigint;
}

export interface LedgerDeps {
  affiliates: ReadonlyMap<string, Affiliate>;
  findRate: FindRate;
}

/** The entries of one reservation; `versions` in order. */
export function ledgerOf(versions: readonly Change[], deps: LedgerDeps): Entry[] {
  const [first] = versions;
  if (first === undefined) return [];
  const bookedAtMs = Date.parse(first.reservation.bookedAt);
  const entries: Entry[] = [];
  const names = new Set(versions.map(({ reservation }) => reservation.affiliateId ?? ''));
  for (const name of names) {
    const affiliate = deps.affiliates.get(name);
    if (affiliate !== undefined) entries.push(...entriesFor(affiliate, versions, bookedAtMs, deps));
  }
  return entries;
}

function entriesFor(
  affiliate: Affiliate,
  versions: readonly Change[],
  bookedAtMs: number,
  { findRate }: LedgerDeps,
): Entry[] {
  const digits = minorDigitsOf(affiliate.currency);
  const day = Temporal.Instant.fromEpochMilliseconds(bookedAtMs)
    .toZonedDateTimeISO(affiliate.timezone)
    .toPlainDate();
  const entries: Entry[] = [];
  let before: { status: string; isOurs: boolean } | undefined;
  let known = 0n;
  let original: Worth = { currency: '', units: 0n };
  let [pendingBalance, approvedBalance] = [0n, 0n];
  let isApproved = false;
  for (const { changedAt, reservation } of versions) {
    const isOurs = (reservation.affiliateId ?? '') === affiliate.affiliateId;
    if (!isOurs && before?.isOurs !== true) {
      before = { status: reservation.status, isOurs };
      continue;
    }
    const currency = reservation.currency ?? '';
    const rate = findRate(currency, affiliate.currency, day);
    const text = isOurs ? worthOf(reservation) : '0';
    const after = valueOf(text, rate, digits);
    const worth = {
      currency,
      units: multiply([exact(text ?? '0')], minorDigitsOf(currency)),
    };
    const { vendorId, type } = reservation;
    const share = commissionRateOf(affiliate, { vendorId, type, bookedAtMs });
    const commission =
      after === null ? null : multiply([{ units: after, scale: digits }, exact(share)], digits);
    const isCompletion = isOurs && reservation.status === 'completed';
    const flows = { pending: 0n, approved: 0n, declined: 0n, reversed: 0n };
    if (commission !== null) {
      const total = pendingBalance + approvedBalance;
      const rise = commission - total;
      if (isApproved) {
        if (rise > 0n) flows.approved = rise;
        else flows.reversed = -rise;
        approvedBalance = commission;
      } else if (isCompletion) {
        // What completion pays less than was pending was lost while pending.
        if (rise < 0n) flows.declined = -rise;
        flows.approved = commission;
        flows.pending = -pendingBalance;
        [pendingBalance, approvedBalance] = [0n, commission];
      } else {
        if (rise < 0n) flows.declined = -rise;
        flows.pending = rise;
        pendingBalance = commission;
      }
    }
    isApproved ||= isCompletion;
    const problem = text === null ? 'no_amount' : after === null ? 'no_rate' : '';
    entries.push({
      affiliateId: affiliate.affiliateId,
      reservationId: versions[0]?.reservationId ?? '',
      kind: kindOf(before, { status: reservation.status, isOurs }),
      atMs: before === undefined ? bookedAtMs : Date.parse(changedAt),
      bookedAtMs,
      owner: versions.at(-1)?.reservation.affiliateId ?? '',
      value: after === null ? null : after - known,
      problem,
      original: differences(original, worth),
      isCompletion: isCompletion && before?.status !== 'completed',
      valueAfter: after,
      ...flows,
    });
    known = after ?? known;
    original = worth;
    before = { status: reservation.status, isOurs };
  }
  return entries;
}

/** What nobody told is worth nothing, in any currency. */
function valueOf(text: string | null, rate: ReturnType<FindRate>, digits: number): bigint | null {
  if (text === null) return 0n;
  return rate === undefined ? null : convert(exact(text), rate, digits);
}

interface Worth {
  currency: string;
  units: bigint;
}

function differences(before: Worth, after: Worth): Map<string, bigint> {
  if (before.currency === after.currency) return new Map([[after.currency, after.units - before.units]]);
  return new Map([
    [before.currency, -before.units],
    [after.currency, after.units],
  ]);
}

/** Live: the amount; cancelled and not come: what was kept; deleted: nothing. Null where it is not known. */
function worthOf({ status, amount, retained }: Reservation): string | null {
  if (isLive(status)) return amount ?? null;
  return status === 'deleted' ? '0' : (retained ?? '0');
}

function kindOf(
  before: { status: string; isOurs: boolean } | undefined,
  now: { status: string; isOurs: boolean },
): Entry['kind'] {
  if (before === undefined) return 'gross';
  if (before.isOurs !== now.isOurs) return 'transferred';
  if (now.status === 'deleted' && before.status !== 'deleted') return 'deleted';
  if (isLive(before.status) === isLive(now.status)) return 'adjusted';
  return isLive(now.status) ? 'reinstated' : 'cancelled';
}
