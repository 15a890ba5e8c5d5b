import type { Overview } from '../../api/overview.ts';
import { useData } from '../data/use-data.ts';
import { defaultMetric } from '../state/view.ts';
import { isEmpty, isRangeMetric } from '../metric/metric.ts';
import { LoadedPart, Notice, Skeleton } from '../parts/states.tsx';
import { StatusLine } from '../parts/status-line.tsx';
import { text } from '../text/en.ts';
import { affiliateApi, type AffiliateContext } from './affiliate-context.ts';
import { BreakdownCard, breakdownGroups } from './breakdown-card.tsx';
import { MetricChart } from './metric-chart.tsx';
import { Tiles } from './tiles.tsx';

/** An affiliate's numbers: tiles, the chosen one over time, and what they are made of. */
export function OverviewPage({ context }: { context: AffiliateContext }) {
  const { view } = context;
  const compare = view.compare === 'none' ? undefined : view.compare;
  const overview = useData<Overview>(affiliateApi(context, 'overview', { compare }));
  const metric = isRangeMetric(view.metric) ? view.metric : defaultMetric;
  return (
    <>
      <StatusLine context={context} asOf={overview.value?.asOf} />
      <LoadedPart loaded={overview} skeleton={<OverviewSkeleton />}>
        {(value, isLoading) => (
          <>
            <Tiles overview={value} metric={metric} context={context} isLoading={isLoading} />
            {isEmpty(value) ? (
              <section class="card">
                <Notice title={text.overview.emptyTitle}>
                  <p>{text.overview.emptyAbout}</p>
                </Notice>
              </section>
            ) : (
              <MetricChart overview={value} metric={metric} context={context} />
            )}
          </>
        )}
      </LoadedPart>
      <div class="cards-grid">
        {breakdownGroups.map((group) => (
          <BreakdownCard key={group.name} group={group} context={context} />
        ))}
      </div>
    </>
  );
}

function OverviewSkeleton() {
  return (
    <>
      <div class="card">
        <Skeleton height={150} />
      </div>
      <div class="card">
        <Skeleton height={300} />
      </div>
    </>
  );
}
