import { describe, expect, test } from 'vitest';
import { createAffiliates } from '../../../../warehouse/repositories/affiliates.ts';
import { createCommissionRates } from '../../../../warehouse/repositories/commission-rates.ts';
import { createFxRates } from '../../../../warehouse/repositories/fx-rates.ts';
import { createTravelers } from '../../../../warehouse/repositories/travelers.ts';
import { createVendors } from '../../../../warehouse/repositories/vendors.ts';
import { createWriteKeys } from '../../../../warehouse/repositories/write-keys.ts';
import { createTestWarehouse } from '../../../support/warehouse.ts';

const acme = { affiliateId: 'acme', name: 'Acme', currency: 'EUR', timezone: 'Europe/Lisbon' };
const beginning = '1970-01-01T00:00:00.000Z';

describe('affiliates', () => {
  test('are added from the beginning of time, changed from a date, removed', async () => {
    const deps = await createTestWarehouse('2026-05-01T00:00:00Z');
    const affiliates = createAffiliates(deps);
    await affiliates.add([acme]);
    await expect(affiliates.list()).resolves.toEqual([{ ...acme, validFrom: beginning }]);
    await expect(affiliates.add([acme])).rejects.toMatchObject({ code: 'affiliate_exists' });

    await affiliates.set('acme', { timezone: 'UTC' }, '2026-06-01');
    await expect(affiliates.find('acme')).resolves.toMatchObject({ timezone: 'Europe/Lisbon' });
    deps.clock.time = Date.parse('2026-06-02T00:00:00Z');
    const changed = { ...acme, timezone: 'UTC', validFrom: '2026-06-01T00:00:00.000Z' };
    await expect(affiliates.find('acme')).resolves.toEqual(changed);

    await affiliates.remove('acme');
    await expect(affiliates.list()).resolves.toEqual([]);
    await expect(affiliates.remove('acme')).rejects.toMatchObject({ code: 'affiliate_unknown' });
    await expect(affiliates.set('acme', { name: 'x' })).rejects.toMatchObject({ code: 'affiliate_unknown' });
    deps.clock.time += 1_000;
    await affiliates.add([acme]);
    await expect(affiliates.find('acme')).resolves.toMatchObject({ timezone: 'Europe/Lisbon' });
  });

  test('are refused whole where a field is wrong', async () => {
    const affiliates = createAffiliates(await createTestWarehouse('2026-05-01T00:00:00Z'));
    await expect(
      affiliates.add([acme, { ...acme, affiliateId: 'b', currency: 'euro' }]),
    ).rejects.toMatchObject({
      code: 'fields_invalid',
      message: expect.stringMatching(/^currency: "euro"/),
    });
    await expect(affiliates.list()).resolves.toEqual([]);
  });

  test('have commission rates by vendor, type and date', async () => {
    const rates = createCommissionRates(await createTestWarehouse('2026-05-01T00:00:00Z'));
    await rates.set([{ affiliateId: 'acme', rate: '0.1' }]);
    await rates.set([{ affiliateId: 'acme', rate: '0.25', vendorId: 'city-hotel', validFrom: '2026-01-01' }]);
    await rates.set([{ affiliateId: 'other', rate: '0', type: 'hotel' }]);
    const rate = { affiliateId: 'acme', vendorId: '', type: '', validFrom: beginning, rate: '0.1' };
    await expect(rates.list('acme')).resolves.toEqual([
      rate,
      { ...rate, vendorId: 'city-hotel', validFrom: '2026-01-01T00:00:00.000Z', rate: '0.25' },
    ]);
    await expect(rates.list()).resolves.toHaveLength(3);
    await expect(rates.set([{ affiliateId: 'acme', rate: '10' }])).rejects.toMatchObject({
      code: 'fields_invalid',
    });
  });
});

describe('write keys', () => {
  test('are found until they are revoked', async () => {
    const deps = await createTestWarehouse('2026-05-01T00:00:00Z');
    await createAffiliates(deps).add([acme]);
    const keys = createWriteKeys({}, deps);
    const { writeKey } = await keys.create('acme', 'web');
    expect(writeKey).toMatch(/^mp_[\w-]{32}$/);
    await expect(keys.find(writeKey)).resolves.toEqual({ affiliateId: 'acme' });
    await expect(keys.list()).resolves.toMatchObject([{ writeKey, affiliateId: 'acme', name: 'web' }]);

    // Another process has it in its memory for a while.
    const other = createWriteKeys({ ttlMs: 1_000 }, deps);
    await other.find(writeKey);
    deps.clock.time += 10;
    await keys.revoke(writeKey);
    await expect(keys.find(writeKey)).resolves.toBeUndefined();
    await expect(other.find(writeKey)).resolves.toEqual({ affiliateId: 'acme' });
    deps.clock.time += 1_000;
    await expect(other.find(writeKey)).resolves.toBeUndefined();
    await expect(keys.list('acme')).resolves.toEqual([]);
    await expect(keys.revoke(writeKey)).rejects.toMatchObject({ code: 'key_unknown' });
  });

  test('stop working with their affiliate, and none is made for one that is not there', async () => {
    const deps = await createTestWarehouse('2026-05-01T00:00:00Z');
    const affiliates = createAffiliates(deps);
    await affiliates.add([acme]);
    const keys = createWriteKeys({ ttlMs: 0 }, deps);
    const { writeKey } = await keys.create('acme');
    await affiliates.remove('acme');
    await expect(keys.find(writeKey)).resolves.toBeUndefined();
    await expect(keys.create('acme')).rejects.toMatchObject({ code: 'affiliate_unknown' });
    await expect(keys.create('nobody')).rejects.toMatchObject({ code: 'affiliate_unknown' });
  });
});

test('vendors are added, changed from a date, found', async () => {
  const deps = await createTestWarehouse('2026-05-01T00:00:00Z');
  const vendors = createVendors(deps);
  const hotel = { vendorId: 'h', type: 'hotel', name: 'H', timezone: 'Europe/Lisbon', currency: 'EUR' };
  await vendors.add([hotel]);
  await expect(vendors.add([hotel])).rejects.toMatchObject({ code: 'vendor_exists' });
  deps.clock.time += 1_000;
  await vendors.set('h', { city: 'Lisbon', country: 'PT' });
  const changed = {
    ...hotel,
    owner: '',
    city: 'Lisbon',
    country: 'PT',
    class: '',
    validFrom: '2026-05-01T00:00:01.000Z',
  };
  await expect(vendors.find('h')).resolves.toEqual(changed);
  await expect(vendors.list()).resolves.toEqual([changed]);
  await expect(vendors.find('x')).resolves.toBeUndefined();
  await expect(vendors.set('x', {})).rejects.toMatchObject({ code: 'vendor_unknown' });
  await expect(vendors.set('h', { type: 'ship' })).rejects.toMatchObject({ code: 'fields_invalid' });
});

test('travelers and reference rates are replaced by a later put', async () => {
  const deps = await createTestWarehouse('2026-05-01T00:00:00Z');
  const travelers = createTravelers({ ...deps, suppressions: { hasTraveler: async () => false } });
  const fxRates = createFxRates(deps);
  const rate = { date: '2026-05-01', currency: 'USD', base: 'EUR', source: 'ecb' };
  for (const [homeCountry, amount] of [
    ['PT', '0.9'],
    ['NL', '0.91'],
  ] as const) {
    deps.clock.time += 1_000;
    await travelers.put([{ travelerId: 't1', homeCountry }]);
    await fxRates.put([{ ...rate, rate: amount }]);
  }
  const read = (sql: string) => deps.warehouse.query<object>(sql, { name: 'test' });
  await expect(read('select home_country from travelers final')).resolves.toEqual([{ home_country: 'NL' }]);
  await expect(read('select toString(rate) as rate from fx_rates final')).resolves.toEqual([
    { rate: '0.91' },
  ]);
  await expect(travelers.put([{ travelerId: 't1', homeCountry: 'PRT' }])).rejects.toMatchObject({
    code: 'fields_invalid',
  });
  await expect(fxRates.put([{ ...rate, rate: '0' }])).rejects.toMatchObject({ code: 'fields_invalid' });
  // Nothing would read it.
  await expect(fxRates.put([{ ...rate, rate: '1.1', base: 'GBP' }])).rejects.toMatchObject({
    code: 'fields_invalid',
    message: expect.stringContaining('base: "GBP" is no base'),
  });
});
