import { useState } from 'preact/hooks';
import type { Dimension } from '../../api/breakdown-metric.ts';
import type { Breakdown } from '../../api/breakdown.ts';
import { useData } from '../data/use-data.ts';
import { columnsOf, dimensionTitle } from '../metric/dimension.ts';
import { Icon } from '../parts/icon.tsx';
import { LoadedPart, Notice, Skeleton } from '../parts/states.tsx';
import { Segments } from '../parts/segments.tsx';
import { CsvButton } from '../table/csv-button.tsx';
import { text } from '../text/en.ts';
import { affiliateApi, fileNameFor, type AffiliateContext } from './affiliate-context.ts';
import { BreakdownDialog } from './breakdown-dialog.tsx';
import { BreakdownTable, breakdownTable } from './breakdown-table.tsx';

interface BreakdownGroup {
  name: keyof typeof text.breakdown.groups;
  dimensions: readonly [Dimension, ...Dimension[]];
}

/** The cards of the overview and what each can be told apart by. */
export const breakdownGroups: readonly BreakdownGroup[] = [
  { name: 'pages', dimensions: ['page', 'entryPage', 'exitPage'] },
  { name: 'sources', dimensions: ['channel', 'source', 'campaign', 'referrer'] },
  { name: 'places', dimensions: ['country'] },
  { name: 'devices', dimensions: ['device', 'browser', 'os'] },
  { name: 'bookings', dimensions: ['vendor', 'destination'] },
  { name: 'events', dimensions: ['event'] },
];

const rowsShown = 8;

interface BreakdownCardProps {
  group: BreakdownGroup;
  context: AffiliateContext;
}

/** What the visitors are told apart by, the most first. A click on a row limits the whole page to it. */
export function BreakdownCard({ group, context }: BreakdownCardProps) {
  const { view, show } = context;
  const [isOpen, setIsOpen] = useState(false);
  const by = group.dimensions.find((each) => each === view.choices[group.name]) ?? group.dimensions[0];
  const names = columnsOf(by).slice(0, 2);
  const breakdown = useData<Breakdown>(
    affiliateApi(context, 'breakdown', { by, metrics: names.join(','), limit: String(rowsShown) }),
  );
  const choose = (next: Dimension): void => {
    const { [group.name]: _chosen, ...choices } = view.choices;
    const isDefault = next === group.dimensions[0];
    show({ ...view, choices: isDefault ? choices : { ...choices, [group.name]: next } });
  };
  const title = text.breakdown.groups[group.name];
  return (
    <section class="card breakdown" aria-label={title} aria-busy={breakdown.isLoading}>
      <header class="card-head">
        <h2>{title}</h2>
        {group.dimensions.length > 1 && (
          <Segments<Dimension>
            label={title}
            value={by}
            options={group.dimensions.map((each) => ({ value: each, label: dimensionTitle(each) }))}
            onChange={choose}
          />
        )}
      </header>
      <LoadedPart loaded={breakdown} skeleton={<Skeleton lines={rowsShown} height={24} />}>
        {(value) => {
          const table = breakdownTable(value, names, context);
          if (value.rows.length === 0) return <Notice size="small" title={text.breakdown.empty} />;
          return (
            <>
              <BreakdownTable breakdown={value} table={table} context={context} />
              <footer class="card-foot">
                <button type="button" class="button quiet" onClick={() => setIsOpen(true)}>
                  <Icon name="expand" />
                  {text.breakdown.details}
                </button>
                <CsvButton table={table} fileName={fileNameFor(context, value.by)} />
              </footer>
            </>
          );
        }}
      </LoadedPart>
      {isOpen && <BreakdownDialog by={by} context={context} onClose={() => setIsOpen(false)} />}
    </section>
  );
}
