import type { RetainedTable } from '../../warehouse/repositories/retentions.ts';

const isExpiring = (day: string): string => `(affiliate_id, ${day}) in (
    select affiliate_id, day
    from expirations
    where table_name = {table:String} and pass_id = {pass:UUID} and state = 'expiring'
  )`;

/** What the statements that delete a pass's rows say of the rows, by table. */
export const expiringRows: Readonly<Record<RetainedTable, string>> = {
  events: isExpiring('toDate32(placed_at)'),
  dead_letters: isExpiring('toDate32(received_at)'),
  // A version of a reservation that lasts beyond the days in question keeps the others.
  reservation_changes: `${isExpiring('toDate32(booked_at)')}
  and reservation_id not in (
    select reservation_id
    from reservation_changes
    where greatest(toDate32(booked_at), toDate32(end_at)) >= toDate32(
        if(
          has({affiliates:Array(String)}, affiliate_id),
          {cutoffs:Array(String)}[indexOf({affiliates:Array(String)}, affiliate_id)],
          {cutoff:String}
        )
      )
  )`,
};
