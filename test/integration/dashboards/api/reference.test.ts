import { expect, test } from 'vitest';
import { loadAirports } from '../../../../warehouse/reference/airports.ts';
import { createTestWarehouse } from '../../../support/warehouse.ts';
import { startApi } from './start-api.ts';

test('the lists behind the numbers are named with their sources, versions and licences', async () => {
  const now = '2026-11-01T00:00:00Z';
  const { warehouse, clock } = await createTestWarehouse(now);
  await loadAirports({ warehouse, clock });
  await warehouse.insert(
    'fx_rates',
    ['2026-05-04', '2026-05-05'].map((date) => ({
      base: 'EUR',
      currency: 'USD',
      date,
      rate: '0.9',
      source: 'ecb',
    })),
    { name: 'test' },
  );
  const { get } = await startApi(warehouse, now);
  const { lists } = (await get('/api/reference', { sub: 't', role: 'traveler', travelerId: 't' })).json();
  expect(lists).toMatchObject([
    { list: 'airports', source: 'airportsdata', version: '20260905', licence: 'MIT', entries: 7_884 },
    { list: 'countries', version: '2020', entries: 250 },
    { list: 'currencies' },
    { list: 'emissionFactors', version: 'DESNZ 2025', licence: 'Open Government Licence v3.0', entries: 14 },
    { list: 'exchangeRates', source: 'ecb', version: '2026-05-05', licence: null, entries: 2 },
    { list: 'timeZones', version: process.versions['tz'] },
  ]);
});
