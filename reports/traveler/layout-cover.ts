import type { Land } from '../map/land.ts';
import type { Leg } from '../map/route-map.ts';
import type { Pdf } from '../pdf/document.ts';
import { drawRouteMap } from '../pdf/map.ts';
import { shorten } from '../pdf/shorten.ts';
import { page, type TextStyle } from '../pdf/style.ts';
import type { YearFormats } from './formats.ts';
import type { TravelerReport } from './report.ts';
import { countryList, numberOf, placesOf } from './say.ts';
import { labels, text, type LabelName } from './text.ts';

/** Of the cover, light on dark: every text has a contrast of 7:1 and more. */
const cover = {
  ground: '#0c2733',
  sea: '#0c2733',
  land: '#1f4d5c',
  route: '#ffd27d',
  stop: '#ffffff',
  name: '#eaf3f6',
  strong: '#ffffff',
  soft: '#b9ced6',
};
const styles = {
  brand: { font: 'bold', size: 9, colour: cover.route, lineGap: 0 },
  state: { font: 'regular', size: 9, colour: cover.soft, lineGap: 0 },
  year: { font: 'bold', size: 104, colour: cover.strong, lineGap: 0 },
  lead: { font: 'regular', size: 15, colour: cover.name, lineGap: 2 },
  number: { font: 'bold', size: 28, colour: cover.strong, lineGap: 0 },
  label: { font: 'regular', size: 9, colour: cover.soft, lineGap: 0 },
  foot: { font: 'regular', size: 7.5, colour: cover.soft, lineGap: 0 },
  place: { font: 'bold', size: 30, colour: cover.route, lineGap: 4 },
} as const satisfies Record<string, TextStyle>;

const inner = page.right - page.left;
const mapTop = 262;
const mapHeight = 356;
const earthKm = 40_075;
const moonKm = 384_400;

/** Draws the page that one shows to a friend: the year, where it went, and its four largest numbers. */
export function drawCover(
  pdf: Pdf,
  report: TravelerReport,
  formats: YearFormats,
  parts: { legs: readonly Leg[]; land: Land },
): void {
  pdf.artifact(() => {
    pdf.canvas.rect(0, 0, page.width, page.height).fill(cover.ground);
  });
  pdf.bookmark(text.title(report.year));
  pdf.element('P', {}, () => {
    pdf.write(`${text.brand}  ·  ${text.overline}`, styles.brand, { x: page.left, y: 56, width: inner });
  });
  if (report.book === null)
    pdf.element('P', {}, () => {
      pdf.write(text.provisional, styles.state, { x: page.left, y: 56, width: inner, align: 'right' });
    });
  pdf.element('H1', { actual: text.title(report.year) }, () => {
    pdf.label(String(report.year), styles.year, { x: page.left - 5, y: 58, align: 'left' });
  });
  const lead = leadOf(report, formats);
  const style = [15, 13, 11.5]
    .map((size) => ({ ...styles.lead, size }))
    .find((each) => pdf.heightOf(lead, each, inner) <= 56) ?? { ...styles.lead, size: 10 };
  pdf.element('P', {}, () => pdf.write(lead, style, { x: page.left, y: 190, width: inner }));
  if (parts.legs.length > 0) drawMap(pdf, report, formats, parts);
  else drawPlaces(pdf, report, formats);
  drawNumbers(pdf, report, formats);
  const foot = text.coverFooter(
    shorten(report.travelerId, 60),
    report.asOf === null ? text.nothingComputed : formats.instant(report.asOf),
  );
  pdf.element('P', {}, () => pdf.write(foot, styles.foot, { x: page.left, y: page.footer, width: inner }));
  pdf.y = page.bottom;
}

function drawMap(
  pdf: Pdf,
  report: TravelerReport,
  formats: YearFormats,
  { legs, land }: { legs: readonly Leg[]; land: Land },
): void {
  const told = legs
    .slice(0, 40)
    .map(({ from, to, flights }) =>
      text.way(from.name, to.name, text.flightsCount(flights, formats.count(flights))),
    );
  const more = legs.length > 40 ? [text.lead.more(formats.count(legs.length - 40))] : [];
  drawRouteMap(pdf, legs, {
    box: { x: 0, y: mapTop, width: page.width, height: mapHeight },
    alt: text.mapAlt([...told, ...more].join('; ')),
    colours: cover,
    land,
    names: report.layout === 'one' ? 6 : 14,
  });
}

/** Where nothing was flown, the places stand in the map's stead. */
function drawPlaces(pdf: Pdf, report: TravelerReport, formats: YearFormats): void {
  const { cities, countries } = report.metrics;
  const places =
    cities.length > 0 ? placesOf(cities, formats) : countries.map((code) => formats.country(code));
  if (places.length === 0) return;
  const shown = places.slice(0, 18).map((place) => shorten(place, 40));
  if (places.length > 18) shown.push(text.lead.more(formats.count(places.length - 18)));
  const words = shown.join('  ·  ');
  const style = [30, 24, 19, 15]
    .map((size) => ({ ...styles.place, size }))
    .find((each) => pdf.heightOf(words, each, inner) <= mapHeight - 60) ?? { ...styles.place, size: 12 };
  pdf.element('P', {}, () => pdf.write(words, style, { x: page.left, y: mapTop + 30, width: inner }));
}

/** The four numbers of the year that say most, those that are not zero first. */
function drawNumbers(pdf: Pdf, report: TravelerReport, formats: YearFormats): void {
  const order: LabelName[] = [
    'km',
    'countries',
    'nights',
    'flights',
    'cities',
    'tripDays',
    'rentalDays',
    'trips',
  ];
  const isZero = (name: LabelName) => numberOf(report.metrics, name) === 0;
  const chosen = [...order.filter((name) => !isZero(name)), ...order.filter(isZero)].slice(0, 4);
  const width = inner / chosen.length;
  for (const [index, name] of chosen.entries()) {
    const x = page.left + index * width;
    const value = numberOf(report.metrics, name);
    const written = name === 'km' ? formats.km(value) : formats.count(value);
    pdf.artifact(() => {
      pdf.canvas
        .moveTo(x, 648)
        .lineTo(x + width - 16, 648)
        .lineWidth(1)
        .stroke(cover.route);
    });
    pdf.element('P', {}, () => {
      const style = pdf.fit(written, styles.number, width - 26, 12);
      pdf.label(`${written} `, style, { x, y: 654 + (styles.number.size - style.size), align: 'left' });
      pdf.label(labels[name], styles.label, { x, y: 694, align: 'left' });
    });
  }
  const { km } = report.metrics;
  const fact =
    km > moonKm / 4
      ? text.lead.moon(formats.share(km / moonKm))
      : km > earthKm / 4
        ? text.lead.around(formats.tenths(km / earthKm))
        : '';
  if (fact !== '')
    pdf.element('P', {}, () => {
      pdf.write(fact, { ...styles.lead, size: 11 }, { x: page.left, y: 726, width: inner });
    });
}

function leadOf(report: TravelerReport, formats: YearFormats): string {
  const { metrics, trips } = report;
  const [trip] = trips;
  if (report.layout !== 'one' || trip === undefined)
    return text.lead.many(
      formats.count(metrics.trips),
      formats.count(metrics.tripDays),
      countryList(metrics.countries, formats, 12),
    );
  const where = formats.list(placesOf(trip.cities, formats).slice(0, 4));
  const place = where === '' ? countryList(trip.countries, formats, 4) : where;
  const dates = formats.dates(trip.firstDate, trip.lastDate);
  return trip.days === 1
    ? text.lead.oneDay(place, dates)
    : text.lead.one(place, dates, formats.count(trip.days));
}
