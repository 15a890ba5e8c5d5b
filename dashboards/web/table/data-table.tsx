import type { ComponentChildren } from 'preact';
import { formats } from '../format/reader.ts';
import { showCell, type Cell, type Column, type Table } from './table.ts';

interface DataTableProps {
  table: Table;
  /** Draws the first cell of a row where it is more than its text. */
  head?: (row: readonly Cell[], index: number) => ComponentChildren;
  /** Draws another cell where it is more than its text; undefined leaves it. */
  cell?: (row: number, column: number) => ComponentChildren;
  /** More classes of a cell: what it is beside its value. */
  cellClass?: (row: number, column: number) => string;
  /** A last column of acts, which is not of the table's data. */
  extra?: { title: string; cell: (row: number) => ComponentChildren };
  /** 0..1: how long the bar behind a row's first cell is. */
  bar?: (row: readonly Cell[]) => number;
  /** Keeps the title for those who do not see the heading beside it. */
  isCaptionHidden?: boolean;
}

/** Shows a table: text to the left, numbers to the right in tabular figures. */
export function DataTable(props: DataTableProps) {
  const { table, head, bar, cell, cellClass, extra, isCaptionHidden = true } = props;
  return (
    // A scrolled region that the keyboard reaches, too.
    <div class="table-scroll" tabIndex={0} role="region" aria-label={table.title}>
      <table>
        <caption class={isCaptionHidden ? 'unseen' : ''}>{table.title}</caption>
        <thead>
          <tr>
            {table.columns.map((column) => (
              <th key={column.title} scope="col" class={classOf(column)}>
                {column.title}
              </th>
            ))}
            {extra !== undefined && (extra.title === '' ? <td /> : <th scope="col">{extra.title}</th>)}
          </tr>
        </thead>
        <tbody>
          {table.rows.map((row, index) => (
            <tr key={`${String(row[0])}-${index}`}>
              {table.columns.map((column, place) => {
                const content = showCell(row[place] ?? null, column, formats);
                if (place > 0) {
                  return (
                    <td
                      key={column.title}
                      class={`${classOf(column)} ${cellClass?.(index, place) ?? ''}`.trim()}
                    >
                      {cell?.(index, place) ?? content}
                    </td>
                  );
                }
                return (
                  <th key={column.title} scope="row">
                    {bar !== undefined && (
                      <span
                        class="row-bar"
                        style={{ width: `${Math.max(0, Math.min(1, bar(row))) * 100}%` }}
                      />
                    )}
                    <span class="row-head">{head?.(row, index) ?? content}</span>
                  </th>
                );
              })}
              {extra !== undefined && <td class="acts">{extra.cell(index)}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function classOf(column: Column): string {
  return column.format === undefined && column.isNumber !== true ? '' : 'number';
}
