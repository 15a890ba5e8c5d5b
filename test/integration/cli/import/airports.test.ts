import { expect, test } from 'vitest';
import { importAirports } from '../../../../cli/import/airports.ts';
import { createTally } from '../../../../cli/import/tally.ts';
import { createAirports } from '../../../../warehouse/repositories/airports.ts';
import { createTestWarehouse } from '../../../support/warehouse.ts';
import { sourceOf } from './source-of.ts';

const lisbon = {
  iata: 'LIS',
  name: 'Humberto Delgado',
  city: 'Lisbon',
  country: 'PRT',
  timezone: 'Europe/Lisbon',
  latitude: '38.7813',
  longitude: '-9.13592',
  source: 'OurAirports',
  version: '2026-11',
};

test('airports are stored once by code and validity, what is wrong of one is said', async () => {
  const { warehouse, clock } = await createTestWarehouse('2026-11-01T00:00:00Z');
  const airports = createAirports({ warehouse, clock });
  const wrong = { ...lisbon, iata: 'Lisbon', timezone: 'WET+1', latitude: '91' };
  const [tally, again] = [createTally(), createTally()];
  await importAirports(sourceOf([lisbon, wrong, { ...lisbon, validFrom: '2026-06-01' }]), airports, tally);
  await importAirports(sourceOf([lisbon]), airports, again);
  expect(tally).toMatchObject({ read: 3, accepted: 2, reasons: { fields_invalid: 1 } });
  expect(tally.examples[0]?.message).toMatch(/iata: "Lisbon".*timezone: "WET\+1".*latitude: "91"/);
  const rows = await warehouse.query(
    'select * except (recorded_at) from airports final order by valid_from',
    { name: 'test' },
  );
  const { iata: airport, ...rest } = lisbon;
  const stored = { ...rest, airport, country: 'PT', latitude: 38.7813, longitude: -9.13592 };
  expect(rows).toEqual([
    { ...stored, valid_from: '1970-01-01T00:00:00.000Z' },
    { ...stored, valid_from: '2026-06-01T00:00:00.000Z' },
  ]);
});
