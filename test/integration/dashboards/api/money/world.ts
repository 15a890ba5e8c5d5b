import * as fc from 'fast-check';
import { expect } from 'vitest';
import { expectedLedger, type LedgerOwner } from '../../../../support/expected-ledger.ts';
import { storeChanges, type RawChange } from '../../../../support/raw-changes.ts';
import { createTestWarehouse } from '../../../../support/warehouse.ts';
import type { Warehouse } from '../../../../../warehouse/client.ts';
import { affiliateModels } from '../affiliate-models.ts';
import { startApi, type TestApi } from '../start-api.ts';

const now = '2026-09-20T12:00:00Z';
const beginning = '1970-01-01T00:00:00.000Z';
const recorded_at = '2026-01-01T00:00:00.000Z';
export const owners: readonly LedgerOwner[] = [
  { affiliateId: 'berlin', currency: 'EUR', timezone: 'Europe/Berlin', digits: 2, ratePercent: 10 },
  { affiliateId: 'howe', currency: 'USD', timezone: 'Australia/Lord_Howe', digits: 2, ratePercent: 7.5 },
  { affiliateId: 'kyoto', currency: 'JPY', timezone: 'Asia/Tokyo', digits: 0, ratePercent: 12.5 },
];
export const months = ['2026-04', '2026-05', '2026-06', '2026-07', '2026-08', '2026-09'];
const firstMs = Date.parse('2026-04-20T00:00:00Z');

// Two gaps of more than a week: what is booked near the end of one has no rate.
const rates = new Map<string, bigint>();
for (let day = -9; day < 130; day += 1) {
  if ((day > 30 && day < 42) || (day > 80 && day < 95)) continue;
  const date = new Date(firstMs + day * 86_400_000).toISOString().slice(0, 10);
  rates.set(`USD/${date}`, BigInt(900_000 + day * 137));
  rates.set(`JPY/${date}`, BigInt(6_100 - day * 3));
}

const cents = (most: number) =>
  fc.integer({ min: -2_000, max: most }).map((units) => (units / 100).toFixed(2));
const step = fc.record({
  status: fc.constantFrom('booked', 'booked', 'completed', 'completed', 'cancelled', 'no_show', 'deleted'),
  amount: fc.option(cents(90_000), { freq: 9 }),
  retained: fc.option(cents(20_000)),
  affiliateId: fc.constantFrom('', '', '', '', '', '', 'berlin', 'howe', 'none'),
  afterMinutes: fc.integer({ min: 1, max: 60 * 24 * 40 }),
});
const history = fc.record({
  owner: fc.constantFrom('berlin', 'berlin', 'howe', 'kyoto'),
  currency: fc.constantFrom('EUR', 'EUR', 'USD', 'JPY'),
  bookedMinute: fc.integer({ min: 0, max: 60 * 24 * 110 }),
  steps: fc.array(step, { minLength: 1, maxLength: 6 }),
  isCopied: fc.integer({ min: 0, max: 15 }).map((number) => number === 0),
});

const histories = fc.sample(history, { numRuns: 120, seed: 20 });
const copies: RawChange[] = [];
const changes = histories.flatMap(({ owner, currency, bookedMinute, steps, isCopied }, number) => {
  let atMs = firstMs + bookedMinute * 60_000;
  const bookedAt = new Date(atMs).toISOString();
  const made = steps.map((each, index): RawChange => {
    if (index > 0) atMs += each.afterMinutes * 60_000;
    return {
      reservationId: `r${number}`,
      version: index + 1,
      bookedAt,
      changedAt: new Date(atMs).toISOString(),
      status: index === 0 ? 'booked' : each.status,
      amount: each.amount,
      retained: each.retained,
      currency,
      affiliateId: index === 0 || each.affiliateId === '' ? owner : each.affiliateId,
      travelerId: `person-${number}`,
      // A deleted booking is linked to nothing.
      confirmation: isCopied && steps.at(-1)?.status !== 'deleted' ? `code-${number}` : '',
      startAt: new Date(atMs + 86_400_000).toISOString(),
      endAt: new Date(atMs + 3 * 86_400_000).toISOString(),
    };
  });
  const last = made.at(-1);
  if (last !== undefined && last.confirmation !== '' && last.status !== 'deleted')
    copies.push(...made.map((each) => ({ ...each, reservationId: `copy-${number}`, source: 'email' })));
  return made;
});
export const ledgers = new Map(
  owners.map((owner) => [owner.affiliateId, expectedLedger(changes, owner, rates)]),
);
export const lastOf = new Map(changes.map((change) => [change.reservationId, change]));

async function addOwners(warehouse: Warehouse): Promise<void> {
  const name = 'test';
  await warehouse.insert(
    'affiliates',
    owners.map(({ affiliateId, currency, timezone }) => ({
      affiliate_id: affiliateId,
      valid_from: beginning,
      name: affiliateId,
      currency,
      timezone,
      recorded_at,
    })),
    { name },
  );
  await warehouse.insert(
    'commission_rates',
    owners.map(({ affiliateId, ratePercent }) => ({
      affiliate_id: affiliateId,
      vendor_id: '',
      type: '',
      valid_from: beginning,
      rate: String(ratePercent / 100),
      recorded_at,
    })),
    { name },
  );
  await warehouse.insert(
    'fx_rates',
    [...rates].map(([key, millionths]) => {
      const [currency, date] = key.split('/');
      return {
        base: 'EUR',
        currency,
        date,
        rate: `0.${String(millionths).padStart(6, '0')}`,
        source: 'x',
        recorded_at,
      };
    }),
    { name },
  );
}

/** Stores the world, computes it in one pass and starts the API over it. */
export async function start(): Promise<TestApi> {
  const { warehouse, pipelines } = await createTestWarehouse(now, { models: affiliateModels });
  await addOwners(warehouse);
  await storeChanges(warehouse, [...changes, ...copies]);
  expect((await pipelines.run()).failed).toEqual([]);
  return startApi(warehouse, now);
}
