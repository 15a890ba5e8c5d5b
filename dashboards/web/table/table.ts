import { formatCsv } from '../../api/csv.ts';
import type { ValueFormat } from '../../../reports/charts/chart.ts';
import { nothing, type Formats } from '../format/format.ts';

/** A table as data: what a page shows of it and what it exports are made of the same cells. */
export interface Table {
  title: string;
  columns: readonly Column[];
  rows: readonly (readonly Cell[])[];
}

export interface Column {
  title: string;
  /** Of numbers; absent for text. */
  format?: ValueFormat;
  /** Text that is a number, such as an amount with a currency of its own: stands to the right. */
  isNumber?: boolean;
}

export type Cell = string | number | null;

/** What is shown of a cell. */
export function showCell(cell: Cell, column: Column, formats: Formats): string {
  if (typeof cell === 'string') return cell;
  if (column.format === undefined) return cell === null ? nothing : String(cell);
  return formats.value(cell, column.format);
}

/**
 * Writes a table as CSV: the same columns, rows and order as on the page. Numbers are plain, with as many digits as are
 * shown; their unit is in the head.
 *
 * @example `Channel,Net value (EUR)\r\nDirect,1250.50\r\n`
 */
export function tableCsv(table: Table): string {
  const rows = table.rows.map((cells) =>
    cells.map((cell, index) => plain(cell, table.columns[index]?.format)),
  );
  return formatCsv({ columns: table.columns.map(titleWithUnit), rows });
}

function titleWithUnit({ title, format }: Column): string {
  const unit = format === undefined ? undefined : unitOf(format);
  return unit === undefined ? title : `${title} (${unit})`;
}

function unitOf(format: ValueFormat): string | undefined {
  switch (format.style) {
    case 'percent':
      return '%';
    case 'duration':
      return 's';
    case 'money':
      return format.currency;
    case 'count':
    case 'decimal':
      return undefined;
  }
}

function plain(cell: Cell, format: ValueFormat | undefined): Cell {
  if (typeof cell !== 'number' || format === undefined) return cell;
  switch (format.style) {
    case 'count':
    case 'duration':
      return Math.round(cell);
    case 'percent':
      return (cell * 100).toFixed(format.digits);
    case 'decimal':
    case 'money':
      return cell.toFixed(format.digits);
  }
}
