import { expect, test } from 'vitest';
import { readShippedAirports } from '../../../warehouse/reference/airports.ts';
import { checkAirport } from '../../../warehouse/repositories/airports.ts';

test('every shipped airport is right, and there is one of each code', async () => {
  const airports = await readShippedAirports();
  // Zones and countries are costly to check: one airport of each stands for the others.
  const byPlace = Map.groupBy(airports, (each) => `${each.timezone} ${each.country}`);
  for (const [first] of byPlace.values()) if (first !== undefined) checkAirport(first);
  const isWrong = ({ airport, name, city, latitude, longitude }: (typeof airports)[number]) =>
    !/^[A-Z]{3}$/.test(airport) ||
    name === '' ||
    name.length > 200 ||
    city.length > 200 ||
    !(Math.abs(Number(latitude)) <= 90 && Math.abs(Number(longitude)) <= 180);
  expect(airports.filter(isWrong)).toEqual([]);
  expect(new Set(airports.map((each) => each.airport)).size).toBe(airports.length);
  expect(airports.length).toBe(7_884);
});
