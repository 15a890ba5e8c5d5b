import { useState } from 'preact/hooks';
import { SearchField } from '../parts/search-field.tsx';
import { Notice } from '../parts/states.tsx';
import { affiliatePath } from '../state/route.ts';
import type { Session } from '../state/session.ts';
import { DataTable } from '../table/data-table.tsx';
import { text } from '../text/en.ts';

/** Everybody whose numbers one may read, for the administrator. */
export function AffiliatesPage({ session }: { session: Session }) {
  const [search, setSearch] = useState('');
  const wanted = search.trim().toLowerCase();
  const found = session.affiliates.filter(({ affiliateId, name }) =>
    `${affiliateId} ${name}`.toLowerCase().includes(wanted),
  );
  const table = {
    title: text.affiliates.title,
    columns: text.affiliates.columns.map((title) => ({ title })),
    rows: found.map(({ affiliateId, name, currency, timezone }) => [
      name === '' ? affiliateId : name,
      affiliateId,
      currency,
      timezone,
    ]),
  };
  return (
    <>
      <header class="page-head">
        <div>
          <h1>{text.affiliates.title}</h1>
          <p class="faint">{text.affiliates.lead}</p>
        </div>
        <SearchField label={text.affiliates.search} value={search} onChange={setSearch} />
      </header>
      {session.affiliates.length === 0 ? (
        <Notice title={text.affiliates.emptyTitle}>
          <p>{text.affiliates.emptyAbout}</p>
          <p>
            <code>{text.affiliates.add}</code>
          </p>
        </Notice>
      ) : found.length === 0 ? (
        <Notice title={text.affiliates.noMatch} />
      ) : (
        <section class="card">
          <DataTable table={table} head={(row) => <a href={affiliatePath(String(row[1]))}>{row[0]}</a>} />
        </section>
      )}
    </>
  );
}
