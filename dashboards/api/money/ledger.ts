import { sumDecimals } from '../../../reports/vendor/decimal.ts';
import type { Figures } from '../figures.ts';
import type { FilterParams } from '../filter-params.ts';
import type { Reader } from '../reader.ts';
import type { AffiliateScope } from '../scope.ts';
import { readUnconverted, type Unconverted } from './unconverted.ts';

/** What the ledger says of a range as a whole. */
export interface Ledger {
  figures: Partial<Figures>;
  /** Balance of commission at the range's end, a decimal. */
  pending: string;
  unconverted: Unconverted;
}

type LedgerRow = Partial<Figures> & { pending: string; lost: number };

/**
 * Reads the money of a range at once, and once more what its sums leave out where that is anything. What months before the
 * one of its end have left pending is the same for all ranges, and is kept apart from them.
 */
export async function readLedger(
  reader: Reader,
  scope: AffiliateScope,
  params: FilterParams,
): Promise<Ledger> {
  const { currency, to } = params;
  const lastMonth = to.slice(0, 'YYYY-MM'.length);
  const [[row], balances] = await Promise.all([
    reader.affiliate<LedgerRow>(scope, 'ledger', { ...params, balanceFrom: `${lastMonth}-01 00:00:00` }),
    reader.affiliate<{ month: string; pending: string }>(scope, 'balances', { currency }),
  ]);
  const { pending = '0', lost = 0, ...figures } = row ?? {};
  const before = balances.filter(({ month }) => month < lastMonth).map((balance) => balance.pending);
  const unconverted = lost === 0 ? { count: 0, amounts: [] } : await readUnconverted(reader, scope, params);
  return { figures, pending: sumDecimals([...before, pending]), unconverted };
}
