import { formatMoney } from '../metric.ts';
import type { Reader } from '../reader.ts';
import type { AffiliateScope } from '../scope.ts';

/** Entries that are in no sum, by the currency of booking. */
export interface Unconverted {
  count: number;
  amounts: { currency: string; amount: string }[];
}

export interface UnconvertedRow {
  original_currency: string;
  minor_digits: number;
  entries: number;
  amount: string;
}

/** Reads what a range's sums leave out: no rate, or another currency than the affiliate has now. */
export async function readUnconverted(
  reader: Reader,
  scope: AffiliateScope,
  params: { from: string; to: string; currency: string },
): Promise<Unconverted> {
  return toUnconverted(await reader.affiliate<UnconvertedRow>(scope, 'unconverted', params));
}

/** Sums the rows up, one a currency. */
export function toUnconverted(rows: readonly UnconvertedRow[]): Unconverted {
  return {
    count: rows.reduce((sum, row) => sum + row.entries, 0),
    amounts: rows.map((row) => ({
      currency: row.original_currency,
      amount: formatMoney(row.amount, row.minor_digits),
    })),
  };
}
