import type { Warehouse } from '../warehouse/client.ts';
import type { SlicedModel } from './model.ts';

/** Slices of a model that cannot be built again: of their days raw rows have expired. */
export type IsFrozen = (slice: string) => boolean;

/** Raw rows that may expire, and the kind of slices that their days freeze. */
const rawTables = [
  { table: 'events', column: 'event_hours', slice: 'hour' },
  { table: 'reservation_changes', column: 'booked_dates', slice: 'day' },
] as const;

const daysSql = `
select distinct toString(day) as day
from expirations
where table_name = {table:String}`;

/** Returns the raw table that a model reads itself; undefined for one that reads models only: what it reads is kept. */
export function rawTableOf(model: SlicedModel): 'events' | 'reservation_changes' | undefined {
  return rawTables.find(
    ({ table, column, slice }) =>
      model.slice === slice &&
      (model.lookups.includes(table) ||
        model.inputs.some((input) => input.from === 'loader' && input.column === column)),
  )?.table;
}

/** Reads which slices of a model are frozen now. */
export async function readFrozen(model: SlicedModel, warehouse: Warehouse): Promise<IsFrozen> {
  const table = rawTableOf(model);
  if (table === undefined) return () => false;
  const rows = await warehouse.query<{ day: string }>(daysSql, { name: 'frozen-days', params: { table } });
  const days = new Set(rows.map(({ day }) => day));
  return (slice) => days.has(slice.slice(0, 10));
}
