import type { Statement } from '../../../api/money/statement.ts';
import { apiPath } from '../../data/request.ts';
import { usePages } from '../../data/use-pages.ts';
import { formats } from '../../format/reader.ts';
import { Dialog } from '../../parts/dialog.tsx';
import { Icon } from '../../parts/icon.tsx';
import { LoadedPart, Skeleton } from '../../parts/states.tsx';
import type { SessionAffiliate } from '../../state/session.ts';
import { CsvButton } from '../../table/csv-button.tsx';
import { DataTable } from '../../table/data-table.tsx';
import type { Cell, Table } from '../../table/table.ts';
import { text } from '../../text/en.ts';
import { valueTable } from './booking-dialog.tsx';
import { moneyFormat } from './money-tile.ts';

interface StatementDialogProps {
  period: string;
  affiliate: SessionAffiliate;
  onClose: () => void;
}

const rowsAtOnce = '100';
const flows = ['opening', 'accrued', 'adjusted', 'declined', 'approved', 'reversed', 'closing'] as const;

/** A month of the ledger: how the balances moved, and by which entries. */
export function StatementDialog({ period, affiliate, onClose }: StatementDialogProps) {
  const path = `/affiliates/${encodeURIComponent(affiliate.affiliateId)}/statements/${period}`;
  const statement = usePages<Statement>(apiPath(path, { limit: rowsAtOnce }));
  const words = text.money.statements;
  const fileName = `${affiliate.affiliateId}-${period}-statement`;
  return (
    <Dialog title={words.of(formats.month(period))} onClose={onClose} isWide>
      <LoadedPart loaded={statement} skeleton={<Skeleton lines={10} height={24} />}>
        {(pages, isLoading) => {
          const [first] = pages;
          if (first === undefined) return null;
          const balances = balancesTable(first);
          const entries = entriesTable(
            pages.flatMap((page) => page.entries),
            affiliate,
          );
          const { earlierBookings } = first;
          return (
            <>
              <section class="dialog-part">
                <header class="card-head">
                  <h3>{balances.title}</h3>
                  <CsvButton table={balances} fileName={`${fileName}-balances`} />
                </header>
                <DataTable table={balances} />
              </section>
              <section class="dialog-part">
                <header class="card-head">
                  <h3>{entries.title}</h3>
                  <div class="tools">
                    <CsvButton table={entries} fileName={fileName} />
                    <a class="button" href={apiPath(`${path}.csv`)} download>
                      <Icon name="download" />
                      {words.download}
                    </a>
                    <a class="button" href={apiPath(`${path}.pdf`)} download>
                      <Icon name="download" />
                      {words.print}
                    </a>
                  </div>
                </header>
                {earlierBookings.entries > 0 && (
                  <p class="dialog-lead faint">
                    {words.earlier(
                      formats.value(earlierBookings.entries, { style: 'count' }),
                      formats.value(Number(earlierBookings.value), moneyFormat(first.currency)),
                    )}
                  </p>
                )}
                <DataTable table={entries} />
              </section>
              {statement.more !== undefined && (
                <button type="button" class="button" disabled={isLoading} onClick={statement.more}>
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

function balancesTable({ commission, currency }: Statement): Table {
  const words = text.money.statements;
  const format = moneyFormat(currency);
  const of = (side: Readonly<Record<string, string>>, flow: string): Cell =>
    side[flow] === undefined ? null : Number(side[flow]);
  return {
    title: words.balances,
    columns: [
      { title: words.line },
      { title: words.pendingTitle, format },
      { title: words.approvedTitle, format },
    ],
    rows: flows.map((flow) => [
      words.lines[flow],
      of(commission.pending, flow),
      of(commission.approved, flow),
    ]),
  };
}

function entriesTable(entries: Statement['entries'], affiliate: SessionAffiliate): Table {
  const words = text.money.statements;
  const format = moneyFormat(affiliate.currency);
  const values = valueTable(entries, affiliate);
  const change = (index: number, side: 'pending' | 'approved'): Cell => {
    const own = (entries[index]?.commission ?? []).filter(({ currency }) => currency === affiliate.currency);
    return own.length === 0 ? null : own.reduce((sum, each) => sum + Number(each[side]), 0);
  };
  return {
    title: words.entriesOf,
    columns: [
      { title: words.booking },
      ...values.columns,
      { title: text.money.columns.pending, format },
      { title: text.money.columns.approved, format },
    ],
    rows: entries.map((entry, index) => [
      entry.reservationId,
      ...(values.rows[index] ?? []),
      change(index, 'pending'),
      change(index, 'approved'),
    ]),
  };
}
