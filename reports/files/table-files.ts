import { readFileSync } from 'node:fs';
import { buffer } from 'node:stream/consumers';
import type { Warehouse } from '../../warehouse/client.ts';
import type { TravelerReport } from '../traveler/report.ts';
import { travelerRows } from '../traveler/rows.ts';
import type { VendorReport } from '../vendor/report.ts';
import { vendorRows } from '../vendor/rows.ts';

/** Tables with types: Parquet for files, Arrow's file format for memory. */
export type TableFormat = 'parquet' | 'arrow';

/** Makes reports into typed tables, a row per number as in their CSV. Throws the warehouse's errors only. */
export interface TableFiles {
  vendorMonth(report: VendorReport, format: TableFormat): Promise<Uint8Array>;
  travelerYear(report: TravelerReport, format: TableFormat): Promise<Uint8Array>;
}

const formats = { parquet: 'Parquet', arrow: 'Arrow' } as const;

/** Creates the writer; the engine knows both formats, and decimals. */
export function createTableFiles(warehouse: Warehouse): TableFiles {
  const sql = { month: readSql('write-month'), year: readSql('write-year') };
  const write = async (query: keyof typeof sql, rows: readonly object[], format: TableFormat) =>
    buffer(
      await warehouse.stream(sql[query], formats[format], {
        name: `report-${query}-${format}`,
        params: { rows: JSON.stringify(rows) },
      }),
    );
  return {
    vendorMonth: (report, format) => write('month', vendorRows(report).map(withNumbers), format),
    travelerYear: (report, format) => write('year', travelerRows(report).map(withNumbers), format),
  };
}

/** Beside each exact amount its number, which is as near as a double can be. */
function withNumbers(row: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const entries = Object.entries(row).map(([name, value]): [string, unknown] => {
    const amount = row[name === 'value' ? 'amount' : `${name}Amount`];
    return [name, value ?? (typeof amount === 'string' ? Number(amount) : value)];
  });
  return Object.fromEntries(entries);
}

function readSql(name: string): string {
  return readFileSync(new URL(`queries/${name}.sql`, import.meta.url), 'utf8');
}
