import { describe, expect, test } from 'vitest';
import { inflateSync } from 'node:zlib';
import { createLand } from '../../../../reports/map/land.ts';
import { greatCircle } from '../../../../reports/map/projection.ts';
import { layOutRoutes, type Stop } from '../../../../reports/map/route-map.ts';

const box = { x: 0, y: 0, width: 595, height: 356 };
const stop = (name: string, latitude: number, longitude: number): Stop => ({ name, latitude, longitude });
const amsterdam = stop('Amsterdam', 52.3, 4.8);
const tokyo = stop('Tokyo', 35.8, 140.4);
const sanFrancisco = stop('San Francisco', 37.6, -122.4);
const lisbon = stop('Lisbon', 38.8, -9.1);

describe('great circle', () => {
  test('goes north of the straight line, and ends where it ends', () => {
    const places = greatCircle(amsterdam, tokyo);
    expect(Math.max(...places.map(({ latitude }) => latitude))).toBeGreaterThan(65);
    expect(places.at(-1)?.latitude).toBeCloseTo(35.8);
    expect(places.at(-1)?.longitude).toBeCloseTo(140.4);
  });

  test('goes on past 180 degrees without a jump', () => {
    const longitudes = greatCircle(tokyo, sanFrancisco).map(({ longitude }) => longitude);
    const jumps = longitudes.slice(1).map((each, index) => Math.abs(each - (longitudes[index] ?? 0)));
    expect(Math.max(...jumps)).toBeLessThan(10);
    expect(longitudes.at(-1)).toBeCloseTo(237.6);
  });

  test('of a place to itself is that place', () => {
    expect(greatCircle(lisbon, lisbon)).toEqual([lisbon, lisbon]);
  });
});

describe('map', () => {
  test('shows every stop within the box', () => {
    const { stops } = layOutRoutes(
      [
        { from: amsterdam, to: tokyo, flights: 1 },
        { from: lisbon, to: amsterdam, flights: 3 },
      ],
      box,
    );
    for (const { at } of stops) {
      expect(at.x).toBeGreaterThan(0);
      expect(at.x).toBeLessThan(box.width);
      expect(at.y).toBeGreaterThan(0);
      expect(at.y).toBeLessThan(box.height);
    }
    expect(stops.map(({ name, flights }) => [name, flights])).toEqual([
      ['Amsterdam', 4],
      ['Lisbon', 3],
      ['Tokyo', 1],
    ]);
  });

  test('over the Pacific is cut open in the Atlantic, so that the way is whole', () => {
    const { lines, stops } = layOutRoutes([{ from: tokyo, to: sanFrancisco, flights: 1 }], box);
    expect(lines).toHaveLength(1);
    const [from, to] = stops.map(({ at }) => at.x);
    expect(from).toBeLessThan(to ?? 0);
  });

  test('around the whole earth lets one way leave on one side and come in on the other', () => {
    const legs = [
      { from: amsterdam, to: tokyo, flights: 1 },
      { from: tokyo, to: sanFrancisco, flights: 1 },
      { from: sanFrancisco, to: amsterdam, flights: 1 },
    ];
    expect(layOutRoutes(legs, box).lines).toHaveLength(4);
  });

  test('of one short way does not come closer than the coast lines allow', () => {
    const porto = stop('Porto', 41.2, -8.7);
    expect(layOutRoutes([{ from: lisbon, to: porto, flights: 1 }], box).scale).toBeLessThan(14);
  });
});

test('the land is one path of closed rings, none of which jumps across the map', () => {
  const { bytes, unitsPerDegree } = createLand();
  const rings = inflateSync(bytes).toString().split('h\n').slice(0, -1);
  expect(rings.length).toBeGreaterThan(100);
  const widest = rings.map((ring) => {
    const xs = ring.split('\n').map((line) => Number(line.split(' ')[0]) / unitsPerDegree);
    return Math.max(...xs.slice(1, -1).map((x, index) => Math.abs(x - (xs[index] ?? x))));
  });
  expect(Math.max(...widest)).toBeLessThan(30);
});
