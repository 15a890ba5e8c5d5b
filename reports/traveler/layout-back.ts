import { landSource } from '../map/land.ts';
import { drawBars } from '../pdf/chart.ts';
import type { Pdf } from '../pdf/document.ts';
import { shorten } from '../pdf/shorten.ts';
import { contentWidth, styles } from '../pdf/style.ts';
import { drawTable, type Column } from '../pdf/table.ts';
import { drawBlock, drawParagraph, drawSection } from '../pdf/text.ts';
import { definitions } from './definitions.ts';
import type { YearFormats } from './formats.ts';
import type { TravelerReport } from './report.ts';
import { countryList, placesOf } from './say.ts';
import { text } from './text.ts';

/** Draws the trips, the first one first. */
export function drawTrips(pdf: Pdf, report: TravelerReport, formats: YearFormats): void {
  const columns: Column[] = [
    { title: text.columns.dates, width: 128, align: 'left' },
    { title: text.columns.days, width: 42, align: 'right' },
    { title: text.columns.where, width: contentWidth - 262, align: 'left' },
    { title: text.columns.flights, width: 46, align: 'right' },
    { title: text.columns.nights, width: 46, align: 'right' },
  ];
  drawSection(pdf, text.sections.trips, 110);
  drawTable(
    pdf,
    columns,
    report.trips.map((trip) => ({
      cells: [
        formats.dates(trip.firstDate, trip.lastDate),
        formats.count(trip.days),
        shorten(whereOf(trip, formats), 600),
        formats.count(trip.flights),
        formats.count(trip.nights),
      ],
    })),
  );
}

/** Draws the only trip of a year: when, where, how. */
export function drawTheTrip(pdf: Pdf, report: TravelerReport, formats: YearFormats): void {
  const [trip] = report.trips;
  if (trip === undefined) return;
  drawSection(pdf, text.sections.trip, 160);
  drawBlock(pdf, {
    text: formats.dates(trip.firstDate, trip.lastDate),
    style: { ...styles.headline, size: 24 },
    tag: 'P',
    gap: 2,
  });
  drawBlock(pdf, { text: shorten(whereOf(trip, formats), 600), style: styles.subtitle, tag: 'P', gap: 6 });
  drawParagraph(pdf, text.inDays(formats.count(trip.days), formats.count(trip.nights)));
  if (report.routes.length === 0) return;
  drawTable(
    pdf,
    [
      { title: text.columns.way, width: 260, align: 'left' },
      { title: text.columns.flights, width: 60, align: 'right' },
      { title: text.columns.km, width: 100, align: 'right' },
    ],
    report.routes.map(({ from, to, flights, km }) => ({
      cells: [
        [from, to].map(({ airport, city }) => (city === '' ? airport : `${city} (${airport})`)).join(' – '),
        formats.count(flights),
        km === null ? '–' : formats.km(km),
      ],
    })),
  );
}

/** Draws what the year cost, by type. */
export function drawSpending(pdf: Pdf, report: TravelerReport, formats: YearFormats): void {
  const { spend } = report.metrics;
  const types = Object.entries(spend.byType).toSorted(([, a], [, b]) => Number(b) - Number(a));
  drawSection(pdf, text.sections.spending, 60 + types.length * 19);
  if (spend.currency === null || types.length === 0) drawParagraph(pdf, text.spendingNone);
  else {
    const total = formats.money(spend.total, spend.currency);
    drawParagraph(pdf, text.spendingIntroduction(total, spend.currency));
    const bars = types.map(([type, amount]) => ({
      label: text.spending(type),
      value: formats.money(amount, spend.currency),
      size: Math.max(0, Number(amount)),
    }));
    drawBars(pdf, bars, text.spendingAlt(bars.map((bar) => `${bar.label}: ${bar.value}`).join('; ')));
  }
  for (const { currency, amount, count } of spend.unconverted)
    drawParagraph(pdf, text.unconverted(formats.money(amount, currency), formats.count(count)));
}

/** Draws what others than the traveler changed. */
export function drawOthersChanges(pdf: Pdf, report: TravelerReport, formats: YearFormats): void {
  const { scheduleChanges, cancellations, hoursLost, unknown } = report.metrics.changesSurvived;
  const names = text.changes;
  const rows: [string, number, string][] = [
    [names.scheduleChanges, scheduleChanges, formats.count(scheduleChanges)],
    [names.cancellations, cancellations, formats.count(cancellations)],
    [names.hoursLost, hoursLost, formats.tenths(hoursLost)],
    [names.unknownScheduleChanges, unknown.scheduleChanges, formats.count(unknown.scheduleChanges)],
    [names.unknownCancellations, unknown.cancellations, formats.count(unknown.cancellations)],
  ];
  const known = rows.filter(([, value]) => value !== 0);
  drawSection(pdf, text.sections.changes, 90);
  if (known.length === 0) {
    drawParagraph(pdf, text.changesNone);
    return;
  }
  drawParagraph(pdf, text.changesIntroduction);
  drawPairs(
    pdf,
    [text.columns.number, text.columns.value],
    known.map(([name, , written]) => [name, written]),
  );
}

/** Draws what the flights emitted. */
export function drawClimate(pdf: Pdf, report: TravelerReport, formats: YearFormats): void {
  const { co2e, flights, km } = report.metrics;
  if (flights === 0) return;
  drawSection(pdf, text.sections.climate, 110);
  drawParagraph(pdf, text.climateIntroduction(formats.list(co2e.factorSets)));
  const rows: [string, string][] = [
    [text.climate.withForcing, formats.kg(co2e.withRadiativeForcing)],
    [text.climate.withoutForcing, formats.kg(co2e.withoutRadiativeForcing)],
  ];
  if (km > 0 && co2e.flightsWithoutFactor === 0 && report.metrics.flightsWithoutKm === 0)
    rows.push([text.climate.perKm, formats.kg((co2e.withRadiativeForcing / km) * 1_000)]);
  drawPairs(pdf, [text.columns.number, text.columns.value], rows);
}

/** Draws what is not in the numbers, or in them by presumption. */
export function drawYearQuality(pdf: Pdf, report: TravelerReport, formats: YearFormats): void {
  const { metrics, home } = report;
  const { quality } = text;
  const findings: [readonly [string, string], number][] = [
    [quality.presumedCompleted, metrics.presumedCompleted],
    [quality.flightsWithoutKm, metrics.flightsWithoutKm],
    [quality.flightsWithoutAirTime, metrics.flightsWithoutAirTime],
    [quality.flightsWithoutFactor, metrics.co2e.flightsWithoutFactor],
    [quality.withoutAmount, metrics.spend.withoutAmount],
  ];
  const columns: Column[] = [
    { title: quality.columns.finding, width: 150, align: 'left' },
    { title: quality.columns.value, width: 60, align: 'right' },
    { title: quality.columns.meaning, width: contentWidth - 210, align: 'left', isMuted: true },
  ];
  drawSection(pdf, text.sections.quality, 140);
  drawTable(pdf, columns, [
    ...findings.map(([[name, meaning], count]) => ({ cells: [name, formats.count(count), meaning] })),
    {
      cells: [
        text.home.label,
        home.country === null ? '–' : formats.country(home.country),
        sourceOfHome(home.source),
      ],
    },
  ]);
}

/** Draws what every number is. */
export function drawYearDefinitions(pdf: Pdf): void {
  drawSection(pdf, text.sections.definitions, 200);
  drawPairs(
    pdf,
    ['Number', 'Is computed as'],
    definitions.map(({ term, definition }) => [term, definition]),
    120,
  );
}

/** Draws from what the document was made, so that it can be made and checked again. */
export function drawYearProvenance(pdf: Pdf, report: TravelerReport, formats: YearFormats): void {
  const { provenance } = text;
  const { book, asOf } = report;
  drawSection(pdf, text.sections.provenance, 220);
  drawPairs(
    pdf,
    [provenance.columns.what, provenance.columns.value],
    [
      [provenance.traveler, shorten(report.travelerId, 120)],
      [provenance.year, String(report.year)],
      [provenance.version, text.version(report.version, report.state)],
      [provenance.asOf, asOf === null ? text.nothingComputed : formats.instant(asOf)],
      book === null
        ? [provenance.closesOn, formats.day(report.closesOn)]
        : [provenance.closedAt, formats.instant(book.closedAt)],
      [provenance.book, book?.seal ?? provenance.noBook],
      [provenance.currency, report.metrics.spend.currency ?? provenance.noCurrency],
      [provenance.locale, formats.locale],
      [provenance.map, landSource],
    ],
    150,
  );
  drawParagraph(pdf, provenance.verify);
}

function drawPairs(
  pdf: Pdf,
  [left, right]: readonly [string, string],
  rows: readonly (readonly [string, string])[],
  width = 190,
): void {
  drawTable(
    pdf,
    [
      { title: left, width, align: 'left' },
      { title: right, width: contentWidth - width, align: 'left' },
    ],
    rows.map((cells) => ({ cells })),
  );
}

function whereOf(trip: TravelerReport['trips'][number], formats: YearFormats): string {
  const cities = placesOf(trip.cities, formats);
  const countries = countryList(trip.countries, formats, 30);
  if (cities.length === 0) return countries === '' ? text.untoldPlace : countries;
  return countries === '' ? cities.join(', ') : `${cities.join(', ')} (${countries})`;
}

function sourceOfHome(source: string): string {
  const { sources } = text.home;
  return source === 'profile' || source === 'travelerCountry' ? sources[source] : sources.unknown;
}
