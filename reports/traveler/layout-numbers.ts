import type { Chart, ValueFormat } from '../charts/chart.ts';
import type { Leg } from '../map/route-map.ts';
import { drawBars } from '../pdf/chart.ts';
import type { Pdf } from '../pdf/document.ts';
import { drawChart } from '../pdf/picture.ts';
import { colours, contentWidth, page, styles } from '../pdf/style.ts';
import { drawTable } from '../pdf/table.ts';
import { drawParagraph, drawSection } from '../pdf/text.ts';
import { drawCalendar } from './calendar.ts';
import type { YearFormats } from './formats.ts';
import type { TravelerReport } from './report.ts';
import { countryList, numberOf, placesOf, writeNumber } from './say.ts';
import { labels, text, type LabelName } from './text.ts';

const gap = 18;
const shown: LabelName[] = [
  'trips',
  'tripDays',
  'flights',
  'km',
  'hoursInAir',
  'nights',
  'hotels',
  'rentalDays',
  'countries',
  'cities',
  'airports',
  'airlines',
];

/** Draws every number of the year, the year before under each. */
export function drawYearNumbers(pdf: Pdf, report: TravelerReport, formats: YearFormats): void {
  const columns = 4;
  const width = (contentWidth - (columns - 1) * gap) / columns;
  const height = 62;
  drawSection(pdf, text.sections.numbers, 220);
  for (let index = 0; index < shown.length; index += columns) {
    pdf.reserve(height);
    const top = pdf.y;
    for (const [place, name] of shown.slice(index, index + columns).entries()) {
      const x = page.left + place * (width + gap);
      pdf.artifact(() => {
        pdf.canvas
          .moveTo(x, top)
          .lineTo(x + width, top)
          .lineWidth(1.2)
          .stroke(colours.accent);
      });
      pdf.element('P', {}, () => {
        const value = writeNumber(report.metrics, name, formats);
        const style = pdf.fit(value, styles.headline, width, 9);
        pdf.write(`${labels[name]} `, styles.cell, { x, y: top + 5, width });
        pdf.write(`${value} `, style, { x, y: top + 15 + (styles.headline.size - style.size), width });
        if (report.previousYear === null) return;
        const before = writeNumber(report.previousYear, name, formats);
        pdf.write(text.before(report.year - 1, before), styles.small, { x, y: top + 43, width });
      });
    }
    pdf.y = top + height;
  }
  for (const line of remarks(report, formats)) drawParagraph(pdf, line);
}

/** Draws the days of the year. */
export function drawDays(pdf: Pdf, report: TravelerReport, formats: YearFormats): void {
  drawSection(pdf, text.sections.calendar, 230);
  drawParagraph(pdf, text.calendarIntroduction);
  drawCalendar(pdf, report, formats);
}

/** Draws the names of everything that was seen. */
export function drawPlaceNames(pdf: Pdf, report: TravelerReport, formats: YearFormats): void {
  const { countries, cities, airports, airlines } = report.metrics;
  drawSection(pdf, text.sections.places, 120);
  const rows: [string, string][] = [
    [text.list.countries, countryList(countries, formats, 300)],
    [text.list.cities, placesOf(cities, formats).join(', ')],
    [text.list.airports, airports.join(', ')],
    [text.list.airlines, airlines.join(', ')],
  ];
  const known = rows.filter(([, names]) => names !== '');
  if (known.length === 0) {
    drawParagraph(pdf, text.noPlaces);
    return;
  }
  drawTable(
    pdf,
    [
      { title: text.columns.number, width: 90, align: 'left' },
      { title: text.columns.where, width: contentWidth - 90, align: 'left' },
    ],
    known.flatMap(([label, names]) =>
      pieces(names).map((piece, index) => ({ cells: [index === 0 ? label : '', piece] })),
    ),
  );
}

/** Draws this year beside the one before, each number on a scale of its own. */
export function drawBeside(pdf: Pdf, report: TravelerReport, formats: YearFormats): void {
  const { previousYear } = report;
  if (previousYear === null) return;
  const names: LabelName[] = ['trips', 'tripDays', 'km', 'nights', 'countries', 'flights'];
  const columns = 6;
  const height = 96;
  const width = (contentWidth - (columns - 1) * 10) / columns;
  drawSection(pdf, text.sections.beside(report.year - 1), height + 50);
  const top = pdf.y;
  for (const [place, name] of names.entries()) {
    const x = page.left + place * (width + 10);
    const points = [numberOf(previousYear, name), numberOf(report.metrics, name)];
    const years = [String(report.year - 1), String(report.year)];
    const format: ValueFormat = { style: 'count' };
    const chart: Chart = {
      kind: 'bar',
      title: labels[name],
      summary: text.besideAlt(
        labels[name],
        years.map((year, index) => `${year}: ${formats.count(points[index] ?? 0)}`).join('; '),
      ),
      categories: years.map((year) => ({ label: year, name: year })),
      series: [{ name: labels[name], role: 'main', points }],
      format,
    };
    pdf.element('H3', {}, () => pdf.write(labels[name], styles.cellStrong, { x, y: top, width }));
    const box = { x, y: top + 13, width, height: height - 13 };
    drawChart(pdf, chart, box, formats.writer(format), { steps: 2, emphasis: 1 });
  }
  pdf.y = top + height + 8;
}

/** Draws the ways that were flown most. */
export function drawWays(pdf: Pdf, all: readonly Leg[], formats: YearFormats): void {
  const legs = all.slice(0, 8);
  if (legs.length < 2) return;
  drawSection(pdf, text.sections.routes, 40 + legs.length * 19);
  const bars = legs.map(({ from, to, flights }) => ({
    label: `${from.name} – ${to.name}`,
    value: text.flightsCount(flights, formats.count(flights)),
    size: flights,
  }));
  const alt = text.routesAlt(bars.map((bar) => `${bar.label}: ${bar.value}`).join('; '));
  drawBars(pdf, bars, alt, 170);
}

function remarks(report: TravelerReport, formats: YearFormats): string[] {
  const { longestTrip, longestFlight, busiestMonth, firstTimeCountries, countries } = report.metrics;
  const lines: string[] = [];
  const longest = report.trips.find(({ trip }) => trip === longestTrip?.trip);
  if (report.layout === 'many' && longestTrip !== null && longest !== undefined)
    lines.push(
      text.longestTrip(formats.count(longestTrip.days), formats.dates(longest.firstDate, longest.lastDate)),
    );
  if (longestFlight !== null)
    lines.push(
      text.longestFlight(
        longestFlight.from,
        longestFlight.to,
        formats.km(longestFlight.km),
        formats.day(longestFlight.date),
      ),
    );
  if (report.layout === 'many' && busiestMonth !== null)
    lines.push(text.busiestMonth(formats.month(busiestMonth.month), formats.count(busiestMonth.days)));
  if (firstTimeCountries === null) {
    if (countries.length > 0) lines.push(text.firstYear);
  } else if (countries.length > 0)
    lines.push(
      firstTimeCountries.length === 0
        ? text.firstTimeNone
        : text.firstTime(countryList(firstTimeCountries, formats, 40)),
    );
  return [lines.join(' ')].filter((line) => line !== '');
}

/** Long lists go on in a row of their own: a row never breaks. */
function pieces(names: string): string[] {
  const words = names.split(' ');
  const found: string[] = [];
  let piece = '';
  for (const word of words) {
    if (piece.length + word.length > 1_500) {
      found.push(piece);
      piece = '';
    }
    piece = piece === '' ? word : `${piece} ${word}`;
  }
  return [...found, piece];
}
