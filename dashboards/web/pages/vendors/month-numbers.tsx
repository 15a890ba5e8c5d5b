import type { Chart } from '../../../../reports/charts/chart.ts';
import { comparedOf } from '../../../../reports/vendor/comparison.ts';
import { figuresOfType } from '../../../../reports/vendor/figures.ts';
import { figureOf } from '../../../../reports/vendor/metrics.ts';
import type { VendorReport } from '../../../../reports/vendor/report.ts';
import { ChartPanel } from '../../chart/chart-panel.tsx';
import { formats } from '../../format/reader.ts';
import { CsvButton } from '../../table/csv-button.tsx';
import { DataTable } from '../../table/data-table.tsx';
import type { Table } from '../../table/table.ts';
import { text } from '../../text/en.ts';
import { MixCards } from './mix-cards.tsx';
import { TileFoot } from './tile-foot.tsx';
import { headlines, numberOf, vendorFigure, type VendorFigure } from './vendor-figure.ts';

interface MonthNumbersProps {
  report: VendorReport;
  isLoading: boolean;
  /** The one whose trend is drawn; the first where there is none of this name. */
  figure: string;
  isTable: boolean;
  show: (changes: Record<string, string | undefined>) => void;
}

/** The numbers of a month: headlines, a trend, all of them, and what bookings are made of. */
export function MonthNumbers({ report, isLoading, figure, isTable, show }: MonthNumbersProps) {
  const words = text.reports.month;
  const { type, currency, metrics } = report;
  const names = headlines(type);
  const chosen = names.find((name) => name === figure) ?? names[0] ?? 'bookings';
  const chart = trendChart(report, vendorFigure(chosen, currency));
  const table = figuresTable(report);
  const fileName = `${report.vendorId}-${report.period}`;
  return (
    <>
      {report.phase !== 'past' && <p class="faint partial">{partialWords(report)}</p>}
      <section class="card tiles" aria-label={words.tiles} aria-busy={isLoading}>
        {names.map((name) => {
          const shown = vendorFigure(name, currency);
          const value = numberOf(figureOf(metrics, name));
          return (
            <button
              key={name}
              type="button"
              class="tile"
              aria-pressed={name === chosen}
              onClick={() => show({ figure: name === names[0] ? undefined : name })}
            >
              <span class="tile-title">{shown.title}</span>
              <span class="tile-value">{formats.value(value, shown.format)}</span>
              <TileFoot report={report} figure={shown} />
            </button>
          );
        })}
      </section>
      <ChartPanel
        chart={chart}
        firstColumn={text.reports.vendors.month}
        fileName={`${fileName}-trend`}
        isTable={isTable}
        onTable={(next) => show({ trend: next ? 'table' : undefined })}
      />
      <MixCards report={report} fileName={fileName} />
      <section class="card">
        <header class="card-head">
          <h2>{words.all}</h2>
          <CsvButton table={table} fileName={`${fileName}-numbers`} />
        </header>
        <DataTable table={table} />
      </section>
    </>
  );
}

function trendChart(report: VendorReport, figure: VendorFigure): Chart {
  const words = text.reports.month;
  const points = report.trend.map(({ figures }) =>
    figures === null ? null : numberOf(figures[figure.name]),
  );
  return {
    kind: 'bar',
    title: words.trend(figure.title),
    summary: words.trendSummary(figure.title, formats.value(points.at(-1) ?? null, figure.format)),
    categories: report.trend.map(({ period }) => ({
      label: formats.point(`${period}-01T00:00:00Z`, 'month', 'UTC').label,
      name: formats.month(period),
    })),
    format: figure.format,
    series: [{ name: figure.title, role: 'main', points }],
  };
}

/** Why nothing of a month that is not over is compared in percent; the PDF says the same. */
function partialWords({ period, phase, asOf, timezone }: VendorReport): string {
  const words = text.reports.month;
  const month = formats.month(period);
  return phase === 'future' || asOf === null
    ? words.notBegun(month)
    : words.notOver(month, formats.moment(asOf, timezone));
}

function figuresTable({ type, currency, metrics, comparisons, phase }: VendorReport): Table {
  const words = text.reports.month;
  const write = (name: VendorFigure['name'], value: string | number | null): string =>
    formats.value(numberOf(value), vendorFigure(name, currency).format);
  return {
    title: words.all,
    columns: [
      { title: words.columns.figure },
      { title: words.columns.value, isNumber: true },
      { title: phase === 'past' ? words.columns.previous : words.columns.wholePrevious, isNumber: true },
      { title: phase === 'past' ? words.columns.lastYear : words.columns.wholeLastYear, isNumber: true },
    ],
    rows: figuresOfType(type).map((name) => [
      vendorFigure(name, currency).title,
      write(name, figureOf(metrics, name)),
      write(name, comparedOf(comparisons.previousMonth, name).value),
      write(name, comparedOf(comparisons.sameMonthLastYear, name).value),
    ]),
  };
}
