import { expect, test } from 'vitest';
import { importRates } from '../../../../cli/import/rates.ts';
import { createTally } from '../../../../cli/import/tally.ts';
import { createAffiliates } from '../../../../warehouse/repositories/affiliates.ts';
import { createCommissionRates } from '../../../../warehouse/repositories/commission-rates.ts';
import { createTestWarehouse } from '../../../support/warehouse.ts';
import { sourceOf } from './source-of.ts';

const file = [
  { affiliateId: 'acme', rate: '0.1' },
  { affiliateId: 'acme', rate: '0.125', validFrom: '2026-06-01', vendorId: '', type: 'hotel' },
  { affiliateId: 'newcomer', rate: '0.07', vendorId: 'city-hotel' },
  { affiliateId: 'acme', rate: '1.5', validFrom: 'soon', type: 'boat' },
  { rate: '0.1' },
  'no row',
];

test('commission rates are stored once, affiliates that nobody added are added, and what is wrong is said', async () => {
  const deps = await createTestWarehouse('2026-11-01T00:00:00Z');
  const affiliates = createAffiliates(deps);
  const rates = createCommissionRates(deps);
  await affiliates.add([{ affiliateId: 'acme', name: 'Acme', currency: 'USD', timezone: 'UTC' }]);
  const [tally, again] = [createTally(), createTally()];
  const added = await importRates(sourceOf(file), { affiliates, rates }, tally);
  const addedAgain = await importRates(sourceOf(file), { affiliates, rates }, again);
  expect([added.affiliates, addedAgain.affiliates]).toEqual([['newcomer'], []]);
  expect(again).toEqual(tally);
  expect(tally).toMatchObject({ read: 6, accepted: 3, reasons: { fields_invalid: 2, unreadable_record: 1 } });
  expect(tally.examples[0]?.message).toMatch(/rate: "1\.5".*validFrom: "soon".*type: "boat"/);
  expect(tally.examples[1]?.message).toMatch(/^affiliateId: ""/);
  expect(await rates.list()).toEqual([
    { affiliateId: 'acme', vendorId: '', type: '', validFrom: '1970-01-01T00:00:00.000Z', rate: '0.1' },
    {
      affiliateId: 'acme',
      vendorId: '',
      type: 'hotel',
      validFrom: '2026-06-01T00:00:00.000Z',
      rate: '0.125',
    },
    {
      affiliateId: 'newcomer',
      vendorId: 'city-hotel',
      type: '',
      validFrom: '1970-01-01T00:00:00.000Z',
      rate: '0.07',
    },
  ]);
});
