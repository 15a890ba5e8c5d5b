import { mixDimensions, type Mix, type MixDimension } from '../../../../reports/vendor/mix.ts';
import type { VendorReport } from '../../../../reports/vendor/report.ts';
import { mixKeys, mixTitles, text as reportText } from '../../../../reports/vendor/text.ts';
import { formats } from '../../format/reader.ts';
import { Notice } from '../../parts/states.tsx';
import { CsvButton } from '../../table/csv-button.tsx';
import { DataTable } from '../../table/data-table.tsx';
import type { Table } from '../../table/table.ts';
import { text } from '../../text/en.ts';

/** What the bookings of a month are made of, a card for each way to tell them apart. */
export function MixCards({ report, fileName }: { report: VendorReport; fileName: string }) {
  const words = text.reports.month;
  return (
    <div class="cards-grid">
      {mixDimensions.map((dimension) => {
        const mix = report.mix[dimension];
        if (mix === undefined) return null;
        const table = mixTable(dimension, mix);
        const most = Math.max(1, ...table.rows.map((row) => Number(row[1])));
        return (
          <section key={dimension} class="card breakdown">
            <header class="card-head">
              <h2>{mixTitles[dimension]}</h2>
            </header>
            {table.rows.length === 0 ? (
              <Notice size="small" title={text.breakdown.empty} />
            ) : (
              <>
                <DataTable table={table} bar={(row) => Number(row[1]) / most} />
                <footer class="card-foot">
                  <p class="faint">{words.mixAbout}</p>
                  <CsvButton table={table} fileName={`${fileName}-${dimension}`} />
                </footer>
              </>
            )}
          </section>
        );
      })}
    </div>
  );
}

function mixTable(dimension: MixDimension, { rows, other }: Mix): Table {
  const words = text.reports.month;
  const titleOf = (key: string): string => {
    if (key === '') return dimension === 'affiliate' ? words.noAffiliate : words.unknown;
    if (dimension === 'source') return reportText.source(key);
    return dimension === 'travelerCountry' ? formats.country(key) : key;
  };
  return {
    title: mixTitles[dimension],
    columns: [{ title: mixKeys[dimension] }, { title: words.bookings, format: { style: 'count' } }],
    rows: [
      ...rows.map(({ key, bookings }) => [titleOf(key), bookings]),
      ...(other === null ? [] : [[words.other, other]]),
    ],
  };
}
