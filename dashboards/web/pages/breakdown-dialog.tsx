import { useState } from 'preact/hooks';
import type { Dimension } from '../../api/breakdown-metric.ts';
import type { Breakdown } from '../../api/breakdown.ts';
import { usePages } from '../data/use-pages.ts';
import { columnsOf, dimensionTitle } from '../metric/dimension.ts';
import { metricOf, type ShownMetric } from '../metric/metric.ts';
import { Dialog } from '../parts/dialog.tsx';
import { LoadedPart, Skeleton } from '../parts/states.tsx';
import { Menu } from '../parts/menu.tsx';
import { CsvButton } from '../table/csv-button.tsx';
import { text } from '../text/en.ts';
import { affiliateApi, fileNameFor, type AffiliateContext } from './affiliate-context.ts';
import { BreakdownTable, breakdownTable } from './breakdown-table.tsx';

interface BreakdownDialogProps {
  by: Dimension;
  context: AffiliateContext;
  onClose: () => void;
}

const rowsAtOnce = '100';

/** Every row of a breakdown with every number that it has, sorted by the one that is chosen. */
export function BreakdownDialog({ by, context, onClose }: BreakdownDialogProps) {
  const all = columnsOf(by);
  const [sort, setSort] = useState<ShownMetric>(all[0]);
  const names = [sort, ...all.filter((name) => name !== sort)];
  const breakdown = usePages<Breakdown>(
    affiliateApi(context, 'breakdown', { by, metrics: names.join(','), limit: rowsAtOnce }),
  );
  return (
    <Dialog title={text.breakdown.detailsOf(dimensionTitle(by))} onClose={onClose} isWide>
      <LoadedPart loaded={breakdown} skeleton={<Skeleton lines={10} height={26} />}>
        {(pages, isLoading) => {
          const [first] = pages;
          if (first === undefined) return null;
          const whole = { ...first, rows: pages.flatMap((page) => page.rows) };
          const table = breakdownTable(whole, names, context);
          return (
            <>
              <div class="dialog-tools">
                <Menu
                  label={text.breakdown.sortedBy}
                  isQuiet
                  items={all.map((name) => ({
                    label: metricOf(name, context.affiliate.currency).title,
                    isChosen: name === sort,
                    onChoose: () => setSort(name),
                  }))}
                >
                  <span>
                    {text.breakdown.sortedBy} {metricOf(sort, context.affiliate.currency).title.toLowerCase()}
                  </span>
                </Menu>
                <CsvButton table={table} fileName={fileNameFor(context, `${by}-all`)} />
              </div>
              <BreakdownTable breakdown={whole} table={table} context={context} onFilter={onClose} />
              {breakdown.more !== undefined && (
                <button type="button" class="button" disabled={isLoading} onClick={breakdown.more}>
                  {text.breakdown.more}
                </button>
              )}
            </>
          );
        }}
      </LoadedPart>
    </Dialog>
  );
}
