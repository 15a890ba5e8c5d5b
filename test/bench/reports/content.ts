import { inflateSync } from 'node:zlib';
import { createLand, type Land } from '../../../reports/map/land.ts';
import { layOutRoutes, type Leg } from '../../../reports/map/route-map.ts';
import type { Fonts } from '../../../reports/pdf/fonts.ts';
import type { Formatters } from '../../../reports/pdf/intl.ts';
import { definitions } from '../../../reports/traveler/definitions.ts';
import { createYearFormats, type YearFormats } from '../../../reports/traveler/formats.ts';
import type { TravelerReport } from '../../../reports/traveler/report.ts';
import { countryList, legsOf, numberOf, placesOf, writeNumber } from '../../../reports/traveler/say.ts';
import { labels, text, type LabelName } from '../../../reports/traveler/text.ts';
import { barsSvg, calendarSvg, columnsSvg } from './svg.ts';

/** What a traveler's year says, for renderers that are not Milepost's own. */
export type Block =
  | { kind: 'heading' | 'paragraph'; text: string }
  | { kind: 'picture'; svg: string; width: number; height: number }
  | { kind: 'numbers'; items: readonly (readonly [label: string, value: string, before: string])[] }
  | { kind: 'table'; titles: readonly string[]; rows: readonly (readonly string[])[] };

export interface Content {
  title: string;
  cover: { year: string; lead: string; map: string; numbers: readonly (readonly [string, string])[] };
  blocks: readonly Block[];
}

/** Reads the coast lines as the path of an SVG. */
export function createLandPath(): { land: Land; path: string } {
  const land = createLand();
  const operators = inflateSync(land.bytes).toString().trimEnd().split('\n');
  const path = operators
    .map((line) =>
      line.replace(/^(\S+) (\S+) ([ml])$/, (_, x, y, act) => `${act === 'm' ? 'M' : 'L'}${x} ${y}`),
    )
    .join('')
    .replaceAll('h', 'Z')
    .replace('f*', '');
  return { land, path };
}

/** Says a year once more, in blocks: the words, tables and pictures of Milepost's own layout. */
export function contentOf(
  report: TravelerReport,
  landPath: string,
  parts: { intl: Formatters; fonts: Fonts },
): Content {
  const formats = createYearFormats('en-GB', report.year, parts);
  const { metrics, previousYear } = report;
  const value = (name: LabelName) => writeNumber(metrics, name, formats);
  const names = Object.keys(labels).filter((name): name is LabelName => name in labels);
  const bars = (rows: readonly (readonly [string, string, number])[]): Block => ({
    kind: 'picture',
    svg: barsSvg(rows),
    width: 499,
    height: rows.length * 19,
  });
  return {
    title: text.title(report.year),
    cover: {
      year: String(report.year),
      lead: text.lead.many(
        formats.count(metrics.trips),
        formats.count(metrics.tripDays),
        countryList(metrics.countries, formats, 12),
      ),
      map: mapSvg(legsOf(report, parts.fonts), landPath),
      numbers: (['km', 'countries', 'nights', 'flights'] as const).map((name) => [labels[name], value(name)]),
    },
    blocks: [
      { kind: 'heading', text: text.sections.numbers },
      {
        kind: 'numbers',
        items: names.map((name) => [
          labels[name],
          value(name),
          previousYear === null ? '' : text.before(report.year - 1, writeNumber(previousYear, name, formats)),
        ]),
      },
      { kind: 'heading', text: text.sections.calendar },
      { kind: 'paragraph', text: text.calendarIntroduction },
      { kind: 'picture', svg: calendarSvg(report, formats), width: 499, height: 168 },
      { kind: 'heading', text: text.sections.beside(report.year - 1) },
      {
        kind: 'picture',
        svg: columnsSvg(
          (['trips', 'tripDays', 'km', 'nights', 'countries', 'flights'] as const).map((name) => ({
            label: labels[name],
            values: [previousYear === null ? 0 : numberOf(previousYear, name), numberOf(metrics, name)],
          })),
        ),
        width: 499,
        height: 96,
      },
      { kind: 'heading', text: text.sections.places },
      {
        kind: 'table',
        titles: [text.columns.number, text.columns.where],
        rows: [
          [text.list.countries, countryList(metrics.countries, formats, 300)],
          [text.list.cities, placesOf(metrics.cities, formats).join(', ')],
          [text.list.airports, metrics.airports.join(', ')],
          [text.list.airlines, metrics.airlines.join(', ')],
        ],
      },
      { kind: 'heading', text: text.sections.routes },
      bars(
        legsOf(report, parts.fonts)
          .slice(0, 8)
          .map(({ from, to, flights }) => [`${from.name} – ${to.name}`, formats.count(flights), flights]),
      ),
      { kind: 'heading', text: text.sections.trips },
      {
        kind: 'table',
        titles: [
          text.columns.dates,
          text.columns.days,
          text.columns.where,
          text.columns.flights,
          text.columns.nights,
        ],
        rows: report.trips.map((trip) => [
          formats.dates(trip.firstDate, trip.lastDate),
          formats.count(trip.days),
          placesOf(trip.cities, formats).join(', '),
          formats.count(trip.flights),
          formats.count(trip.nights),
        ]),
      },
      { kind: 'heading', text: text.sections.spending },
      bars(
        Object.entries(metrics.spend.byType).map(([type, amount]) => [
          text.spending(type),
          formats.money(amount, metrics.spend.currency),
          Number(amount),
        ]),
      ),
      ...facts(report, formats),
      { kind: 'heading', text: text.sections.definitions },
      {
        kind: 'table',
        titles: [text.columns.number, 'Is computed as'],
        rows: definitions.map(({ term, definition }) => [term, definition]),
      },
    ],
  };
}

function facts(report: TravelerReport, formats: YearFormats): Block[] {
  const { metrics } = report;
  const titles = [text.columns.number, text.columns.value];
  const { changesSurvived: changes, co2e } = metrics;
  const { provenance } = text;
  return [
    { kind: 'heading', text: text.sections.changes },
    { kind: 'paragraph', text: text.changesIntroduction },
    {
      kind: 'table',
      titles,
      rows: [
        [text.changes.scheduleChanges, formats.count(changes.scheduleChanges)],
        [text.changes.cancellations, formats.count(changes.cancellations)],
        [text.changes.hoursLost, formats.tenths(changes.hoursLost)],
      ],
    },
    { kind: 'heading', text: text.sections.climate },
    { kind: 'paragraph', text: text.climateIntroduction(formats.list(co2e.factorSets)) },
    {
      kind: 'table',
      titles,
      rows: [
        [text.climate.withForcing, formats.kg(co2e.withRadiativeForcing)],
        [text.climate.withoutForcing, formats.kg(co2e.withoutRadiativeForcing)],
      ],
    },
    { kind: 'heading', text: text.sections.quality },
    {
      kind: 'table',
      titles: [text.quality.columns.finding, text.quality.columns.value, text.quality.columns.meaning],
      rows: [
        [text.quality.presumedCompleted, metrics.presumedCompleted] as const,
        [text.quality.flightsWithoutKm, metrics.flightsWithoutKm] as const,
        [text.quality.flightsWithoutAirTime, metrics.flightsWithoutAirTime] as const,
        [text.quality.flightsWithoutFactor, co2e.flightsWithoutFactor] as const,
        [text.quality.withoutAmount, metrics.spend.withoutAmount] as const,
      ].map(([[name, meaning], count]) => [name, formats.count(count), meaning]),
    },
    { kind: 'heading', text: text.sections.provenance },
    {
      kind: 'table',
      titles: [provenance.columns.what, provenance.columns.value],
      rows: [
        [provenance.traveler, report.travelerId],
        [provenance.version, text.version(report.version, report.state)],
        [provenance.asOf, report.asOf === null ? '' : formats.instant(report.asOf)],
        [provenance.book, report.book?.seal ?? provenance.noBook],
        [provenance.currency, metrics.spend.currency ?? ''],
      ],
    },
    { kind: 'paragraph', text: provenance.verify },
  ];
}

function mapSvg(legs: readonly Leg[], landPath: string): string {
  const box = { x: 0, y: 0, width: 595, height: 356 };
  const { place, scale, shifts, lines, stops } = layOutRoutes(legs, box);
  const land = shifts.map((shift) => {
    const { x, y } = place({ x: shift, y: 0 });
    return `<path transform="translate(${x} ${y}) scale(${scale / 100} ${-scale / 100})" fill="#1f4d5c" d="${landPath}"/>`;
  });
  const ways = lines.map(
    ({ points }) =>
      `<polyline fill="none" stroke="#ffd27d" points="${points.map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`).join(' ')}"/>`,
  );
  const dots = stops.map(
    ({ at, name }) =>
      `<circle cx="${at.x}" cy="${at.y}" r="2.4" fill="#fff"/><text x="${at.x + 5}" y="${at.y + 3}" font-size="7.5" fill="#fff">${name}</text>`,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" width="595" height="356" viewBox="0 0 595 356">${[...land, ...ways, ...dots].join('')}</svg>`;
}
