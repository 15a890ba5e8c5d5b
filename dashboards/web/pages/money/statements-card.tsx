import type { StatementList } from '../../../api/money/statement.ts';
import { apiPath } from '../../data/request.ts';
import { useData } from '../../data/use-data.ts';
import { formats } from '../../format/reader.ts';
import { toNumber } from '../../metric/metric.ts';
import { LoadedPart, Notice, Skeleton } from '../../parts/states.tsx';
import { CsvButton } from '../../table/csv-button.tsx';
import { DataTable } from '../../table/data-table.tsx';
import type { Table } from '../../table/table.ts';
import { text } from '../../text/en.ts';
import { withChoice, type AffiliateContext } from '../affiliate-context.ts';
import { moneyFormat } from './money-tile.ts';
import { StatementDialog } from './statement-dialog.tsx';

/** The months of which there are statements, and the one that is open. */
export function StatementsCard({ context }: { context: AffiliateContext }) {
  const { affiliate, view, show } = context;
  const path = `/affiliates/${encodeURIComponent(affiliate.affiliateId)}/statements`;
  const list = useData<StatementList>(apiPath(path));
  const words = text.money.statements;
  const open = (period: string | undefined): void => show(withChoice(view, { statement: period }));
  const period = view.choices['statement'];
  return (
    <section class="card" aria-busy={list.isLoading}>
      <header class="card-head">
        <h2>{words.title}</h2>
        <p class="faint">{words.about}</p>
      </header>
      <LoadedPart loaded={list} skeleton={<Skeleton lines={4} height={24} />}>
        {(value) => {
          if (value.statements.length === 0) return <Notice size="small" title={words.empty} />;
          const table = statementsTable(value);
          return (
            <>
              <DataTable
                table={table}
                head={(row, index) => (
                  <button
                    type="button"
                    class="row-button"
                    onClick={() => open(value.statements[index]?.period)}
                  >
                    {row[0]}
                  </button>
                )}
              />
              <footer class="card-foot">
                <span />
                <CsvButton table={table} fileName={`${affiliate.affiliateId}-statements`} />
              </footer>
            </>
          );
        }}
      </LoadedPart>
      {period !== undefined && /^\d{4}-\d{2}$/.test(period) && (
        <StatementDialog key={period} period={period} affiliate={affiliate} onClose={() => open(undefined)} />
      )}
    </section>
  );
}

function statementsTable({ statements, currency }: StatementList): Table {
  const words = text.money.statements;
  const format = moneyFormat(currency);
  return {
    title: words.title,
    columns: [
      { title: words.month },
      { title: words.phase },
      { title: words.entries, format: { style: 'count' } },
      { title: words.netValue, format },
      { title: words.pending, format },
      { title: words.approved, format },
    ],
    rows: statements.map((each) => [
      formats.month(each.period),
      words.phases[each.phase],
      each.entries,
      toNumber(each.netValue),
      toNumber(each.commission.pending),
      toNumber(each.commission.approved),
    ]),
  };
}
