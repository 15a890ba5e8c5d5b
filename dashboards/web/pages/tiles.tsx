import type { Overview } from '../../api/overview.ts';
import { formats } from '../format/reader.ts';
import { metricOf, tileMetrics, toNumber, valueIn, type RangeMetric } from '../metric/metric.ts';
import { Change } from '../parts/change.tsx';
import { text } from '../text/en.ts';
import type { AffiliateContext } from './affiliate-context.ts';

interface TilesProps {
  overview: Overview;
  metric: RangeMetric;
  context: AffiliateContext;
  isLoading: boolean;
}

/** The numbers of the period; the one that is pressed is drawn over time below. */
export function Tiles({ overview, metric, context, isLoading }: TilesProps) {
  const { view, show } = context;
  return (
    <section class="card tiles" aria-label={text.overview.tiles} aria-busy={isLoading}>
      {tileMetrics.map((name) => {
        const shown = metricOf(name, overview.currency);
        const value = valueIn(overview.metrics, name);
        return (
          <button
            key={name}
            type="button"
            class="tile"
            title={shown.about}
            aria-pressed={name === metric}
            onClick={() => show({ ...view, metric: name })}
          >
            <span class="tile-title">{shown.title}</span>
            <span class="tile-value">{formats.value(value, shown.format)}</span>
            <span class="tile-foot">
              {overview.compare !== undefined && (
                <Change metric={shown} now={value} before={valueIn(overview.compare.metrics, name)} />
              )}
              {name === 'commissionApproved' && (
                <span class="faint">
                  {text.overview.pending(
                    formats.value(toNumber(overview.metrics.commission.pending), shown.format),
                  )}
                </span>
              )}
            </span>
          </button>
        );
      })}
    </section>
  );
}
