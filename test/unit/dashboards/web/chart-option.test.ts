import { expect, test } from 'vitest';
import { styleOf, toOption } from '../../../../dashboards/web/chart/chart-option.ts';
import { chartTable } from '../../../../dashboards/web/chart/chart-table.ts';
import { createFormats } from '../../../../dashboards/web/format/format.ts';
import type { Chart } from '../../../../reports/charts/chart.ts';
import { comparisonStyle, palette } from '../../../../reports/charts/palette.ts';

const chart: Chart = {
  kind: 'line',
  title: 'Visitors over time',
  summary: 'Line chart',
  categories: [
    { label: '1 Mar', name: 'Sunday' },
    { label: '2 Mar', name: 'Monday' },
  ],
  series: [
    { name: 'Now', role: 'main', points: [3, null] },
    { name: 'Before', role: 'comparison', points: [1, 2] },
  ],
  format: { style: 'count' },
};
const look = { isDark: true, text: '#aaa', rule: '#333', ground: '#000', font: 'sans' };

test('what compares is behind, dashed and grey; gaps stay gaps', () => {
  const option = toOption(chart, look, createFormats('en'), () => {
    throw new Error('No tooltip is shown');
  });
  expect(option['series']).toMatchObject([
    { name: 'Before', data: [1, 2], lineStyle: { type: comparisonStyle.dash, color: comparisonStyle.dark } },
    { name: 'Now', data: [3, null], connectNulls: false, showSymbol: true, lineStyle: { type: 'solid' } },
  ]);
});

test('main series take the palette in order, whatever compares between them', () => {
  const [now, before] = chart.series;
  if (now === undefined || before === undefined) throw new Error('There are two series');
  const more: Chart = { ...chart, series: [before, now, { ...now, name: 'Other' }] };
  expect(more.series.map((series) => styleOf(more, series, false).colour)).toEqual([
    comparisonStyle.light,
    palette[0].light,
    palette[1]?.light,
  ]);
});

test('the table of a chart has every point', () => {
  expect(chartTable(chart, 'Day')).toEqual({
    title: 'Visitors over time',
    columns: [
      { title: 'Day' },
      { title: 'Now', format: { style: 'count' } },
      { title: 'Before', format: { style: 'count' } },
    ],
    rows: [
      ['Sunday', 3, 1],
      ['Monday', null, 2],
    ],
  });
});
