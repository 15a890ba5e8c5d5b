import type { Breakdown } from './breakdown.ts';
import type { Cell, Table } from './csv.ts';
import type { MetricName } from './metric.ts';
import type { Overview, OverviewMetrics } from './overview.ts';
import type { Timeseries } from './timeseries.ts';

/** A row per metric: `metric,value`, and `compare` where the overview compares. */
export function overviewTable(overview: Overview): Table {
  const own = flatten(overview.metrics);
  const other = overview.compare === undefined ? undefined : flatten(overview.compare.metrics);
  const names = [...new Set([...own.keys(), ...(other?.keys() ?? [])])];
  return {
    columns: ['metric', 'value', ...(other === undefined ? [] : ['compare'])],
    rows: names.map((name) => [
      name,
      own.get(name) ?? null,
      ...(other === undefined ? [] : [other.get(name) ?? null]),
    ]),
  };
}

/** A row per point: `at` and the metrics. */
export function timeseriesTable(series: Timeseries, names: readonly MetricName[]): Table {
  return {
    columns: ['at', ...names],
    rows: series.points.map((point) => ['at', ...names].map((name) => point[name] ?? null)),
  };
}

/** A row per key: `key` and the metrics. */
export function breakdownTable(breakdown: Breakdown): Table {
  const columns = Object.keys(breakdown.rows[0] ?? { key: '' });
  return { columns, rows: breakdown.rows.map((row) => columns.map((column) => row[column] ?? null)) };
}

function flatten(metrics: OverviewMetrics): Map<string, Cell> {
  const { commission, unconverted, ...plain } = metrics;
  return new Map<string, Cell>([
    ...Object.entries(plain),
    ...Object.entries(commission).map(([name, value]): [string, Cell] => [`commission.${name}`, value]),
    ['unconverted.count', unconverted.count],
    ...unconverted.amounts.map(({ currency, amount }): [string, Cell] => [`unconverted.${currency}`, amount]),
  ]);
}
