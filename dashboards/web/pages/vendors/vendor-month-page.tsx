import type { VendorReport } from '../../../../reports/vendor/report.ts';
import { apiPath } from '../../data/request.ts';
import { useData } from '../../data/use-data.ts';
import { formats } from '../../format/reader.ts';
import { FileLinks } from '../../parts/file-links.tsx';
import { Menu } from '../../parts/menu.tsx';
import { PdfPreview } from '../../parts/pdf-preview.tsx';
import { Segments } from '../../parts/segments.tsx';
import { StateBadge } from '../../parts/state-badge.tsx';
import { LoadedPart, Skeleton } from '../../parts/states.tsx';
import { go } from '../../state/location.ts';
import { vendorPath } from '../../state/route.ts';
import { text } from '../../text/en.ts';
import { MonthNumbers } from './month-numbers.tsx';
import { ShareCard } from './share-card.tsx';
import { VersionsCard, type MonthVersion } from './versions-card.tsx';

interface VendorMonthPageProps {
  id: string;
  period: string;
  search: string;
}

const fileFormats = ['pdf', 'csv', 'json', 'parquet', 'arrow'] as const;

/** One month of a vendor: what the report says, as numbers or as the PDF; its versions; links to it. */
export function VendorMonthPage({ id, period, search }: VendorMonthPageProps) {
  const params = new URLSearchParams(search);
  const version = /^(live|[1-9]\d*)$/.exec(params.get('version') ?? '')?.[0];
  const isPdf = params.get('show') === 'pdf';
  const path = `/vendors/${encodeURIComponent(id)}/months/${period}`;
  const report = useData<VendorReport>(apiPath(path, { version }));
  const versions = useData<{ versions: MonthVersion[] }>(apiPath(`${path}/versions`));
  const show = (changes: Record<string, string | undefined>): void => {
    const next = new URLSearchParams(search);
    for (const [name, value] of Object.entries(changes)) {
      if (value === undefined) next.delete(name);
      else next.set(name, value);
    }
    const query = next.toString();
    go(`${vendorPath(id, period)}${query === '' ? '' : `?${query}`}`);
  };
  const words = text.reports;
  return (
    <LoadedPart
      isPage
      loaded={report}
      skeleton={
        <section class="card">
          <Skeleton lines={6} height={60} />
        </section>
      }
    >
      {(value, isLoading) => {
        const name = value.vendorName === '' ? value.vendorId : value.vendorName;
        const title = `${name}, ${formats.month(period)}`;
        const known = versions.value?.versions ?? [];
        return (
          <>
            <header class="page-head">
              <div>
                <p class="overline">
                  <a href={vendorPath(id)}>{name}</a>
                </p>
                <h1>
                  {formats.month(period)} <StateBadge state={value.state} />
                </h1>
              </div>
              <div class="controls">
                <Menu
                  label={`${words.versionLabel}: ${versionTitle(value)}`}
                  align="right"
                  items={[
                    ...known.toReversed().map((each) => ({
                      label: words.version(String(each.version)),
                      about: formats.moment(each.closedAt, value.timezone),
                      isChosen: value.book !== null && each.version === value.version,
                      onChoose: () => show({ version: String(each.version) }),
                    })),
                    {
                      label: words.live,
                      isChosen: value.book === null,
                      onChoose: () => show({ version: 'live' }),
                    },
                  ]}
                >
                  <span>{versionTitle(value)}</span>
                </Menu>
                <FileLinks
                  title={title}
                  formats={fileFormats}
                  pathOf={(format) => apiPath(`${path}.${format}`, { version })}
                />
              </div>
            </header>
            <div class="status-line">
              <p class="faint">
                {[standing(value), value.timezone, value.currency].join(' · ')}
                {value.restates !== null && (
                  <>
                    {' · '}
                    <a href={`${vendorPath(id, period)}?version=${value.restates.version}`}>
                      {words.restates(
                        value.restates.numbers,
                        formats.value(value.restates.numbers, { style: 'count' }),
                        String(value.restates.version),
                      )}
                    </a>
                  </>
                )}
              </p>
              <Segments
                label={words.show}
                value={isPdf ? 'pdf' : 'numbers'}
                options={[
                  { value: 'numbers', label: words.numbers },
                  { value: 'pdf', label: words.pdf },
                ]}
                onChange={(each) => show({ show: each === 'pdf' ? 'pdf' : undefined })}
              />
            </div>
            {isPdf ? (
              <PdfPreview path={apiPath(`${path}.pdf`, { version })} title={title} />
            ) : (
              <MonthNumbers
                report={value}
                isLoading={isLoading}
                figure={params.get('figure') ?? ''}
                isTable={params.get('trend') === 'table'}
                show={show}
              />
            )}
            <VersionsCard path={path} report={value} versions={versions} />
            <ShareCard path={path} report={value} />
          </>
        );
      }}
    </LoadedPart>
  );
}

function versionTitle({ book, version }: VendorReport): string {
  return book === null ? text.reports.live : text.reports.version(String(version));
}

function standing({ state, book, closesOn, timezone }: VendorReport): string {
  const when = book === null ? formats.date(closesOn) : formats.moment(book.closedAt, timezone);
  return text.reports.stateAbout[state](when);
}
