/** A month of an affiliate's ledger, as far as it is printed. Amounts are decimal strings in the affiliate's currency. */
export interface PrintedStatement {
  affiliateId: string;
  name: string;
  period: string;
  tz: string;
  currency: string;
  asOf: string | null;
  /** A running month still changes. */
  phase: 'running' | 'past';
  value: Readonly<Record<ValueName, number | string | null>>;
  commission: {
    pending: Record<'opening' | 'accrued' | 'adjusted' | 'declined' | 'approved' | 'closing', string>;
    approved: Record<'opening' | 'approved' | 'reversed' | 'closing', string>;
  };
  earlierBookings: { entries: number; value: string; commission: { pending: string; approved: string } };
  unconverted: { count: number; amounts: readonly { currency: string; amount: string }[] };
  withoutAmount: number;
  entries: readonly PrintedEntry[];
  /** Where the entries go on that are not printed; null when all are. */
  next: string | null;
}

export type ValueName =
  | 'bookings'
  | 'grossValue'
  | 'adjustedValue'
  | 'cancellations'
  | 'cancelledValue'
  | 'reinstatedValue'
  | 'deletedValue'
  | 'transferredValue'
  | 'netValue'
  | 'completedValue';

export interface PrintedEntry {
  reservationId: string;
  vendorId: string;
  at: string;
  kind: string;
  /** The value at completion, where this entry completes. */
  completedValue: string | null;
  isEarlierBooking: boolean;
  value: string | null;
  currency: string;
  problem: 'no_rate' | 'no_amount' | null;
  /** Signed changes of both balances; null where there is none. */
  pending: string | null;
  approved: string | null;
}
