import type { Realtime } from '../../../api/realtime.ts';
import type { Chart } from '../../../../reports/charts/chart.ts';
import { ChartPanel } from '../../chart/chart-panel.tsx';
import { apiPath } from '../../data/request.ts';
import { useLive } from '../../data/use-live.ts';
import { formats } from '../../format/reader.ts';
import { Skeleton } from '../../parts/states.tsx';
import { text } from '../../text/en.ts';
import { withChoice, type AffiliateContext } from '../affiliate-context.ts';

/** Who is there now, as it changes. */
export function LivePage({ context }: { context: AffiliateContext }) {
  const { affiliate, view, show } = context;
  const words = text.live;
  const path = apiPath(`/affiliates/${encodeURIComponent(affiliate.affiliateId)}/live`);
  const live = useLive<Realtime>(path, 'realtime');
  const { value, state } = live;
  if (value === undefined && state !== 'ended') {
    return (
      <section class="card" aria-busy="true">
        <p class="unseen" role="status">
          {text.loading}
        </p>
        <Skeleton height={300} />
      </section>
    );
  }
  return (
    <>
      <section class="card live-now" aria-label={words.now}>
        <p class="live-number">{formats.value(value?.visitors ?? null, { style: 'count' })}</p>
        <div>
          <h2>{words.now}</h2>
          <p class="faint">{words.about}</p>
        </div>
        <p class={`live-state ${state}`} role="status">
          {words.states[state]}
        </p>
        {state === 'ended' && (
          <button type="button" class="button" onClick={live.retry}>
            {words.connect}
          </button>
        )}
      </section>
      {value !== undefined && (
        <ChartPanel
          chart={minutesChart(value, affiliate.timezone)}
          firstColumn={words.minute}
          fileName={`${affiliate.affiliateId}-live`}
          isTable={view.choices['show'] === 'table'}
          onTable={(isTable) => show(withChoice(view, { show: isTable ? 'table' : undefined }))}
          about={value.asOf === null ? text.overview.notYet : asOfWords(value.asOf, affiliate.timezone)}
        />
      )}
    </>
  );
}

function asOfWords(asOf: string, timezone: string): string {
  return text.live.asOf(formats.moment(asOf, timezone));
}

function minutesChart({ minutes, visitors }: Realtime, timezone: string): Chart {
  const words = text.live;
  const count = { style: 'count' } as const;
  return {
    kind: 'bar',
    title: words.chart,
    summary: words.summary(formats.value(visitors, count)),
    categories: minutes.map(({ at }) => ({
      label: formats.point(at, 'hour', timezone).label,
      name: formats.moment(at, timezone),
    })),
    format: count,
    series: [{ name: words.visitors, role: 'main', points: minutes.map((each) => each.visitors) }],
  };
}
