import { expect, test } from 'vitest';
import { loadAirports, readShippedAirports, shippedAirports } from '../../../warehouse/reference/airports.ts';
import { createAirports } from '../../../warehouse/repositories/airports.ts';
import { createTestWarehouse } from '../../support/warehouse.ts';

const own = {
  airport: 'LIS',
  name: 'Portela',
  city: 'Lisboa',
  country: 'PT',
  timezone: 'Europe/Lisbon',
  latitude: '38.78',
  longitude: '-9.13',
  source: 'import',
  version: '',
  validFrom: '',
};

test('the shipped airports are stored once, a newer list again, and what somebody imported stays', async () => {
  const { warehouse, clock } = await createTestWarehouse('2026-11-01T00:00:00Z');
  const airports = createAirports({ warehouse, clock });
  const shipped = await readShippedAirports();
  const read = (code: string) =>
    warehouse.query<Record<string, unknown>>(
      'select name, source, version from airports final where airport = {code:String}',
      { name: 'test', params: { code } },
    );

  const older = shipped
    .filter((each) => each.airport === 'AMS')
    .map((each) => ({ ...each, name: 'Old', version: '20200101' }));
  await airports.put([...older, own]);
  clock.time += 1;
  expect(await loadAirports({ warehouse, clock })).toBe(shipped.length - 1);
  expect(await loadAirports({ warehouse, clock })).toBe(0);
  expect(await read('AMS')).toEqual([{ name: 'Amsterdam Airport Schiphol', ...shippedAirports }]);
  expect(await read('LIS')).toEqual([{ name: 'Portela', source: 'import', version: '' }]);
  clock.time += 1;
  await airports.put([{ ...own, airport: 'AMS', name: 'Schiphol' }]);
  expect(await read('AMS')).toEqual([{ name: 'Schiphol', source: 'import', version: '' }]);
  expect(await loadAirports({ warehouse, clock })).toBe(0);

  // A zone that the engine does not know would fail every model that computes with it.
  const unknown = await warehouse.query(
    'select airport, timezone from airports final where timezone not in (select time_zone from system.time_zones)',
    { name: 'test' },
  );
  expect(unknown).toEqual([]);
});
