import type { Breakdown } from '../../api/breakdown.ts';
import { dimensionTitle, keyTitle } from '../metric/dimension.ts';
import { metricOf, toNumber, type ShownMetric } from '../metric/metric.ts';
import { toggleFilter } from '../state/view.ts';
import { DataTable } from '../table/data-table.tsx';
import type { Table } from '../table/table.ts';
import { text } from '../text/en.ts';
import type { AffiliateContext } from './affiliate-context.ts';

interface BreakdownTableProps {
  breakdown: Breakdown;
  table: Table;
  context: AffiliateContext;
  onFilter?: () => void;
}

/** The rows of a breakdown, each a button that limits the page to what it is about. */
export function BreakdownTable({ breakdown, table, context, onFilter }: BreakdownTableProps) {
  const { view, show, vendorName } = context;
  const most = Math.max(1, ...table.rows.map((row) => Number(row[1] ?? 0)));
  return (
    <DataTable
      table={table}
      bar={(row) => Number(row[1] ?? 0) / most}
      head={(row, index) => {
        const key = breakdown.rows[index]?.['key'];
        if (typeof key !== 'string' || key === '') return row[0];
        const { by } = breakdown;
        const isOn = view.filters.some(
          (filter) => filter.by === by && filter.is === 'eq' && filter.values.includes(key),
        );
        return (
          <button
            type="button"
            class="row-button"
            aria-pressed={isOn}
            title={text.filter.add(keyTitle(by, key, vendorName))}
            onClick={() => {
              show(toggleFilter(view, by, key));
              onFilter?.();
            }}
          >
            {row[0]}
          </button>
        );
      }}
    />
  );
}

/** The table of a breakdown with these metrics. */
export function breakdownTable(
  { by, rows }: Breakdown,
  names: readonly ShownMetric[],
  { affiliate, vendorName }: AffiliateContext,
): Table {
  const metrics = names.map((name) => metricOf(name, affiliate.currency));
  return {
    title: dimensionTitle(by),
    columns: [{ title: dimensionTitle(by) }, ...metrics.map(({ title, format }) => ({ title, format }))],
    rows: rows.map((row) => [
      keyTitle(by, String(row['key']), vendorName),
      ...names.map((name) => toNumber(row[name])),
    ]),
  };
}
