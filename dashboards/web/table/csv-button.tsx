import { Icon } from '../parts/icon.tsx';
import { text } from '../text/en.ts';
import { download } from './download.ts';
import { tableCsv, type Table } from './table.ts';

/** Saves a table, as it is shown, as CSV. */
export function CsvButton({ table, fileName }: { table: Table; fileName: string }) {
  const label = text.table.exportOf(table.title);
  return (
    <button
      type="button"
      class="button quiet csv"
      aria-label={label}
      title={label}
      disabled={table.rows.length === 0}
      onClick={() => download(`${fileName}.csv`, tableCsv(table))}
    >
      <Icon name="download" />
      <span>CSV</span>
    </button>
  );
}
