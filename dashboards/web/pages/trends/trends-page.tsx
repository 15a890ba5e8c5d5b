import type { Trends } from '../../../api/trends.ts';
import type { Vendor } from '../../../api/vendors.ts';
import { ChartPanel } from '../../chart/chart-panel.tsx';
import { apiPath } from '../../data/request.ts';
import { useData } from '../../data/use-data.ts';
import { MonthChoice } from '../../parts/month-choice.tsx';
import { Segments } from '../../parts/segments.tsx';
import { LoadedPart, Notice, Skeleton } from '../../parts/states.tsx';
import { monthStart } from '../../state/days.ts';
import { go } from '../../state/location.ts';
import { monthIn } from '../../state/month.ts';
import { CsvButton } from '../../table/csv-button.tsx';
import { DataTable } from '../../table/data-table.tsx';
import type { Table } from '../../table/table.ts';
import { text } from '../../text/en.ts';
import {
  bookingsChart,
  bookingsOf,
  frequencyTable,
  shownDimensions,
  trendTable,
  type FrequencyKey,
} from './trend-tables.ts';

const types = ['all', 'hotel', 'flight', 'car'] as const;
const monthsBefore = 12;
const rowsShown = 10;

/** What the whole network books, month by month. */
export function TrendsPage({ search }: { search: string }) {
  const words = text.trends;
  const params = new URLSearchParams(search);
  const month = monthIn(search);
  const type = types.find((each) => each === params.get('type')) ?? 'all';
  const by: FrequencyKey = params.get('by') === 'vendor' ? 'vendor' : 'source';
  const trends = useData<Trends>(
    apiPath('/trends', {
      from: monthStart(`${month}-01`, -monthsBefore).slice(0, 7),
      to: month,
      type: type === 'all' ? undefined : type,
    }),
  );
  const vendors = useData<{ vendors: Vendor[] }>(apiPath('/vendors'));
  const names = new Map(vendors.value?.vendors.map(({ vendorId, name }) => [vendorId, name]));
  const show = (changes: Readonly<Record<string, string | undefined>>): void => {
    const next = new URLSearchParams(search);
    for (const [name, value] of Object.entries(changes)) {
      if (value === undefined) next.delete(name);
      else next.set(name, value);
    }
    const query = next.toString();
    go(`/trends${query === '' ? '' : `?${query}`}`);
  };
  return (
    <>
      <header class="page-head">
        <div>
          <h1>{words.title}</h1>
          <p class="faint">{words.lead}</p>
        </div>
        <Segments
          label={words.type}
          value={type}
          options={types.map((each) => ({ value: each, label: words.types[each] }))}
          onChange={(each) => show({ type: each === 'all' ? undefined : each })}
        />
      </header>
      <div class="month-line">
        <MonthChoice
          month={month}
          before={words.before}
          after={words.after}
          onChoose={(other) => show({ month: other })}
        />
      </div>
      <LoadedPart
        loaded={trends}
        skeleton={
          <section class="card">
            <Skeleton height={300} />
          </section>
        }
      >
        {(value, isLoading) => {
          const shown = value.months.at(-1);
          if (value.months.every((each) => bookingsOf(each) === 0)) {
            return (
              <section class="card">
                <Notice title={words.noneTitle}>
                  <p>{type === 'all' ? words.noneAbout : words.emptyAbout}</p>
                </Notice>
              </section>
            );
          }
          return (
            <>
              <ChartPanel
                chart={bookingsChart(value)}
                firstColumn={words.month}
                fileName={`trends-${value.from}-${value.to}`}
                isLoading={isLoading}
                isTable={params.get('show') === 'table'}
                onTable={(isTable) => show({ show: isTable ? 'table' : undefined })}
              />
              {shown === undefined || bookingsOf(shown) === 0 ? (
                <section class="card">
                  <Notice title={words.emptyTitle}>
                    <p>{words.emptyAbout}</p>
                  </Notice>
                </section>
              ) : (
                <>
                  <div class="cards-grid">
                    {shownDimensions.map((dimension) => (
                      <TrendCard
                        key={dimension}
                        table={trendTable(shown, dimension, names)}
                        fileName={`trends-${dimension}-${shown.period}`}
                        isWhole={params.get('all') === dimension}
                        onWhole={() => show({ all: dimension })}
                      />
                    ))}
                  </div>
                  <FrequencyCard
                    table={frequencyTable(shown, by, names)}
                    by={by}
                    fileName={`update-frequency-${by}-${shown.period}`}
                    onBy={(each) => show({ by: each === 'source' ? undefined : each })}
                  />
                </>
              )}
            </>
          );
        }}
      </LoadedPart>
    </>
  );
}

interface TrendCardProps {
  table: Table;
  fileName: string;
  /** All rows, not the first ones only. */
  isWhole: boolean;
  onWhole: () => void;
}

function TrendCard({ table, fileName, isWhole, onWhole }: TrendCardProps) {
  const shown: Table = isWhole ? table : { ...table, rows: table.rows.slice(0, rowsShown) };
  const most = Math.max(...table.rows.map((row) => Number(row[2] ?? 0)));
  return (
    <section class="card breakdown">
      <header class="card-head">
        <h2>{table.title}</h2>
      </header>
      {table.rows.length === 0 ? (
        <Notice size="small" title={text.breakdown.empty} />
      ) : (
        <>
          <DataTable table={shown} bar={(row) => Number(row[2] ?? 0) / most} />
          <footer class="card-foot">
            {shown.rows.length < table.rows.length ? (
              <button type="button" class="button quiet" onClick={onWhole}>
                {text.breakdown.more}
              </button>
            ) : (
              <span />
            )}
            <CsvButton table={shown} fileName={fileName} />
          </footer>
        </>
      )}
    </section>
  );
}

interface FrequencyCardProps {
  table: Table;
  by: FrequencyKey;
  fileName: string;
  onBy: (by: FrequencyKey) => void;
}

function FrequencyCard({ table, by, fileName, onBy }: FrequencyCardProps) {
  const words = text.trends.frequency;
  return (
    <section class="card">
      <header class="card-head">
        <h2>{words.title}</h2>
        <div class="tools">
          <Segments<FrequencyKey>
            label={words.by}
            value={by}
            options={(['source', 'vendor'] as const).map((each) => ({ value: each, label: words.bys[each] }))}
            onChange={onBy}
          />
          <CsvButton table={table} fileName={fileName} />
        </div>
      </header>
      {table.rows.length === 0 ? (
        <Notice size="small" title={text.breakdown.empty} />
      ) : (
        <DataTable table={table} />
      )}
    </section>
  );
}
