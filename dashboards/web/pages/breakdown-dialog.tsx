import { useEffect, useState } from 'preact/hooks';
import type { Breakdown, Dimension } from '../../api/breakdown.ts';
import { useData } from '../data/use-data.ts';
import { dimensionTitle } from '../metric/dimension.ts';
import { isShownMetric, metricOf, type ShownMetric } from '../metric/metric.ts';
import { Dialog } from '../parts/dialog.tsx';
import { LoadedPart, Skeleton } from '../parts/states.tsx';
import { Menu } from '../parts/menu.tsx';
import { CsvButton } from '../table/csv-button.tsx';
import { text } from '../text/en.ts';
import { affiliateApi, fileNameFor, type AffiliateContext } from './affiliate-context.ts';
import { BreakdownTable, breakdownTable } from './breakdown-table.tsx';

interface BreakdownDialogProps {
  by: Dimension;
  /** Those of the card: the first ones here, too. */
  metrics: readonly [ShownMetric, ...ShownMetric[]];
  context: AffiliateContext;
  onClose: () => void;
}

const rowsAtOnce = '100';

/** Every row of a breakdown with every number that it has, sorted by the one that is chosen. */
export function BreakdownDialog({ by, metrics: [first, ...more], context, onClose }: BreakdownDialogProps) {
  const [rows, setRows] = useState<Breakdown['rows']>([]);
  const [cursor, setCursor] = useState<string>();
  const known = useData<Breakdown>(affiliateApi(context, 'breakdown', { by, limit: '1' }));
  const [sort, setSort] = useState<ShownMetric>(first);
  const all = [...new Set([first, ...more, ...namesIn(known.value)])];
  const names = [sort, ...all.filter((name) => name !== sort)];
  const page = useData<Breakdown>(
    known.value === undefined
      ? undefined
      : affiliateApi(context, 'breakdown', { by, metrics: names.join(','), limit: rowsAtOnce, cursor }),
  );
  useEffect(() => {
    const { value } = page;
    if (value !== undefined && !page.isLoading) {
      setRows((last) => (cursor === undefined ? value.rows : [...last, ...value.rows]));
    }
  }, [page.value, page.isLoading]);
  const next = page.value?.next ?? null;
  return (
    <Dialog title={text.breakdown.detailsOf(dimensionTitle(by))} onClose={onClose} isWide>
      <LoadedPart loaded={page} skeleton={<Skeleton lines={10} height={26} />}>
        {(value) => {
          const whole = { ...value, rows };
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
                    onChoose: () => {
                      setCursor(undefined);
                      setSort(name);
                    },
                  }))}
                >
                  <span>
                    {text.breakdown.sortedBy} {metricOf(sort, context.affiliate.currency).title.toLowerCase()}
                  </span>
                </Menu>
                <CsvButton table={table} fileName={fileNameFor(context, `${by}-all`)} />
              </div>
              <BreakdownTable breakdown={whole} table={table} context={context} onFilter={onClose} />
              {next !== null && (
                <button
                  type="button"
                  class="button"
                  disabled={page.isLoading}
                  onClick={() => setCursor(next)}
                >
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

/** The numbers that the API has for a dimension: those of its first row. */
function namesIn(breakdown: Breakdown | undefined): ShownMetric[] {
  return Object.keys(breakdown?.rows[0] ?? {}).filter(isShownMetric);
}
