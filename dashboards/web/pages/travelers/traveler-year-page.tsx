import type { ValueFormat } from '../../../../reports/charts/chart.ts';
import { labels } from '../../../../reports/traveler/text.ts';
import type { TravelerReport } from '../../../../reports/traveler/report.ts';
import { apiPath } from '../../data/request.ts';
import { useData } from '../../data/use-data.ts';
import { formats } from '../../format/reader.ts';
import { Change } from '../../parts/change.tsx';
import { FileLinks } from '../../parts/file-links.tsx';
import { PdfPreview } from '../../parts/pdf-preview.tsx';
import { Segments } from '../../parts/segments.tsx';
import { StateBadge } from '../../parts/state-badge.tsx';
import { LoadedPart, Notice, Skeleton } from '../../parts/states.tsx';
import { go } from '../../state/location.ts';
import { travelerPath } from '../../state/route.ts';
import { CsvButton } from '../../table/csv-button.tsx';
import { DataTable } from '../../table/data-table.tsx';
import type { Table } from '../../table/table.ts';
import { text } from '../../text/en.ts';

interface TravelerYearPageProps {
  id: string;
  year: string;
  search: string;
}

const tiles = ['trips', 'tripDays', 'flights', 'km', 'nights', 'countries'] as const;
const count: ValueFormat = { style: 'count' };

/** A year of a traveler: its numbers and trips, or the report as it is kept. */
export function TravelerYearPage({ id, year, search }: TravelerYearPageProps) {
  const path = `/travelers/${encodeURIComponent(id)}/years/${year}`;
  const report = useData<TravelerReport>(apiPath(path));
  const isPdf = new URLSearchParams(search).get('show') !== 'numbers';
  const words = text.reports;
  const title = words.traveler.year(year);
  return (
    <LoadedPart isPage loaded={report} skeleton={<Skeleton lines={4} height={90} />}>
      {(value) => (
        <>
          <header class="page-head">
            <div>
              <p class="overline">
                <a href={travelerPath(id)}>{words.traveler.title}</a>
              </p>
              <h1>
                {title} <StateBadge state={value.state} />
              </h1>
            </div>
            <div class="controls">
              <Segments
                label={words.show}
                value={isPdf ? 'pdf' : 'numbers'}
                options={[
                  { value: 'pdf', label: words.pdf },
                  { value: 'numbers', label: words.numbers },
                ]}
                onChange={(each) => go(`${travelerPath(id, year)}${each === 'pdf' ? '' : '?show=numbers'}`)}
              />
              <FileLinks
                title={title}
                formats={['pdf', 'csv', 'json', 'parquet', 'arrow']}
                pathOf={(format) => apiPath(`${path}.${format}`)}
              />
            </div>
          </header>
          {isPdf ? (
            <PdfPreview path={apiPath(`${path}.pdf`)} title={title} />
          ) : (
            <YearNumbers report={value} />
          )}
        </>
      )}
    </LoadedPart>
  );
}

function YearNumbers({ report }: { report: TravelerReport }) {
  const words = text.reports.traveler;
  const table = tripsTable(report);
  const { metrics, previousYear } = report;
  return (
    <>
      <dl class="card tiles">
        {tiles.map((name) => (
          <div key={name} class="tile">
            <dt class="tile-title">{labels[name]}</dt>
            <dd class="tile-value">
              {formats.value(numberIn(metrics, name), count)}
              {name === 'km' && ` ${words.km}`}
            </dd>
            <dd class="tile-foot">
              {previousYear !== null && (
                <Change
                  metric={{ format: count }}
                  now={numberIn(metrics, name)}
                  before={numberIn(previousYear, name)}
                />
              )}
            </dd>
          </div>
        ))}
      </dl>
      <section class="card">
        <header class="card-head">
          <h2>{words.tripsTitle}</h2>
          {report.trips.length > 0 && (
            <CsvButton table={table} fileName={`${report.travelerId}-${report.year}-trips`} />
          )}
        </header>
        {report.trips.length === 0 ? <Notice title={words.noTrips} /> : <DataTable table={table} />}
      </section>
    </>
  );
}

function numberIn(metrics: TravelerReport['metrics'], name: (typeof tiles)[number]): number {
  return name === 'countries' ? metrics.countries.length : metrics[name];
}

function tripsTable({ trips }: TravelerReport): Table {
  const words = text.reports.traveler;
  const { columns } = words;
  return {
    title: words.tripsTitle,
    columns: [
      { title: columns.where },
      { title: columns.dates },
      { title: columns.days, format: count },
      { title: columns.flights, format: count },
      { title: columns.nights, format: count },
      { title: columns.countries },
    ],
    rows: trips.map((trip) => [
      trip.cities.length === 0 ? words.somewhere : trip.cities.join(', '),
      formats.days(trip.firstDate, trip.lastDate),
      trip.days,
      trip.flights,
      trip.nights,
      trip.countries.map((country) => formats.country(country)).join(', '),
    ]),
  };
}
