import type { VendorReport } from './report.ts';
import { vendorRows, type VendorRow } from './rows.ts';

const columns = [
  'metric',
  'value',
  'unit',
  'basis',
  'previousMonth',
  'previousMonthChangePercent',
  'sameMonthLastYear',
  'sameMonthLastYearChangePercent',
  'key',
  'vendorId',
  'period',
  'version',
  'asOf',
] as const;

type Cell = number | string | null | undefined;

/**
 * Formats a report as CSV (RFC 4180, UTF-8, CRLF), the rows of {@link vendorRows}. Texts that a spreadsheet
 * would take for a formula start with an apostrophe.
 */
export function formatVendorCsv(report: VendorReport): string {
  const table = [columns, ...vendorRows(report).map((row) => columns.map((column) => cellOf(row, column)))];
  return table.map((cells) => `${cells.map((cell) => quote(cell)).join(',')}\r\n`).join('');
}

function cellOf(row: VendorRow, column: (typeof columns)[number]): Cell {
  switch (column) {
    case 'value':
      return row.value ?? row.amount ?? row.text;
    case 'previousMonth':
      return row.previousMonth ?? row.previousMonthAmount;
    case 'sameMonthLastYear':
      return row.sameMonthLastYear ?? row.sameMonthLastYearAmount;
    case 'key':
      return row.key === undefined || row.key === null ? null : text(row.key);
    case 'vendorId':
      return text(row.vendorId);
    case 'metric':
    case 'unit':
    case 'basis':
    case 'previousMonthChangePercent':
    case 'sameMonthLastYearChangePercent':
    case 'period':
    case 'version':
    case 'asOf':
      return row[column];
  }
  return column satisfies never;
}

/** Keeps a spreadsheet from running a text as a formula (OWASP, CSV injection). */
function text(value: string): string {
  return /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
}

function quote(cell: Cell): string {
  if (cell === null || cell === undefined) return '';
  const value = String(cell);
  return /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}
