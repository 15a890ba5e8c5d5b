import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { deflateSync } from 'node:zlib';
import { near, project, type Position } from './projection.ts';

/** The parts of TopoJSON that hold the land: https://github.com/topojson/topojson-specification. */
interface Topology {
  transform: { scale: [number, number]; translate: [number, number] };
  arcs: [number, number][][];
  objects: { land: { geometries: { arcs: number[][][] }[] } };
}

/**
 * The coast lines of the earth as the content of a PDF form: paths in hundredths of a degree on the flat map, filled with the
 * colour that is set when it is drawn. Made once, packed once, the same in every document.
 */
export interface Land {
  bytes: Uint8Array;
  /** Left, bottom, right, top. */
  bounds: [number, number, number, number];
  /** How many of the form's units a degree is. */
  unitsPerDegree: number;
}

/** Who made the coast lines, and on what terms. */
export const landSource = 'Coast lines: Natural Earth 1:110m, public domain';

const unitsPerDegree = 100;
/** How far land goes past the meridian of 180 degrees, from zero. */
export const reach = 250;
/** No airport with a timetable is farther south; the ice there would fill the map's foot. */
const southernmost = -60;

/** Reads the coast lines (Natural Earth 1:110m, public domain; packaged by world-atlas, ISC). Takes some 10 ms. */
export function createLand(): Land {
  const path = createRequire(import.meta.url).resolve('world-atlas/land-110m.json');
  const topology: Topology = JSON.parse(readFileSync(path, 'utf8'));
  const content = readRings(topology)
    .filter((ring) => ring.some(({ latitude }) => latitude > southernmost))
    .map((ring) => `${ring.map(toOperator).join('')}h\n`)
    .join('');
  const top = Math.ceil(project({ longitude: 0, latitude: 90 }).y * unitsPerDegree);
  return {
    bytes: deflateSync(Buffer.from(`${content}f*`, 'latin1'), { level: 9 }),
    bounds: [-reach * unitsPerDegree, -top, reach * unitsPerDegree, top],
    unitsPerDegree,
  };
}

/** Every closed line of the land: coasts, and shores of inland seas. */
function readRings({ transform, arcs, objects }: Topology): Position[][] {
  const lines = arcs.map((arc) => {
    let [x, y] = [0, 0];
    return arc.map(([dx, dy]) => {
      [x, y] = [x + dx, y + dy];
      return {
        longitude: x * transform.scale[0] + transform.translate[0],
        latitude: y * transform.scale[1] + transform.translate[1],
      };
    });
  });
  // A negative index is an arc that is walked backwards.
  const lineOf = (index: number) => (index < 0 ? (lines[~index] ?? []).toReversed() : (lines[index] ?? []));
  return objects.land.geometries.flatMap(({ arcs: polygons }) =>
    polygons.flatMap((rings) => rings.map((ring) => unroll(ring.flatMap(lineOf)))),
  );
}

/** Land that lies on both sides of the meridian of 180 degrees goes on past it without a jump. */
function unroll(ring: readonly Position[]): Position[] {
  let before = ring[0]?.longitude ?? 0;
  const longitudes = ring.map(({ longitude }) => {
    before = near(longitude, before);
    return before;
  });
  const middle = (Math.min(...longitudes) + Math.max(...longitudes)) / 2;
  const shift = near(middle, 0) - middle;
  return ring.map(({ latitude }, index) => ({ longitude: (longitudes[index] ?? 0) + shift, latitude }));
}

function toOperator(position: Position, index: number): string {
  const { x, y } = project(position);
  return `${Math.round(x * unitsPerDegree)} ${Math.round(y * unitsPerDegree)} ${index === 0 ? 'm' : 'l'}\n`;
}
