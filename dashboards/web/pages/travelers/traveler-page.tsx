import { apiPath } from '../../data/request.ts';
import { useData } from '../../data/use-data.ts';
import { formats } from '../../format/reader.ts';
import { FileLinks } from '../../parts/file-links.tsx';
import { StateBadge } from '../../parts/state-badge.tsx';
import { LoadedPart, Notice, Skeleton } from '../../parts/states.tsx';
import { travelerPath } from '../../state/route.ts';
import { text } from '../../text/en.ts';

interface Years {
  years: { year: number; version: number; state: string; closesOn: string; trips: number }[];
}

/** A traveler's years, the newest first. */
export function TravelerPage({ id }: { id: string }) {
  const path = `/travelers/${encodeURIComponent(id)}/years`;
  const list = useData<Years>(apiPath(path));
  const words = text.reports.traveler;
  const isUnknown = list.fault?.status === 404;
  return (
    <>
      <header class="page-head">
        <div>
          <h1>{words.title}</h1>
          <p class="faint">{words.lead}</p>
        </div>
      </header>
      {isUnknown && !list.isLoading ? (
        <section class="card">
          <Notice title={words.emptyTitle}>
            <p>{words.emptyAbout}</p>
          </Notice>
        </section>
      ) : (
        <LoadedPart loaded={list} skeleton={<Skeleton lines={3} height={90} />}>
          {({ years }) => (
            <ul class="years">
              {years.map(({ year, state, trips }) => (
                <li key={year} class="card year">
                  <a class="year-name" href={travelerPath(id, String(year))}>
                    {year}
                  </a>
                  <p>{words.trips(trips, formats.value(trips, { style: 'count' }))}</p>
                  <footer>
                    <StateBadge state={state} />
                    <FileLinks
                      isQuiet
                      title={words.year(String(year))}
                      formats={['pdf']}
                      pathOf={(format) => apiPath(`${path}/${year}.${format}`)}
                    />
                  </footer>
                </li>
              ))}
            </ul>
          )}
        </LoadedPart>
      )}
    </>
  );
}
