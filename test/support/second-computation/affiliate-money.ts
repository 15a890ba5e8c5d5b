import type { Entry } from './ledger.ts';
import { divide, minorDigitsOf, print, sum } from './money.ts';

const extraDigitsPerClick = 2;

/** Half-open, epoch milliseconds. */
export interface Span {
  fromMs: number;
  toMs: number;
}

/** The numbers of one affiliate's money in a range, as the API writes them. */
export function affiliateMoney(entries: readonly Entry[], span: Span, digits: number) {
  const isIn = (atMs: number): boolean => atMs >= span.fromMs && atMs < span.toMs;
  const within = entries.filter(({ atMs }) => isIn(atMs));
  const own = entries.filter(
    ({ bookedAtMs, owner, affiliateId }) => isIn(bookedAtMs) && owner === affiliateId,
  );
  const booked = entries.filter(({ kind, bookedAtMs }) => kind === 'gross' && isIn(bookedAtMs));
  const total = (kinds: readonly Entry['kind'][]): bigint =>
    sum(within.filter(({ kind }) => kinds.includes(kind)).map(({ value }) => value ?? 0n));
  const flow = (name: 'approved' | 'declined' | 'reversed'): string =>
    print(sum(within.map((entry) => entry[name])), digits);
  const money = (units: bigint): string => print(units, digits);
  const gross = total(['gross']);
  const converted = booked.filter(({ problem }) => problem === '').length;
  return {
    bookings: new Set(own.map(({ reservationId }) => reservationId)).size,
    grossValue: money(gross),
    adjustedValue: money(total(['adjusted'])),
    cancellations: new Set(
      within.filter(({ kind }) => kind === 'cancelled').map((each) => each.reservationId),
    ).size,
    cancelledValue: money(-total(['cancelled'])),
    reinstatedValue: money(total(['reinstated'])),
    deletedValue: money(total(['deleted'])),
    transferredValue: money(total(['transferred'])),
    netValue: money(sum(within.map(({ value }) => value ?? 0n))),
    completedValue: money(
      sum(within.filter(({ isCompletion }) => isCompletion).map(({ valueAfter }) => valueAfter ?? 0n)),
    ),
    commission: {
      pending: money(sum(entries.filter(({ atMs }) => atMs < span.toMs).map(({ pending }) => pending))),
      approved: flow('approved'),
      declined: flow('declined'),
      reversed: flow('reversed'),
    },
    averageOrderValue: converted === 0 ? null : money(divide(gross, BigInt(converted))),
    withoutAmount: booked.filter(({ problem }) => problem === 'no_amount').length,
    unconverted: unconvertedOf(within),
  };
}

/** What the bookings of a range earned for each click, as the API writes it; null without clicks. */
export function earningsPerClick(entries: readonly Entry[], span: Span, clicks: number, digits: number) {
  const earned = entries.filter(({ bookedAtMs: atMs }) => atMs >= span.fromMs && atMs < span.toMs);
  const approved = sum(earned.map((each) => each.approved - each.reversed));
  const pending = sum(earned.map((each) => each.pending));
  const perClick = (units: bigint): string | null => {
    if (clicks === 0) return null;
    const finer = divide(units * 10n ** BigInt(extraDigitsPerClick), BigInt(clicks));
    return print(finer, digits + extraDigitsPerClick);
  };
  return { epc: perClick(pending + approved), approvedEpc: perClick(approved) };
}

/** What has no rate is in no sum: how many entries, and their signed amounts as they came. */
function unconvertedOf(entries: readonly Entry[]) {
  const noRate = entries.filter(
    ({ problem, kind, original }) =>
      problem === 'no_rate' && (kind === 'gross' || [...original.values()].some((units) => units !== 0n)),
  );
  const totals = new Map<string, bigint>();
  for (const [currency, units] of noRate.flatMap(({ original }) => [...original])) {
    if (currency !== '') totals.set(currency, (totals.get(currency) ?? 0n) + units);
  }
  const amounts = [...totals]
    .map(([currency, units]) => ({ currency, amount: print(units, minorDigitsOf(currency)) }))
    .toSorted((a, b) => (a.currency < b.currency ? -1 : 1));
  return { count: noRate.length, amounts };
}
