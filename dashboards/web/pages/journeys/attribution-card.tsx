import { useRef } from 'preact/hooks';
import type { Attribution, AttributionKey, AttributionModel } from '../../../api/attribution.ts';
import { ChartPanel } from '../../chart/chart-panel.tsx';
import { useData, type Loaded } from '../../data/use-data.ts';
import { minorDigits } from '../../format/format.ts';
import { LoadedPart, Notice, Skeleton } from '../../parts/states.tsx';
import { Segments } from '../../parts/segments.tsx';
import { text } from '../../text/en.ts';
import { affiliateApi, fileNameFor, withChoice, type AffiliateContext } from '../affiliate-context.ts';
import {
  attributionChart,
  attributionRows,
  attributionTable,
  type Answers,
  type Share,
} from './attribution-table.ts';

const keys = ['channel', 'source', 'campaign'] as const satisfies readonly AttributionKey[];
const shares = ['bookings', 'value'] as const satisfies readonly Share[];

/** What brought the bookings, by every model at once. */
export function AttributionCard({ context }: { context: AffiliateContext }) {
  const { view, show, affiliate } = context;
  const words = text.journeys.attribution;
  const by = keys.find((each) => each === view.choices['by']) ?? 'channel';
  const share = shares.find((each) => each === view.choices['credit']) ?? 'bookings';
  const answers = useAnswers(context, by);
  const format =
    share === 'bookings'
      ? ({ style: 'decimal', digits: 1 } as const)
      : ({ style: 'money', currency: affiliate.currency, digits: minorDigits(affiliate.currency) } as const);
  const isTable = view.choices['attribution'] === 'table';
  return (
    <LoadedPart
      loaded={answers}
      skeleton={
        <section class="card">
          <Skeleton height={300} />
        </section>
      }
    >
      {(value, isLoading) => {
        const shown = keys.find((each) => each === value.first.by) ?? by;
        const rows = attributionRows(value, shown, share);
        if (rows.length === 0) {
          return (
            <section class="card">
              <header class="card-head">
                <h2>{words.title}</h2>
              </header>
              <Notice title={words.emptyTitle}>
                <p>{words.emptyAbout}</p>
              </Notice>
            </section>
          );
        }
        return (
          <ChartPanel
            chart={attributionChart(rows, shown, format)}
            table={attributionTable(rows, shown, format)}
            firstColumn={words.keys[shown]}
            fileName={fileNameFor(context, `attribution-${shown}`)}
            isLoading={isLoading}
            isTable={isTable}
            onTable={(next) => show(withChoice(view, { attribution: next ? 'table' : undefined }))}
            about={words.explain}
          >
            <Segments<AttributionKey>
              label={words.by}
              value={by}
              options={keys.map((each) => ({ value: each, label: words.keys[each] }))}
              onChange={(each) => show(withChoice(view, { by: each === 'channel' ? undefined : each }))}
            />
            <Segments<Share>
              label={words.share}
              value={share}
              options={shares.map((each) => ({ value: each, label: words.shares[each] }))}
              onChange={(each) => show(withChoice(view, { credit: each === 'bookings' ? undefined : each }))}
            />
          </ChartPanel>
        );
      }}
    </LoadedPart>
  );
}

/** All models' answers as one. Until all of another question are there, those of the last one stay together. */
function useAnswers(context: AffiliateContext, by: AttributionKey): Loaded<Answers> {
  const ask = (model: AttributionModel): string => affiliateApi(context, 'attribution', { model, by });
  const first = useData<Attribution>(ask('first'));
  const last = useData<Attribution>(ask('last'));
  const linear = useData<Attribution>(ask('linear'));
  const position = useData<Attribution>(ask('position'));
  const decay = useData<Attribution>(ask('decay'));
  const all = [first, last, linear, position, decay];
  const isLoading = all.some((each) => each.isLoading);
  const fault = all.find((each) => each.fault !== undefined)?.fault;
  const whole = useRef<Answers | undefined>(undefined);
  if (!isLoading && first.value && last.value && linear.value && position.value && decay.value) {
    whole.current = {
      first: first.value,
      last: last.value,
      linear: linear.value,
      position: position.value,
      decay: decay.value,
    };
  }
  const retry = (): void => {
    for (const each of all) if (each.fault !== undefined) each.retry();
  };
  return { value: whole.current, fault, isLoading, retry };
}
