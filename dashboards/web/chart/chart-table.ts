import type { Chart } from '../../../reports/charts/chart.ts';
import type { Table } from '../table/table.ts';

/** The table of a chart: a row for each category, a column for each series. */
export function chartTable(chart: Chart, firstColumn: string): Table {
  return {
    title: chart.title,
    columns: [
      { title: firstColumn },
      ...chart.series.map(({ name }) => ({ title: name, format: chart.format })),
    ],
    rows: chart.categories.map(({ name }, index) => [
      name,
      ...chart.series.map(({ points }) => points[index] ?? null),
    ]),
  };
}
