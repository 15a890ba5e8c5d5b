import type { Leg } from '../map/route-map.ts';
import type { Fonts } from '../pdf/fonts.ts';
import { shorten } from '../pdf/shorten.ts';
import type { YearFormats } from './formats.ts';
import type { TravelerMetrics } from './metrics.ts';
import type { TravelerReport } from './report.ts';
import { text, type LabelName } from './text.ts';

/** A number of the year by its name; of a list, how long it is. */
export function numberOf(metrics: TravelerMetrics, name: LabelName): number {
  const value = metrics[name];
  return typeof value === 'number' ? value : value.length;
}

/** Writes a number of the year. */
export function writeNumber(metrics: TravelerMetrics, name: LabelName, formats: YearFormats): string {
  const value = numberOf(metrics, name);
  if (name === 'km') return formats.km(value);
  return name === 'hoursInAir' ? formats.tenths(value) : formats.count(value);
}

/** The names of cities, each once. */
export function placesOf(cities: readonly string[], formats: YearFormats): string[] {
  return [...new Set(cities.map((city) => formats.place(city)))];
}

/** Names countries, at most so many. */
export function countryList(codes: readonly string[], formats: YearFormats, most: number): string {
  const names = codes
    .map((code) => formats.country(code))
    .toSorted((a, b) => a.localeCompare(b, formats.locale));
  const shown = names.slice(0, most);
  if (names.length > most) shown.push(text.lead.more(formats.count(names.length - most)));
  return formats.list(shown);
}

/** The ways of the year whose airports are known, both directions together, the most flown first. */
export function legsOf(report: TravelerReport, fonts: Pick<Fonts, 'covers'>): Leg[] {
  const legs = new Map<string, Leg>();
  for (const { from, to, flights } of report.routes) {
    const [origin, destination] = [from, to].map(({ airport, city, latitude, longitude }) =>
      latitude === null || longitude === null
        ? undefined
        : { latitude, longitude, name: city === '' || !fonts.covers(city) ? airport : shorten(city, 30) },
    );
    if (origin === undefined || destination === undefined) continue;
    const key = [from.airport, to.airport].toSorted().join(' ');
    const known = legs.get(key);
    if (known === undefined) legs.set(key, { from: origin, to: destination, flights });
    else known.flights += flights;
  }
  return [...legs.values()].toSorted((a, b) => b.flights - a.flights);
}
