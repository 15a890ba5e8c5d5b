import type { Account } from '../../../../warehouse/repositories/accounting.ts';
import { apiPath } from '../../data/request.ts';
import { useData } from '../../data/use-data.ts';
import { formats } from '../../format/reader.ts';
import { LoadedPart, Notice, Skeleton } from '../../parts/states.tsx';
import { Segments } from '../../parts/segments.tsx';
import { addDays } from '../../state/days.ts';
import { daysOf } from '../../state/period.ts';
import { CsvButton } from '../../table/csv-button.tsx';
import { DataTable } from '../../table/data-table.tsx';
import type { Table } from '../../table/table.ts';
import { text } from '../../text/en.ts';
import { MoreButton } from './more-button.tsx';
import { rowsAtFirst, type OperationsView } from './operations-view.ts';

interface Accounts {
  accounts: Account[];
  pending: { topic: string; messages: number }[];
}

const spans = ['today', '7d', '30d', '90d'] as const;
const usualSpan = '30d';
const figures = ['received', 'stored', 'duplicate', 'rejected', 'erased', 'expired', 'missing'] as const;
/** What stands before each figure where they are written as a sum. */
const signs: Readonly<Partial<Record<(typeof figures)[number], string>>> = { stored: '=', received: '' };

/** What became of everything that was received. */
export function AccountsCard({ view }: { view: OperationsView }) {
  const words = text.operations.accounts;
  const span = spans.find((each) => each === view.get('span')) ?? usualSpan;
  const days = daysOf({ preset: span }, Date.now(), 'UTC');
  const accounts = useData<Accounts>(
    apiPath('/accounting', { from: days.from, to: addDays(days.to, 1), tz: 'UTC' }),
  );
  return (
    <section class="card compact" aria-busy={accounts.isLoading}>
      <header class="card-head">
        <div class="head-words">
          <h2>{words.title}</h2>
          <p class="faint">{words.about}</p>
        </div>
        <Segments
          label={words.span}
          value={span}
          options={spans.map((each) => ({ value: each, label: words.spans[each] }))}
          onChange={(each) => view.show({ span: each === usualSpan ? undefined : each })}
        />
      </header>
      <LoadedPart loaded={accounts} skeleton={<Skeleton lines={8} height={24} />}>
        {(value) => {
          if (value.accounts.length === 0) {
            return <Notice size="small" title={[words.empty, ...waitingWords(value)].join(' ')} />;
          }
          const sorted = value.accounts.toSorted((a, b) => oddOf(b) - oddOf(a) || b.received - a.received);
          const shown = view.get('accounts') === 'all' ? sorted : sorted.slice(0, rowsAtFirst);
          const table = accountsTable(shown);
          const reasons = reasonsTable(value.accounts);
          const fileName = `accounts-${days.from}-${days.to}`;
          return (
            <>
              <SumTiles accounts={value.accounts} />
              <DataTable
                table={table}
                cellClass={(row, column) =>
                  column === figures.length + 1 && table.rows[row]?.[column] !== 0 ? 'wrong' : ''
                }
              />
              <footer class="card-foot">
                <p class="faint">{waitingWords(value).join(' ')}</p>
                <div class="tools">
                  <MoreButton name="accounts" shown={shown.length} all={sorted.length} view={view} />
                  <CsvButton table={table} fileName={fileName} />
                </div>
              </footer>
              {reasons.rows.length > 0 && (
                <>
                  <header class="card-head divided">
                    <h3>{words.reasons}</h3>
                    <CsvButton table={reasons} fileName={`${fileName}-reasons`} />
                  </header>
                  <DataTable table={reasons} />
                </>
              )}
            </>
          );
        }}
      </LoadedPart>
    </section>
  );
}

function SumTiles({ accounts }: { accounts: readonly Account[] }) {
  const words = text.operations.accounts.figures;
  return (
    <dl class="tiles sum-tiles">
      {figures.map((figure) => {
        const value = sumOf(accounts, figure);
        return (
          <div key={figure} class="tile" title={words[figure].about}>
            <dt class="tile-title">{words[figure].title}</dt>
            <dd class={figure === 'missing' && value !== 0 ? 'tile-value wrong' : 'tile-value'}>
              <span class="sign" aria-hidden="true">
                {signs[figure] ?? '+'}
              </span>
              {formats.value(value, { style: 'count' })}
            </dd>
          </div>
        );
      })}
    </dl>
  );
}

function sumOf(accounts: readonly Account[], figure: (typeof figures)[number]): number {
  return accounts.reduce((sum, account) => sum + account[figure], 0);
}

/** What asks for a look: first what is missing, then what was refused. */
function oddOf({ missing, rejected }: Account): number {
  return missing * 1e9 + rejected;
}

function waitingWords({ accounts, pending }: Accounts): string[] {
  const words = text.operations.accounts;
  const waiting = pending.filter(({ messages }) => messages > 0);
  const list = waiting.map(({ topic, messages }) =>
    words.topic(topic, formats.value(messages, { style: 'count' })),
  );
  return [
    ...(accounts.length > 0 && sumOf(accounts, 'missing') === 0 ? [words.balanced] : []),
    ...(waiting.length === 0 ? [] : [words.waiting(list.join(', '))]),
  ];
}

function accountsTable(accounts: readonly Account[]): Table {
  const words = text.operations.accounts;
  const format = { style: 'count' } as const;
  return {
    title: words.title,
    columns: [
      { title: words.affiliate },
      { title: words.kind },
      ...figures.map((figure) => ({ title: words.figures[figure].title, format })),
    ],
    rows: accounts.map((account) => [
      account.affiliateId === '' ? words.nobody : account.affiliateId,
      words.kinds[account.kind],
      ...figures.map((figure) => account[figure]),
    ]),
  };
}

function reasonsTable(accounts: readonly Account[]): Table {
  const words = text.operations.accounts;
  const rows = accounts.flatMap(({ affiliateId, kind, rejectedByReason }) =>
    Object.entries(rejectedByReason).map(([reason, count]) => ({ affiliateId, kind, reason, count })),
  );
  return {
    title: words.reasons,
    columns: [
      { title: words.reason },
      { title: words.affiliate },
      { title: words.kind },
      { title: words.figures.rejected.title, format: { style: 'count' } },
    ],
    rows: rows
      .toSorted((a, b) => b.count - a.count)
      .map(({ affiliateId, kind, reason, count }) => [
        reason,
        affiliateId === '' ? words.nobody : affiliateId,
        words.kinds[kind],
        count,
      ]),
  };
}
