import type { Pdf } from '../pdf/document.ts';
import { contentWidth } from '../pdf/style.ts';
import { shorten } from '../pdf/shorten.ts';
import { drawTable, type Column, type TableRow } from '../pdf/table.ts';
import { drawParagraph, drawSection, drawSubsection } from '../pdf/text.ts';
import { conventions, definitions, findings, origin } from './definitions.ts';
import { comparedOf } from './comparison.ts';
import { figures, figuresOfType, type FigureName } from './figures.ts';
import type { Formats } from './formats.ts';
import { figureOf } from './metrics.ts';
import { mixDimensions, type Mix, type MixDimension } from './mix.ts';
import type { VendorReport } from './report.ts';
import { bases, groups, labels } from './labels.ts';
import { mixKeys, mixTitles, text } from './text.ts';

/** Draws every number with both comparisons. */
export function drawNumbers(pdf: Pdf, report: VendorReport, formats: Formats): void {
  const { previousMonth, sameMonthLastYear } = report.comparisons;
  const columns: Column[] = [
    { title: text.columns.number, width: 148, align: 'left' },
    { title: text.columns.by, width: 68, align: 'left', isMuted: true },
    { title: formats.shortMonth(report.period), width: 72, align: 'right' },
    { title: formats.shortMonth(previousMonth.period), width: 66, align: 'right', isMuted: true },
    { title: text.columns.change, width: 40, align: 'right' },
    { title: formats.shortMonth(sameMonthLastYear.period), width: 66, align: 'right', isMuted: true },
    { title: text.columns.change, width: 39.28, align: 'right' },
  ];
  const row = (name: FigureName): TableRow => {
    const { unit, basis } = figures[name];
    const compared = [previousMonth, sameMonthLastYear].flatMap((other) => {
      const { value, changePercent } = comparedOf(other, name);
      return [formats.figure(value, unit), formats.percentChange(changePercent)];
    });
    return {
      cells: [labels[name], bases[basis], formats.figure(figureOf(report.metrics, name), unit), ...compared],
      isDetail: /^leadTime\.\d|^arrivals./.test(name),
    };
  };
  const initiators = (counts: Readonly<Record<string, number>>) =>
    Object.entries(counts).map(([initiator, count]) => ({
      cells: [text.byInitiator(initiator), bases['change date'], formats.count(count)],
      isDetail: true,
    }));
  const { cancellationsByInitiator, noShowsByInitiator } = report.metrics;

  drawSection(pdf, text.sections.numbers, 420);
  drawParagraph(pdf, text.numbersIntroduction);
  const known = new Set(figuresOfType(report.type));
  for (const group of groups) {
    const names = group.names.filter((name) => known.has(name));
    if (names.length === 0) continue;
    const rows = names.flatMap((name): TableRow[] => {
      if (name === 'cancellations') return [row(name), ...initiators(cancellationsByInitiator)];
      if (name === 'noShows') return [row(name), ...initiators(noShowsByInitiator)];
      return [row(name)];
    });
    drawSubsection(pdf, group.titleOf?.[report.type] ?? group.title, 90);
    drawTable(pdf, columns, rows);
  }
}

/** Draws what the vendor's peers reached together. */
export function drawBenchmark(pdf: Pdf, report: VendorReport, formats: Formats): void {
  const columns: Column[] = [
    { title: text.columns.number, width: 190, align: 'left' },
    { title: formats.shortMonth(report.period), width: 90, align: 'right' },
    { title: text.benchmarkColumn, width: 90, align: 'right' },
  ];
  drawSection(pdf, text.sections.benchmark, 160);
  drawParagraph(pdf, text.benchmarkIntroduction(String(report.benchmark.year)));
  const rows = figuresOfType(report.type).flatMap((name): TableRow[] => {
    const found = report.benchmark.figures[name];
    if (found === undefined) return [];
    const { unit } = figures[name];
    const peers = found.status === 'shown' ? formats.figure(found.value, unit) : text.suppressed;
    return [{ cells: [labels[name], formats.figure(figureOf(report.metrics, name), unit), peers] }];
  });
  drawTable(pdf, columns, rows);
}

/** Draws what the month's bookings consist of. */
export function drawMix(pdf: Pdf, report: VendorReport, formats: Formats): void {
  drawSection(pdf, text.sections.mix, 160);
  drawParagraph(
    pdf,
    report.audience === 'shared' ? `${text.mixIntroduction} ${text.mixShared}` : text.mixIntroduction,
  );
  for (const dimension of mixDimensions) {
    const mix = report.mix[dimension];
    if (mix === undefined) continue;
    drawSubsection(pdf, mixTitles[dimension], 90);
    const rows = mixRows(mix, dimension, report, formats);
    if (rows.length === 0) {
      drawParagraph(pdf, text.mixNone);
      continue;
    }
    const columns: Column[] = [
      { title: mixKeys[dimension], width: 170, align: 'left' },
      { title: text.columns.bookings, width: 60, align: 'right' },
      { title: text.columns.share, width: 50, align: 'right' },
    ];
    drawTable(pdf, columns, rows);
  }
}

/** Draws what is known to be missing or doubtful, and how the numbers came about. */
export function drawQuality(pdf: Pdf, report: VendorReport, formats: Formats): void {
  const { metrics, dataQuality, mix } = report;
  const { bookings } = metrics;
  const columns: Column[] = [
    { title: text.qualityColumns.finding, width: 150, align: 'left' },
    { title: text.qualityColumns.reservations, width: 64, align: 'right' },
    { title: text.qualityColumns.meaning, width: contentWidth - 214, align: 'left', isMuted: true },
  ];
  const { coverage } = text;
  const withMoney = bookings - metrics.withoutAmount - metrics.unconverted;
  const known = mix.travelerCountry?.rows.filter(({ key }) => key !== '');
  const withCountry = known?.reduce((sum, row) => sum + row.bookings, 0) ?? 0;
  drawSection(pdf, text.sections.quality, 220);
  drawTable(pdf, columns, [
    { cells: [coverage.amounts, formats.share(withMoney, bookings), coverage.amountsMeaning] },
    { cells: [coverage.countries, formats.share(withCountry, bookings), coverage.countriesMeaning] },
    {
      cells: [labels.presumedCompleted, formats.count(metrics.presumedCompleted), findings.presumedCompleted],
    },
    { cells: [labels.withoutAmount, formats.count(metrics.withoutAmount), findings.withoutAmount] },
    { cells: [labels.unconverted, formats.count(metrics.unconverted), findings.unconverted] },
    {
      cells: [
        text.negativeLeadTimes,
        formats.count(dataQuality.negativeLeadTimes),
        findings.negativeLeadTimes,
      ],
    },
    {
      cells: [
        coverage.late,
        formats.count(report.restates?.numbers ?? 0),
        report.restates === null ? coverage.lateNone : coverage.lateMeaning(report.restates.version),
      ],
    },
  ]);
  for (const paragraph of origin) drawParagraph(pdf, paragraph);
}

/** Draws from what the document was made, so that it can be made and checked again. */
export function drawProvenance(
  pdf: Pdf,
  report: VendorReport,
  formats: Formats,
  { name, locale }: { name: string; locale: string },
): void {
  const { provenance } = text;
  const { book, asOf } = report;
  const columns: Column[] = [
    { title: provenance.columns.what, width: 150, align: 'left' },
    { title: provenance.columns.value, width: contentWidth - 150, align: 'left' },
  ];
  drawSection(pdf, text.sections.provenance, 260);
  const rows: [string, string][] = [
    [provenance.vendor, provenance.vendorValue(name, shorten(report.vendorId, 120))],
    [provenance.period, formats.month(report.period)],
    [provenance.version, text.version(report.version, report.state)],
    [
      provenance.asOf,
      asOf === null ? text.nothingComputed : provenance.asOfMeaning(formats.instant(book?.watermark ?? asOf)),
    ],
    ...(book === null
      ? []
      : [[provenance.closedAt, formats.instant(book.closedAt)] satisfies [string, string]]),
    [provenance.book, book?.seal ?? provenance.noBook],
    [provenance.timezone, report.timezone],
    [provenance.currency, report.currency],
    [provenance.audience, provenance.audiences[report.audience]],
    [provenance.locale, locale],
  ];
  drawTable(
    pdf,
    columns,
    rows.map((cells) => ({ cells })),
  );
  drawParagraph(pdf, provenance.verify);
}

/** Draws what every number of the vendor's type is. */
export function drawDefinitions(pdf: Pdf, report: VendorReport): void {
  const columns: Column[] = [
    { title: text.definitionColumns.term, width: 140, align: 'left' },
    { title: text.definitionColumns.definition, width: contentWidth - 140, align: 'left' },
  ];
  const known = new Set(figuresOfType(report.type));
  const own = definitions.filter(({ names }) => names.some((name) => known.has(name)));
  drawSection(pdf, text.sections.definitions, 400);
  drawTable(
    pdf,
    columns,
    [...conventions, ...own].map(({ term, definition }) => ({ cells: [term, definition] })),
  );
}

function mixRows(mix: Mix, dimension: MixDimension, report: VendorReport, formats: Formats): TableRow[] {
  const { bookings } = report.metrics;
  // The JSON has the most frequent first; lengths read better in their own order.
  const ordered =
    dimension === 'lengthOfStay'
      ? mix.rows.toSorted((a, b) => Number.parseInt(a.key, 10) - Number.parseInt(b.key, 10))
      : mix.rows;
  const rows = ordered.map((row) => ({
    label: labelOf(row.key, dimension, report.type, formats),
    count: row.bookings,
  }));
  if (mix.other !== null) rows.push({ label: text.other, count: mix.other });
  const most = Math.max(1, ...rows.map((row) => row.count));
  return rows.map(({ label, count }) => ({
    cells: [label, formats.count(count), formats.share(count, bookings)],
    bar: count / most,
  }));
}

function labelOf(key: string, dimension: MixDimension, type: string, formats: Formats): string {
  if (key === '') return dimension === 'affiliate' ? text.noAffiliate : text.unknown;
  switch (dimension) {
    case 'travelerCountry':
      return formats.country(key);
    case 'source':
      return text.source(key);
    case 'lengthOfStay':
      return type === 'car' ? text.days(key) : text.nights(key);
    case 'affiliate':
    default:
      return shorten(key, 80);
  }
}
