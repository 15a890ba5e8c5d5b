import { useState } from 'preact/hooks';
import type { VendorReport } from '../../../../reports/vendor/report.ts';
import { RequestFault, apiPath, request, send } from '../../data/request.ts';
import { useData } from '../../data/use-data.ts';
import { formats } from '../../format/reader.ts';
import { LoadedPart, Notice, Skeleton } from '../../parts/states.tsx';
import { CsvButton } from '../../table/csv-button.tsx';
import { DataTable } from '../../table/data-table.tsx';
import type { Table } from '../../table/table.ts';
import { text } from '../../text/en.ts';
import { NewLink } from './new-link.tsx';

interface Share {
  shareId: string;
  version: number | null;
  hasPassword: boolean;
  createdAt: string;
  createdBy: string;
  expiresAt: string;
  state: 'active' | 'expired' | 'revoked';
}

const spans = ['1d', '7d', '30d', '90d'] as const;
const leastPassword = 8;

/** Makes links for people outside, and takes them back. */
export function ShareCard({ path, report }: { path: string; report: VendorReport }) {
  const words = text.reports.share;
  const list = useData<{ shares: Share[] }>(apiPath(`${path}/shares`));
  const [expiresIn, setExpiresIn] = useState<(typeof spans)[number]>('7d');
  const [password, setPassword] = useState('');
  const [link, setLink] = useState<string>();
  const [fault, setFault] = useState<string>();
  const isRight = password === '' || password.length >= leastPassword;

  const act = async (what: () => Promise<void>): Promise<void> => {
    setFault(undefined);
    try {
      await what();
      list.retry();
    } catch (thrown) {
      setFault(thrown instanceof RequestFault && thrown.message !== '' ? thrown.message : words.failed);
    }
  };
  const make = (): Promise<void> =>
    act(async () => {
      const made = await request<{ path: string }>(apiPath(`${path}/shares`), {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          expiresIn,
          ...(password === '' ? {} : { password }),
          ...(report.book === null ? {} : { version: report.version }),
        }),
      });
      setPassword('');
      setLink(new URL(made.path, location.origin).href);
    });

  return (
    <section class="card" aria-busy={list.isLoading}>
      <header class="card-head">
        <div class="head-words">
          <h2>{words.title}</h2>
          <p class="faint">{words.about}</p>
        </div>
      </header>
      <form
        class="share-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (isRight) void make();
        }}
      >
        <label>
          {words.expiresIn}
          <select
            value={expiresIn}
            onChange={(event) =>
              setExpiresIn(spans.find((each) => each === event.currentTarget.value) ?? '7d')
            }
          >
            {spans.map((span) => (
              <option key={span} value={span}>
                {words.spans[span]}
              </option>
            ))}
          </select>
        </label>
        <label>
          {words.password}
          <input
            type="password"
            autocomplete="new-password"
            maxLength={200}
            value={password}
            aria-describedby="share-password"
            onInput={(event) => setPassword(event.currentTarget.value)}
          />
        </label>
        <button type="submit" class="button strong" disabled={!isRight}>
          {words.make}
        </button>
        <p class={isRight ? 'faint' : 'fault-line'} id="share-password">
          {words.passwordAbout}
        </p>
      </form>
      {fault !== undefined && (
        <p class="fault-line dialog-lead" role="alert">
          {fault}
        </p>
      )}
      {link !== undefined && <NewLink link={link} />}
      <LoadedPart loaded={list} skeleton={<Skeleton lines={2} height={24} />}>
        {({ shares }) => {
          if (shares.length === 0) return <Notice size="small" title={words.none} />;
          const table = sharesTable(shares, report.timezone);
          return (
            <>
              <DataTable
                table={table}
                extra={{
                  title: '',
                  cell: (index) => {
                    const share = shares[index];
                    if (share?.state !== 'active') return null;
                    return (
                      <button
                        type="button"
                        class="button quiet"
                        aria-label={words.revokeOf(formats.moment(share.createdAt, report.timezone))}
                        onClick={() => void act(() => send('DELETE', apiPath(`/shares/${share.shareId}`)))}
                      >
                        {words.revoke}
                      </button>
                    );
                  },
                }}
              />
              <footer class="card-foot">
                <span />
                <CsvButton table={table} fileName={`${report.vendorId}-${report.period}-links`} />
              </footer>
            </>
          );
        }}
      </LoadedPart>
    </section>
  );
}

function sharesTable(shares: readonly Share[], timezone: string): Table {
  const words = text.reports.share;
  const { columns } = words;
  return {
    title: words.list,
    columns: [
      { title: columns.created },
      { title: columns.by },
      { title: columns.version },
      { title: columns.password },
      { title: columns.expires },
      { title: columns.state },
    ],
    rows: shares.map((share) => [
      formats.moment(share.createdAt, timezone),
      share.createdBy,
      share.version === null ? words.follows : text.reports.version(String(share.version)),
      share.hasPassword ? words.yes : words.no,
      formats.moment(share.expiresAt, timezone),
      words.states[share.state],
    ]),
  };
}
