import type { EChartsCoreOption } from 'echarts/core';
import type { Chart, Series } from '../../../reports/charts/chart.ts';
import { comparisonStyle, palette } from '../../../reports/charts/palette.ts';
import type { Formats } from '../format/format.ts';

/** What a chart takes from the page around it. */
export interface Look {
  isDark: boolean;
  text: string;
  rule: string;
  ground: string;
  font: string;
}

/** The colour of each series, and how its strokes are dashed. */
export function styleOf(
  chart: Chart,
  series: Series,
  isDark: boolean,
): { colour: string; dash: readonly number[] } {
  const mains = chart.series.filter((each) => each.role === 'main');
  const style =
    series.role === 'comparison'
      ? comparisonStyle
      : (palette[mains.indexOf(series) % palette.length] ?? palette[0]);
  return { colour: isDark ? style.dark : style.light, dash: style.dash };
}

/** Says a chart in the words of ECharts; the tooltip is drawn by the page. */
export function toOption(
  chart: Chart,
  look: Look,
  formats: Formats,
  /** Makes the element that the tooltip of a category is. */
  tooltip: (index: number) => unknown,
): EChartsCoreOption {
  return {
    animation: false,
    textStyle: { fontFamily: look.font },
    grid: { left: 4, right: 12, top: 14, bottom: 2, containLabel: true },
    tooltip: {
      trigger: 'axis',
      confine: true,
      padding: 0,
      borderWidth: 0,
      backgroundColor: 'transparent',
      extraCssText: 'box-shadow: none',
      axisPointer: {
        type: chart.kind === 'line' ? 'line' : 'shadow',
        lineStyle: { color: look.text, type: 'solid', width: 1, opacity: 0.35 },
        shadowStyle: { color: look.text, opacity: 0.08 },
      },
      formatter: (params: readonly { dataIndex: number }[]) => tooltip(params[0]?.dataIndex ?? 0),
    },
    xAxis: {
      type: 'category',
      boundaryGap: chart.kind !== 'line',
      data: chart.categories.map((category) => category.label),
      axisLine: { lineStyle: { color: look.rule } },
      axisTick: { show: false },
      axisLabel: { color: look.text, fontSize: 12, hideOverlap: true, margin: 10 },
    },
    yAxis: {
      type: 'value',
      minInterval: chart.format.style === 'count' ? 1 : 0,
      splitNumber: 4,
      axisLabel: {
        color: look.text,
        fontSize: 12,
        formatter: (value: number) => formats.short(value, chart.format),
      },
      splitLine: { lineStyle: { color: look.rule } },
    },
    // What compares is behind what it is compared with.
    series: chart.series
      .toSorted((a, b) => Number(a.role === 'main') - Number(b.role === 'main'))
      .map((series) => toSeries(chart, series, look)),
  };
}

function toSeries(chart: Chart, series: Series, look: Look): object {
  const { colour, dash } = styleOf(chart, series, look.isDark);
  const shared = { name: series.name, data: series.points, itemStyle: { color: colour }, silent: true };
  if (chart.kind !== 'line') {
    return {
      ...shared,
      type: 'bar',
      barMaxWidth: 36,
      ...(chart.kind === 'stacked-bar' ? { stack: series.role } : {}),
    };
  }
  const known = series.points.filter((point) => point !== null).length;
  return {
    ...shared,
    type: 'line',
    connectNulls: false,
    // A line of one point would not be seen.
    showSymbol: known === 1,
    symbol: 'circle',
    symbolSize: 7,
    lineStyle: {
      color: colour,
      width: series.role === 'main' ? 2.25 : 1.5,
      type: dash.length === 0 ? 'solid' : [...dash],
    },
    ...(series.role === 'main' && chart.series.filter((each) => each.role === 'main').length === 1
      ? { areaStyle: { color: colour, opacity: look.isDark ? 0.12 : 0.07 } }
      : {}),
  };
}
