import { formatDecimal, parseDecimal, type Decimal } from '../../../reports/vendor/decimal.ts';

/** A row of value_entries as the statements read it. */
export interface EntryRow {
  version: number;
  entry: string;
  status: string;
  at: string;
  problem: '' | 'no_rate' | 'no_amount';
  currency: string;
  minor_digits: number;
  value: string | null;
  completed_value: string | null;
  original_value: string;
  original_currency: string;
  original_minor_digits: number;
  commission_rate: string;
  commission: string;
  commission_pending: string;
  commission_approved: string;
  commission_declined: string;
  commission_reversed: string;
}

export interface Money {
  amount: string;
  currency: string;
}

/** What one version of a reservation changed in its value. */
export interface ValueEntry {
  version: number;
  at: string;
  kind: string;
  /** The status after it. */
  status: string;
  /** Signed; null without a rate. */
  value: string | null;
  currency: string;
  /** Signed, in the currency of booking. */
  original: Money | null;
  /** The value at completion, where this entry completes. */
  completedValue: string | null;
  problem: 'no_rate' | 'no_amount' | null;
}

/** What one version changed in the commission: the balance that waits, and the one that is approved. */
export interface CommissionEntry {
  version: number;
  at: string;
  kind: 'accrued' | 'adjusted' | 'approved' | 'declined' | 'reversed';
  rate: string;
  currency: string;
  /** Signed change of the pending balance. */
  pending: string;
  /** Signed change of the approved balance. */
  approved: string;
}

export function toValueEntry(row: EntryRow): ValueEntry {
  return {
    version: row.version,
    at: row.at,
    kind: row.entry,
    status: row.status,
    value: row.value === null ? null : money(row.value, row.minor_digits),
    currency: row.currency,
    original:
      row.original_currency === ''
        ? null
        : {
            amount: money(row.original_value, row.original_minor_digits),
            currency: row.original_currency,
          },
    completedValue: row.completed_value === null ? null : money(row.completed_value, row.minor_digits),
    problem: row.problem === '' ? null : row.problem,
  };
}

/** Tells the flows of an entry apart: none to five of them, in the order in which they happen. */
export function toCommissionEntries(row: EntryRow): CommissionEntry[] {
  const [declined, reversed, approved] = [
    parseDecimal(row.commission_declined),
    parseDecimal(row.commission_reversed),
    parseDecimal(row.commission_approved),
  ];
  const accrued = sum(parseDecimal(row.commission), declined, reversed);
  const nothing: Decimal = { units: 0n, scale: 0 };
  const flows: [CommissionEntry['kind'], pending: Decimal, approved: Decimal][] = [
    [row.entry === 'adjusted' ? 'adjusted' : 'accrued', accrued, nothing],
    ['declined', negate(declined), nothing],
    ['reversed', nothing, negate(reversed)],
    ['approved', negate(approved), approved],
  ];
  return flows
    .filter(([, pending, changed]) => pending.units !== 0n || changed.units !== 0n)
    .map(([kind, pending, changed]) => ({
      version: row.version,
      at: row.at,
      kind,
      rate: trimZeros(row.commission_rate),
      currency: row.currency,
      pending: formatDecimal(pending, row.minor_digits),
      approved: formatDecimal(changed, row.minor_digits),
    }));
}

/** Adds decimals, exactly. */
function sum(...values: readonly Decimal[]): Decimal {
  return values.reduce(
    (total, each) => {
      const scale = Math.max(total.scale, each.scale);
      const units = ({ units: own, scale: from }: Decimal): bigint => own * 10n ** BigInt(scale - from);
      return { units: units(total) + units(each), scale };
    },
    { units: 0n, scale: 0 },
  );
}

function negate(value: Decimal): Decimal {
  return { units: -value.units, scale: value.scale };
}

/** Adds amounts of one currency as they are written; null where there are none. */
export function addAmounts(amounts: readonly string[]): string | null {
  const [first] = amounts;
  if (first === undefined) return null;
  const digits = first.split('.')[1]?.length ?? 0;
  return formatDecimal(sum(...amounts.map((amount) => parseDecimal(amount))), digits);
}

function money(decimal: string, digits: number): string {
  return formatDecimal(parseDecimal(decimal), digits);
}

function trimZeros(rate: string): string {
  return rate.includes('.') ? rate.replace(/\.?0+$/, '') : rate;
}
