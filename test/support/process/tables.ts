import type { Warehouse } from '../../../warehouse/client.ts';

const read = {
  changes: `
    select count() as changes, uniqExact(reservation_id) as reservations
    from (select distinct reservation_id, version, body_hash from reservation_changes)`,
  openBatches: `
    select count() as batches
    from (select batch_id from batches group by batch_id having countIf(phase = 'done') = 0)`,
  states: `
    select vendor_id, affiliate_id, status, count() as reservations
    from reservation_state
    group by vendor_id, affiliate_id, status
    order by vendor_id, affiliate_id, status`,
  vendorMonths: `
    select slice, count() as rows, toString(sum(cityHash64(toString(tuple(* except slice))))) as content
    from vendor_months
    group by slice
    order by slice`,
  valueEntries: `
    select slice, count() as rows, sum(value) as value, toString(sum(cityHash64(toString(tuple(* except slice))))) as content
    from value_entries
    group by slice
    order by slice`,
  strayRows: `
    select model, slice, rows, shown
    from (
      select 'vendor_months' as model, slice, count() as shown from vendor_months group by slice
      union all
      select 'value_entries' as model, slice, count() as shown from value_entries group by slice
      union all
      select 'reservation_versions' as model, slice, count() as shown from reservation_versions group by slice
    ) as counted
    full join (
      select model, slice, rows from published_slices
      where model in ('vendor_months', 'value_entries', 'reservation_versions')
    ) as ledger using (model, slice)
    where rows != shown`,
} as const;

/** What a slice of a model holds, in short. */
export interface SliceContent {
  slice: string;
  rows: number;
  content: string;
}

const ask = <Row>(warehouse: Warehouse, name: keyof typeof read): Promise<Row[]> =>
  warehouse.query<Row>(read[name], { name: `test-${name}` });

/** Everything that readers see of reservations and vendors, to be compared with that of another data directory. */
export async function readTotals(warehouse: Warehouse): Promise<object> {
  return {
    changes: await ask<object>(warehouse, 'changes'),
    states: await ask<object>(warehouse, 'states'),
    vendorMonths: await readMonths(warehouse),
    valueEntries: await readEntries(warehouse),
  };
}

/** What readers see of the vendors' months, slice by slice. */
export const readMonths = (warehouse: Warehouse): Promise<SliceContent[]> => ask(warehouse, 'vendorMonths');

/** What readers see of the affiliates' money, slice by slice. */
export const readEntries = (warehouse: Warehouse): Promise<SliceContent[]> => ask(warehouse, 'valueEntries');

/** Returns the slices of which readers do not see as many rows as the run that was published wrote. */
export const readStraySlices = (warehouse: Warehouse): Promise<object[]> => ask(warehouse, 'strayRows');

/** Returns how many batches were begun and never ended. */
export async function countOpenBatches(warehouse: Warehouse): Promise<number> {
  const [row] = await ask<{ batches: number }>(warehouse, 'openBatches');
  return row?.batches ?? 0;
}
