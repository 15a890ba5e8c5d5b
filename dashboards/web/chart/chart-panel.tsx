import type { ComponentChildren } from 'preact';
import type { Chart } from '../../../reports/charts/chart.ts';
import { Segments } from '../parts/segments.tsx';
import { useIsDark } from '../state/theme.ts';
import { CsvButton } from '../table/csv-button.tsx';
import { DataTable } from '../table/data-table.tsx';
import type { Table } from '../table/table.ts';
import { text } from '../text/en.ts';
import { styleOf } from './chart-option.ts';
import { ChartPicture } from './chart-picture.tsx';
import { chartTable } from './chart-table.ts';

interface ChartPanelProps {
  chart: Chart;
  /** The head of the table's first column: `Day`. */
  firstColumn: string;
  fileName: string;
  isTable: boolean;
  onTable: (isTable: boolean) => void;
  isLoading?: boolean;
  /** Where the table has more than the chart: all of it. */
  table?: Table;
  /** How to read it. */
  about?: string;
  /** More to choose, left of chart or table. */
  children?: ComponentChildren;
}

/** A chart with its table behind it, and either's numbers as CSV. */
export function ChartPanel(props: ChartPanelProps) {
  const { chart, firstColumn, fileName, isTable, onTable, isLoading = false, children } = props;
  const table = props.table ?? chartTable(chart, firstColumn);
  return (
    <section class="card chart-panel" aria-busy={isLoading}>
      <header class="card-head">
        <h2>{chart.title}</h2>
        <Legend chart={chart} />
        <div class="tools">
          {children}
          <Segments
            label={text.chart.show}
            value={isTable ? 'table' : 'chart'}
            options={[
              { value: 'chart', label: text.chart.chart },
              { value: 'table', label: text.chart.table },
            ]}
            onChange={(value) => onTable(value === 'table')}
          />
          <CsvButton table={table} fileName={fileName} />
        </div>
      </header>
      {isTable ? <DataTable table={table} /> : <ChartPicture chart={chart} />}
      {props.about !== undefined && <p class="card-about faint">{props.about}</p>}
    </section>
  );
}

function Legend({ chart }: { chart: Chart }) {
  const isDark = useIsDark();
  if (chart.series.length < 2) return null;
  return (
    <ul class="legend" aria-hidden="true">
      {chart.series.map((series) => (
        <li key={series.name}>
          <span
            class={series.role === 'comparison' ? 'key dashed' : 'key'}
            style={{ borderColor: styleOf(chart, series, isDark).colour }}
          />
          {series.name}
        </li>
      ))}
    </ul>
  );
}
