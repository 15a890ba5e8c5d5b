import { readFile } from 'node:fs/promises';
import type { Warehouse } from '../../../warehouse/client.ts';
import { toMonths, type Month, type Months } from './month.ts';

type MonthRow = Month & { mix: readonly { dimension: string; key: string; bookings: number }[] };

/** Reads every month of both hotels from the warehouse's view. */
export async function readMonths(warehouse: Warehouse): Promise<Months> {
  const sql = await readFile(new URL('read-months.sql', import.meta.url), 'utf8');
  const rows = await warehouse.query<MonthRow>(sql, { name: 'test-read-months' });
  return toMonths(
    rows.map((row) => {
      const mix = row.mix.map(({ dimension, key, bookings }) => [`${dimension}/${key}`, bookings] as const);
      if (new Map(mix).size !== mix.length) throw new Error('A key of a mix has more than one row');
      return { ...row, mix: Object.fromEntries(mix) };
    }),
  );
}
