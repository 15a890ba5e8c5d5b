import type { EChartsType } from 'echarts/core';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Chart } from '../../../reports/charts/chart.ts';
import { formats } from '../format/reader.ts';
import { useIsDark } from '../state/theme.ts';
import { styleOf, toOption } from './chart-option.ts';

/** Draws a chart. ECharts is fetched with the first one. */
export function ChartPicture({ chart }: { chart: Chart }) {
  const place = useRef<HTMLDivElement>(null);
  const [drawn, setDrawn] = useState<EChartsType>();
  const isDark = useIsDark();

  useEffect(() => {
    const box = place.current;
    if (box === null) return;
    let made: EChartsType | undefined;
    let isGone = false;
    const resize = new ResizeObserver(() => made?.resize());
    const draw = async (): Promise<void> => {
      const { init } = await import('./echarts.ts');
      if (isGone) return;
      made = init(box);
      resize.observe(box);
      setDrawn(made);
    };
    void draw();
    return () => {
      isGone = true;
      resize.disconnect();
      made?.dispose();
    };
  }, []);

  useEffect(() => {
    if (drawn === undefined || drawn.isDisposed()) return;
    const style = getComputedStyle(document.documentElement);
    const read = (name: string): string => style.getPropertyValue(name).trim();
    const look = {
      isDark,
      text: read('--muted'),
      rule: read('--rule'),
      ground: read('--card'),
      font: getComputedStyle(document.body).fontFamily,
    };
    drawn.setOption(
      toOption(chart, look, formats, (index) => drawTooltip(chart, index, isDark)),
      { notMerge: true },
    );
    if (place.current !== null) place.current.dataset['drawn'] = isDark ? 'dark' : 'light';
  }, [drawn, chart, isDark]);

  return (
    <div class="chart" role="img" aria-label={chart.summary}>
      <div class="chart-canvas" ref={place} aria-hidden="true" />
    </div>
  );
}

/** An element, since the page's policy lets no style in through markup. */
function drawTooltip(chart: Chart, index: number, isDark: boolean): HTMLElement {
  const box = element('div', 'tooltip');
  box.append(element('p', 'tooltip-title', chart.categories[index]?.name ?? ''));
  for (const series of chart.series) {
    const row = element('p', 'tooltip-row');
    const key = element('span', series.role === 'comparison' ? 'key dashed' : 'key');
    key.style.borderColor = styleOf(chart, series, isDark).colour;
    const value = formats.value(series.points[index] ?? null, chart.format);
    row.append(key, element('span', '', series.name), element('strong', '', value));
    box.append(row);
  }
  return box;
}

function element(tag: string, className: string, content = ''): HTMLElement {
  const made = document.createElement(tag);
  if (className !== '') made.className = className;
  made.textContent = content;
  return made;
}
