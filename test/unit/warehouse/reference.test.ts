import { expect, test } from 'vitest';
import { readShippedAirports } from '../../../warehouse/reference/airports.ts';
import { checkAirport } from '../../../warehouse/repositories/airports.ts';

test('every shipped airport is right, and there is one of each code', async () => {
  const airports = await readShippedAirports();
  for (const airport of airports) expect(() => checkAirport(airport)).not.toThrow();
  expect(new Set(airports.map((each) => each.airport)).size).toBe(airports.length);
  expect(airports.length).toBeGreaterThan(7_000);
});
