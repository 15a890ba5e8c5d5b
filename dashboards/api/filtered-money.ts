import type { Figures } from './figures.ts';
import type { FilterParams } from './filter-params.ts';
import { toUnconverted, type Unconverted, type UnconvertedRow } from './money/unconverted.ts';
import type { Reader } from './reader.ts';
import type { AffiliateScope } from './scope.ts';

/** What is left of bookings and money under filters: figures by bucket, and what the overview has beside them. */
export interface FilteredMoney {
  buckets: (Partial<Figures> & { bucket: number; key: string })[];
  /** Balance of commission at the range's end, a decimal. */
  pending: string;
  unconverted: Unconverted;
}

interface PartRow extends Figures, UnconvertedRow {
  part: 'booked' | 'money' | 'earned' | 'pending' | 'unconverted';
  key: string;
  bucket: number;
  pending: string;
}

/** The figures that each part of the answer is about; in its rows the others mean nothing. */
const figuresOf: Record<PartRow['part'], readonly (keyof Figures)[]> = {
  booked: ['bookings'],
  earned: ['earned', 'approved'],
  money: [
    'cancellations',
    'without_amount',
    'converted_bookings',
    'gross_value',
    'adjusted_value',
    'cancelled_value',
    'reinstated_value',
    'deleted_value',
    'transferred_value',
    'net_value',
    'completed_value',
    'commission_approved',
    'commission_declined',
    'commission_reversed',
  ],
  pending: [],
  unconverted: [],
};

/** Reads bookings and money under filters, by the buckets that `starts` (seconds) begins. Throws the warehouse's errors. */
export async function readFilteredMoney(
  reader: Reader,
  scope: AffiliateScope,
  request: { params: FilterParams; starts: readonly number[] },
): Promise<FilteredMoney> {
  const { params, starts } = request;
  const rows = await reader.affiliate<PartRow>(scope, 'filtered_money', { ...params, starts });
  const buckets = rows
    .filter((row) => figuresOf[row.part].length > 0)
    .map((row) => ({
      key: row.key,
      bucket: row.bucket,
      ...Object.fromEntries(figuresOf[row.part].map((name) => [name, row[name]])),
    }));
  return {
    buckets,
    pending: rows.find((row) => row.part === 'pending')?.pending ?? '0',
    unconverted: toUnconverted(rows.filter((row) => row.part === 'unconverted')),
  };
}
