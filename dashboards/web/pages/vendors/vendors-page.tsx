import { useState } from 'preact/hooks';
import type { Vendor } from '../../../api/vendors.ts';
import { apiPath } from '../../data/request.ts';
import { useData } from '../../data/use-data.ts';
import { formats } from '../../format/reader.ts';
import { Icon } from '../../parts/icon.tsx';
import { MonthChoice } from '../../parts/month-choice.tsx';
import { SearchField } from '../../parts/search-field.tsx';
import { StateBadge, stateTitle } from '../../parts/state-badge.tsx';
import { LoadedPart, Notice, Skeleton } from '../../parts/states.tsx';
import { go } from '../../state/location.ts';
import { monthIn } from '../../state/month.ts';
import { vendorPath } from '../../state/route.ts';
import { CsvButton } from '../../table/csv-button.tsx';
import { DataTable } from '../../table/data-table.tsx';
import type { Table } from '../../table/table.ts';
import { text } from '../../text/en.ts';

interface Standing {
  vendorId: string;
  version: number;
  state: string;
  bookings: number;
  arrivals: number;
}

/** All vendors, and how a month of theirs stands. */
export function VendorsPage({ search: address }: { search: string }) {
  const words = text.reports.vendors;
  const [search, setSearch] = useState('');
  const month = monthIn(address);
  const list = useData<{ vendors: Vendor[] }>(apiPath('/vendors'));
  const months = useData<{ vendors: Standing[] }>(apiPath(`/vendor-months/${month}`));
  const show = (other: string): void => go(`/vendors?month=${other}`);
  const wanted = search.trim().toLowerCase();
  return (
    <>
      <header class="page-head">
        <div>
          <h1>{words.title}</h1>
          <p class="faint">{words.lead}</p>
        </div>
        <SearchField label={words.search} value={search} onChange={setSearch} />
      </header>
      <section class="card" aria-busy={list.isLoading || months.isLoading}>
        <header class="card-head">
          <MonthChoice month={month} before={words.before} after={words.after} onChoose={show} />
          {(months.value?.vendors.length ?? 0) > 0 && (
            <a class="button" href={apiPath(`/vendor-months/${month}.zip`)} download>
              <Icon name="download" />
              {words.all(formats.month(month))}
            </a>
          )}
        </header>
        <LoadedPart loaded={list} skeleton={<Skeleton lines={8} height={26} />}>
          {({ vendors }) => {
            const found = vendors.filter(({ vendorId, name, city }) =>
              `${vendorId} ${name} ${city}`.toLowerCase().includes(wanted),
            );
            if (vendors.length === 0) {
              return (
                <Notice title={words.emptyTitle}>
                  <p>{words.emptyAbout}</p>
                  <p>
                    <code>{words.add}</code>
                  </p>
                </Notice>
              );
            }
            if (found.length === 0) return <Notice title={words.noMatch} />;
            const standings = new Map((months.value?.vendors ?? []).map((each) => [each.vendorId, each]));
            const standingAt = (index: number): Standing | undefined =>
              standings.get(found[index]?.vendorId ?? '');
            const table = vendorsTable(found, standings);
            return (
              <>
                <DataTable
                  table={table}
                  head={(row, index) => {
                    const id = found[index]?.vendorId ?? '';
                    return (
                      <a href={vendorPath(id, standingAt(index) === undefined ? undefined : month)}>
                        {row[0]}
                      </a>
                    );
                  }}
                  cell={(index, place) => {
                    const standing = standingAt(index);
                    return place === 4 && standing !== undefined ? (
                      <StateBadge state={standing.state} />
                    ) : undefined;
                  }}
                />
                <footer class="card-foot">
                  <span />
                  <CsvButton table={table} fileName={`vendors-${month}`} />
                </footer>
              </>
            );
          }}
        </LoadedPart>
      </section>
    </>
  );
}

function vendorsTable(vendors: readonly Vendor[], standings: ReadonlyMap<string, Standing>): Table {
  const words = text.reports.vendors;
  const types: Readonly<Record<string, string>> = words.types;
  const { columns } = words;
  const count = { style: 'count' } as const;
  return {
    title: words.title,
    columns: [
      { title: columns.vendor },
      { title: columns.type },
      { title: columns.place },
      { title: columns.currency },
      { title: columns.state },
      { title: columns.version, format: count },
      { title: columns.bookings, format: count },
      { title: columns.arrivals, format: count },
    ],
    rows: vendors.map((vendor) => {
      const standing = standings.get(vendor.vendorId);
      const country = vendor.country === '' ? '' : formats.country(vendor.country);
      return [
        vendor.name === '' ? vendor.vendorId : vendor.name,
        types[vendor.type] ?? vendor.type,
        [vendor.city, country].filter((part) => part !== '').join(', '),
        vendor.currency,
        standing === undefined ? words.noMonth : stateTitle(standing.state),
        standing?.version ?? null,
        standing?.bookings ?? null,
        standing?.arrivals ?? null,
      ];
    }),
  };
}
