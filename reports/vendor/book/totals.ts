import { readFileSync } from 'node:fs';
import type { Tables } from '../../books/tables.ts';
import type { Period } from '../period.ts';

/** Counts a closed month's control totals from its files. */
export async function readTotals(
  tables: Tables,
  period: Period,
  files: { vendors: string; months: string },
): Promise<Record<string, string>> {
  const rows = await tables.rows<{ name: string; total: string }>(
    readFileSync(new URL('totals.sql', import.meta.url), 'utf8'),
    { period, ...files },
  );
  return Object.fromEntries(rows.map((row) => [row.name, row.total]));
}
