import type { Box, Point } from '../charts/mark.ts';
import { reach } from './land.ts';
import { greatCircle, project, type Flat, type Position } from './projection.ts';

/** An airport on the map. */
export interface Stop extends Position {
  /** What stands beside it. */
  name: string;
}

/** A way between two stops, in whatever direction it was flown. */
export interface Leg {
  from: Stop;
  to: Stop;
  flights: number;
}

/** A map of ways, laid out in a box of a page. */
export interface RouteMap {
  /** Where a place of the flat map is on the page. */
  place: (flat: Flat) => Point;
  /** Points to a degree of longitude. */
  scale: number;
  /** By how many degrees the land has to be shifted to fill the box; several where the map shows a place twice. */
  shifts: number[];
  lines: { points: Point[]; flights: number }[];
  stops: { at: Point; name: string; flights: number }[];
}

/** How many degrees a map shows at least: less would promise more than the coast lines hold. */
const leastWidth = 44;
const padding = 0.09;

/** Lays out a map that shows all legs as great circles. */
export function layOutRoutes(legs: readonly Leg[], box: Box): RouteMap {
  const stops = stopsOf(legs);
  const start = openAt(legs);
  const unroll = (longitude: number) => eastOf(longitude, start);
  const lines = legs.map(({ from, to, flights }) => {
    const places = greatCircle({ ...from, longitude: unroll(from.longitude) }, to);
    const end = places.at(-1)?.longitude ?? 0;
    // Where the way leaves the map on one side and comes in on the other, it is drawn from either end.
    const shift = 360 * Math.round((unroll(to.longitude) - end) / 360);
    return { flights, places, shift };
  });
  const shown = lines.filter(({ shift }) => shift === 0).flatMap(({ places }) => places);
  const own = stops.map(({ stop }) => ({ ...stop, longitude: unroll(stop.longitude) }));
  const view = frame([...own, ...shown].map(project), box);
  const place = ({ x, y }: Flat): Point => ({
    x: box.x + box.width / 2 + (x - view.x) * view.scale,
    y: box.y + box.height / 2 - (y - view.y) * view.scale,
  });
  const halfWidth = box.width / 2 / view.scale;
  const shifts = [-720, -360, 0, 360, 720].filter(
    (shift) => shift + reach > view.x - halfWidth && shift - reach < view.x + halfWidth,
  );
  return {
    place,
    scale: view.scale,
    shifts,
    lines: lines.flatMap(({ places, shift, flights }) =>
      (shift === 0 ? [0] : [0, shift]).map((by) => ({
        flights,
        points: places.map(({ longitude, latitude }) =>
          place(project({ longitude: longitude + by, latitude })),
        ),
      })),
    ),
    stops: own.map((stop, index) => ({
      at: place(project(stop)),
      name: stop.name,
      flights: stops[index]?.flights ?? 0,
    })),
  };
}

/** Every stop once, those with the most flights first. */
function stopsOf(legs: readonly Leg[]): { stop: Stop; flights: number }[] {
  const found = new Map<string, { stop: Stop; flights: number }>();
  for (const { from, to, flights } of legs)
    for (const stop of [from, to]) {
      const key = `${stop.longitude} ${stop.latitude}`;
      const known = found.get(key) ?? { stop, flights: 0 };
      found.set(key, { stop, flights: known.flights + flights });
    }
  return [...found.values()].toSorted((a, b) => b.flights - a.flights);
}

/**
 * The meridian at which the map begins: that of a stop, so that the fewest ways leave the map on one side and come in on the
 * other, and among those the map that is the narrowest.
 */
function openAt(legs: readonly Leg[]): number {
  const longitudes = [...new Set(legs.flatMap(({ from, to }) => [from.longitude, to.longitude]))];
  const candidates = longitudes.map((start) => {
    const cut = legs.filter(({ from, to }) => {
      const [west, east] = [eastOf(from.longitude, start), eastOf(to.longitude, start)];
      return Math.abs(east - west) > 180;
    }).length;
    const width = Math.max(...longitudes.map((each) => eastOf(each, start) - start));
    return { start, cut, width };
  });
  return candidates.toSorted((a, b) => a.cut - b.cut || a.width - b.width)[0]?.start ?? -180;
}

/** The same meridian, told as at most a turn east of another. */
function eastOf(longitude: number, start: number): number {
  return start + ((((longitude - start) % 360) + 360) % 360);
}

/** The middle of the map, and its scale: everything fits with some room around it, and the box is full. */
function frame(flats: readonly Flat[], box: Box): Flat & { scale: number } {
  const [xs, ys] = [flats.map(({ x }) => x), flats.map(({ y }) => y)];
  const [west, east] = [Math.min(...xs), Math.max(...xs)];
  const [south, north] = [Math.min(...ys), Math.max(...ys)];
  const [top, bottom] = [
    project({ longitude: 0, latitude: 82 }).y,
    project({ longitude: 0, latitude: -58 }).y,
  ];
  const room = 1 - 2 * padding;
  const width = Math.max((east - west) / room, leastWidth);
  const fit = Math.min(box.width / width, (box.height * room) / Math.max(north - south, 1));
  // No farther out than the whole earth, or the box would not be full.
  const scale = Math.max(fit, box.width / 360, box.height / (top - bottom));
  const half = box.height / 2 / scale;
  const middle = (north + south) / 2;
  return { x: (west + east) / 2, y: Math.min(Math.max(middle, bottom + half), top - half), scale };
}
