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

/** Reads the money of a range at once, and once more what its sums leave out where that is anything. */
export async function readLedger(
  reader: Reader,
  scope: AffiliateScope,
  params: FilterParams,
): Promise<Ledger> {
  const [row] = await reader.affiliate<LedgerRow>(scope, 'ledger', params);
  const { pending = '0', lost = 0, ...figures } = row ?? {};
  const unconverted = lost === 0 ? { count: 0, amounts: [] } : await readUnconverted(reader, scope, params);
  return { figures, pending, unconverted };
}
