/** What the statements count for one bucket of time; money as ClickHouse's decimals. Absent rows are zeros. */
export interface Figures {
  visitors: number;
  /** Visitors with a booking in the bucket. */
  converted: number;
  sessions: number;
  bounces: number;
  duration_ms: number;
  pageviews: number;
  clicks: number;
  bookings: number;
  cancellations: number;
  without_amount: number;
  /** Bookings whose amount is in `gross_value`. */
  converted_bookings: number;
  gross_value: string;
  adjusted_value: string;
  cancelled_value: string;
  reinstated_value: string;
  deleted_value: string;
  transferred_value: string;
  net_value: string;
  completed_value: string;
  commission_approved: string;
  commission_declined: string;
  commission_reversed: string;
  /** Commission on the bucket's bookings, less what was declined and reversed, whenever. */
  earned: string;
  /** Commission on the bucket's bookings that stays approved. */
  approved: string;
}

/** A bucket in which nothing happened. */
export const noFigures: Readonly<Figures> = {
  visitors: 0,
  converted: 0,
  sessions: 0,
  bounces: 0,
  duration_ms: 0,
  pageviews: 0,
  clicks: 0,
  bookings: 0,
  cancellations: 0,
  without_amount: 0,
  converted_bookings: 0,
  gross_value: '0',
  adjusted_value: '0',
  cancelled_value: '0',
  reinstated_value: '0',
  deleted_value: '0',
  transferred_value: '0',
  net_value: '0',
  completed_value: '0',
  commission_approved: '0',
  commission_declined: '0',
  commission_reversed: '0',
  earned: '0',
  approved: '0',
};
