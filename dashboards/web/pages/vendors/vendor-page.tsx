import { apiPath } from '../../data/request.ts';
import { useData } from '../../data/use-data.ts';
import { formats } from '../../format/reader.ts';
import { FileLinks } from '../../parts/file-links.tsx';
import { StateBadge, stateTitle } from '../../parts/state-badge.tsx';
import { LoadedPart, Notice, Skeleton } from '../../parts/states.tsx';
import { vendorPath } from '../../state/route.ts';
import { CsvButton } from '../../table/csv-button.tsx';
import { DataTable } from '../../table/data-table.tsx';
import type { Table } from '../../table/table.ts';
import { text } from '../../text/en.ts';

interface Months {
  vendorId: string;
  vendorName: string;
  type: string;
  currency: string;
  timezone: string;
  months: { period: string; version: number; state: string; closesOn: string }[];
}

/** A vendor's months, the newest first. */
export function VendorPage({ id }: { id: string }) {
  const path = `/vendors/${encodeURIComponent(id)}/months`;
  const list = useData<Months>(apiPath(path));
  const words = text.reports.vendor;
  return (
    <LoadedPart
      isPage
      loaded={list}
      skeleton={
        <section class="card">
          <Skeleton lines={8} height={26} />
        </section>
      }
    >
      {(value, isLoading) => {
        const name = value.vendorName === '' ? value.vendorId : value.vendorName;
        const table = monthsTable(value);
        return (
          <>
            <header class="page-head">
              <div>
                <h1>{name}</h1>
                <p class="faint">{[value.vendorId, value.timezone, value.currency].join(' · ')}</p>
              </div>
            </header>
            <section class="card" aria-busy={isLoading}>
              <header class="card-head">
                <h2>{words.months}</h2>
                {value.months.length > 0 && <CsvButton table={table} fileName={`${id}-months`} />}
              </header>
              {value.months.length === 0 ? (
                <Notice title={words.emptyTitle}>
                  <p>{words.emptyAbout}</p>
                </Notice>
              ) : (
                <DataTable
                  table={table}
                  head={(row, index) => <a href={vendorPath(id, value.months[index]?.period)}>{row[0]}</a>}
                  cell={(index, place) => {
                    const month = value.months[index];
                    return place === 1 && month !== undefined ? (
                      <StateBadge state={month.state} />
                    ) : undefined;
                  }}
                  extra={{
                    title: words.columns.files,
                    cell: (index) => {
                      const period = value.months[index]?.period ?? '';
                      return (
                        <FileLinks
                          isQuiet
                          title={`${name}, ${formats.month(period)}`}
                          formats={['pdf', 'csv']}
                          pathOf={(format) => apiPath(`${path}/${period}.${format}`)}
                        />
                      );
                    },
                  }}
                />
              )}
            </section>
          </>
        );
      }}
    </LoadedPart>
  );
}

function monthsTable({ months }: Months): Table {
  const { columns, months: title } = text.reports.vendor;
  return {
    title,
    columns: [
      { title: columns.month },
      { title: columns.state },
      { title: columns.version, format: { style: 'count' } },
      { title: columns.closesOn },
    ],
    rows: months.map(({ period, state, version, closesOn }) => [
      formats.month(period),
      stateTitle(state),
      version,
      formats.date(closesOn),
    ]),
  };
}
