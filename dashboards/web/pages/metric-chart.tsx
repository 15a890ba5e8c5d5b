import { useMemo } from 'preact/hooks';
import type { Overview } from '../../api/overview.ts';
import type { Timeseries } from '../../api/timeseries.ts';
import type { Chart } from '../../../reports/charts/chart.ts';
import { ChartPanel } from '../chart/chart-panel.tsx';
import { useData } from '../data/use-data.ts';
import { formats } from '../format/reader.ts';
import type { Granularity } from '../format/format.ts';
import { metricOf, toNumber, valueIn, type Metric, type RangeMetric } from '../metric/metric.ts';
import { Icon } from '../parts/icon.tsx';
import { Segments } from '../parts/segments.tsx';
import { LoadedPart, Skeleton } from '../parts/states.tsx';
import { granularitiesOf } from '../state/period.ts';
import { affiliatePath } from '../state/route.ts';
import { formatView, type View } from '../state/view.ts';
import { text } from '../text/en.ts';
import { affiliateApi, fileNameFor, type AffiliateContext } from './affiliate-context.ts';
import { isTile } from './money/money-tile.ts';

interface MetricChartProps {
  overview: Overview;
  metric: RangeMetric;
  context: AffiliateContext;
}

/** One number over time, beside itself in the period that it is compared with. */
export function MetricChart({ overview, metric: name, context }: MetricChartProps) {
  const { view, show, days } = context;
  const suitable = granularitiesOf(days);
  const granularity = suitable.find((each) => each === view.granularity) ?? suitable[0];
  const shared = { metrics: name, granularity };
  const current = useData<Timeseries>(affiliateApi(context, 'timeseries', shared));
  const { compare } = overview;
  const before = useData<Timeseries>(
    compare === undefined
      ? undefined
      : affiliateApi(context, 'timeseries', { ...shared, from: compare.from, to: compare.to }),
  );
  const metric = metricOf(name, overview.currency);
  const other = compare === undefined ? undefined : before.value;
  const beforeTitle = text.overview.before[view.compare];

  const chart = useMemo(() => {
    const points = current.value;
    if (points === undefined) return undefined;
    return toChart(metric, points, other === undefined ? undefined : { series: other, name: beforeTitle }, {
      period: formats.days(days.from, days.to),
      total: formats.value(valueIn(overview.metrics, name), metric.format),
    });
  }, [current.value, other, beforeTitle]);

  return (
    <LoadedPart
      loaded={current}
      skeleton={
        <div class="card">
          <Skeleton height={300} />
        </div>
      }
    >
      {(_value, isLoading) =>
        chart !== undefined && (
          <ChartPanel
            chart={chart}
            firstColumn={text.overview.granularities[granularity]}
            fileName={fileNameFor(context, name)}
            isLoading={isLoading}
            isTable={view.choices['show'] === 'table'}
            onTable={(isTable) => {
              const { show: _show, ...choices } = view.choices;
              show({ ...view, choices: isTable ? { ...choices, show: 'table' } : choices });
            }}
          >
            {isTile(name) && (
              <a class="button quiet" href={bookingsAddress(context, name)}>
                {text.overview.showBookings}
                <Icon name="arrow" />
              </a>
            )}
            {suitable.length > 1 && (
              <Segments<Granularity>
                label={text.overview.granularity}
                value={granularity}
                options={suitable.map((each) => ({ value: each, label: text.overview.granularities[each] }))}
                onChange={(each) => show({ ...view, granularity: each === suitable[0] ? undefined : each })}
              />
            )}
          </ChartPanel>
        )
      }
    </LoadedPart>
  );
}

/** Where the bookings behind a number are; filters do not limit them. */
function bookingsAddress({ affiliate, view }: AffiliateContext, tile: string): string {
  const choices: View['choices'] = tile === 'bookings' ? {} : { tile };
  return `${affiliatePath(affiliate.affiliateId, 'money')}${formatView({ ...view, filters: [], choices })}`;
}

/** Makes the chart of a series; points that have not begun are gaps, not zeros. */
function toChart(
  metric: Metric,
  current: Timeseries,
  before: { series: Timeseries; name: string } | undefined,
  words: { period: string; total: string },
): Chart {
  const now = Date.now();
  const valueAt = ({ points }: Timeseries, index: number): number | null => {
    const point = points[index];
    if (point === undefined || Date.parse(String(point['at'])) > now) return null;
    return toNumber(point[metric.name]);
  };
  const categories = current.points.map((point) =>
    formats.point(String(point['at']), current.granularity, current.tz),
  );
  return {
    kind: 'line',
    title: text.overview.chartOf(metric.title),
    summary: text.overview.summary(metric.title, words.period, words.total),
    categories,
    format: metric.format,
    series: [
      {
        name: text.overview.current,
        role: 'main',
        points: categories.map((_, index) => valueAt(current, index)),
      },
      ...(before === undefined
        ? []
        : [
            {
              name: before.name,
              role: 'comparison' as const,
              points: categories.map((_, index) => valueAt(before.series, index)),
            },
          ]),
    ],
  };
}
