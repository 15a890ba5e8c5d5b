import { useState } from 'preact/hooks';
import type { VendorReport } from '../../../../reports/vendor/report.ts';
import { apiPath } from '../../data/request.ts';
import { useData, type Loaded } from '../../data/use-data.ts';
import { formats } from '../../format/reader.ts';
import { LoadedPart, Notice, Skeleton } from '../../parts/states.tsx';
import { Segments } from '../../parts/segments.tsx';
import { CsvButton } from '../../table/csv-button.tsx';
import { DataTable } from '../../table/data-table.tsx';
import type { Table } from '../../table/table.ts';
import { text } from '../../text/en.ts';
import { changedFigure, numberOf } from './vendor-figure.ts';

export interface MonthVersion {
  version: number;
  closedAt: string;
  watermark: string;
  seal: string;
}

interface Changes {
  changes: { figure: string; from: string | number | null; to: string | number | null }[];
}

interface VersionsCardProps {
  /** The API's path of the month. */
  path: string;
  report: VendorReport;
  versions: Loaded<{ versions: MonthVersion[] }>;
}

const sealShown = 12;

/** The closed versions of a month and every number that differs between two of them, or now. */
export function VersionsCard({ path, report, versions }: VersionsCardProps) {
  const words = text.reports.versions;
  return (
    <section class="card" aria-busy={versions.isLoading}>
      <header class="card-head">
        <h2>{words.title}</h2>
      </header>
      <LoadedPart loaded={versions} skeleton={<Skeleton lines={2} height={24} />}>
        {({ versions: list }) => {
          if (list.length === 0) return <Notice size="small" title={words.none} />;
          return (
            <>
              <DataTable table={versionsTable(list, report.timezone)} />
              <ChangesPart path={path} report={report} versions={list} />
            </>
          );
        }}
      </LoadedPart>
    </section>
  );
}

interface ChangesPartProps {
  path: string;
  report: VendorReport;
  versions: readonly MonthVersion[];
}

function ChangesPart({ path, report, versions }: ChangesPartProps) {
  const words = text.reports.versions;
  const steps = versions.map(({ version }, index) => ({
    from: String(version),
    to: versions[index + 1] === undefined ? 'live' : String(versions[index + 1]?.version),
  }));
  const usual = steps.length > 1 ? steps.length - 2 : 0;
  const [chosen, setChosen] = useState(String(usual));
  const step = steps[Number(chosen)] ?? steps[usual];
  const changes = useData<Changes>(step === undefined ? undefined : apiPath(`${path}/changes`, step));
  return (
    <>
      <header class="card-head divided">
        <h3>{words.changes}</h3>
        <Segments
          label={words.changesAbout}
          value={chosen}
          options={steps.map(({ from, to }, index) => ({
            value: String(index),
            label: words.between(from, to === 'live' ? words.now : to),
          }))}
          onChange={setChosen}
        />
      </header>
      <LoadedPart loaded={changes} skeleton={<Skeleton lines={2} height={24} />}>
        {(value) => {
          if (value.changes.length === 0) return <Notice size="small" title={words.nothing} />;
          const table = changesTable(value, report.currency);
          return (
            <>
              <DataTable table={table} />
              <footer class="card-foot">
                <span />
                <CsvButton table={table} fileName={`${report.vendorId}-${report.period}-changes`} />
              </footer>
            </>
          );
        }}
      </LoadedPart>
    </>
  );
}

function versionsTable(versions: readonly MonthVersion[], timezone: string): Table {
  const { columns, title } = text.reports.versions;
  return {
    title,
    columns: [
      { title: columns.version },
      { title: columns.closedAt },
      { title: columns.watermark },
      { title: columns.seal },
    ],
    rows: versions.map(({ version, closedAt, watermark, seal }) => [
      String(version),
      formats.moment(closedAt, timezone),
      formats.moment(watermark, timezone),
      `${seal.slice(0, sealShown)}…`,
    ]),
  };
}

function changesTable({ changes }: Changes, currency: string): Table {
  const { columnsOfChanges: columns, changes: title } = text.reports.versions;
  return {
    title,
    columns: [
      { title: columns.figure },
      { title: columns.from, isNumber: true },
      { title: columns.to, isNumber: true },
    ],
    rows: changes.map(({ figure, from, to }) => {
      const { title: name, format } = changedFigure(figure, currency);
      return [name, formats.value(numberOf(from), format), formats.value(numberOf(to), format)];
    }),
  };
}
