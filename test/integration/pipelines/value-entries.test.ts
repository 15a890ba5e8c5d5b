import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { expectedBalance } from '../../support/expected-entries.ts';
import { storeChanges, type RawChange } from '../../support/raw-changes.ts';
import { createTestWarehouse } from '../../support/warehouse.ts';
import type { Warehouse } from '../../../warehouse/client.ts';

const recordedAt = '2026-01-01T00:00:00.000Z';
const beginning = '1970-01-01T00:00:00.000Z';

async function addAffiliates(
  warehouse: Warehouse,
  rows: { id: string; currency?: string; timezone?: string; rate?: string }[],
) {
  await warehouse.insert(
    'affiliates',
    rows.map((row) => ({
      affiliate_id: row.id,
      valid_from: beginning,
      name: row.id,
      currency: row.currency ?? 'EUR',
      timezone: row.timezone ?? 'UTC',
      recorded_at: recordedAt,
    })),
    { name: 'test' },
  );
  await warehouse.insert(
    'commission_rates',
    rows.map((row) => ({
      affiliate_id: row.id,
      vendor_id: '',
      type: '',
      valid_from: beginning,
      rate: row.rate ?? '0.1',
      recorded_at: recordedAt,
    })),
    { name: 'test' },
  );
}

const sumsSql = `
select
  concat(reservation_id, '/', affiliate_id) as key,
  toString(sum(value)) as net,
  toString(sumIf(value, entry = 'gross')) as gross,
  toString(sumIf(value, entry = 'adjusted')) as adjusted,
  toString(sumIf(value, entry = 'cancelled')) as cancelled,
  toString(sumIf(value, entry = 'reinstated')) as reinstated,
  toString(sumIf(value, entry = 'deleted')) as deleted,
  toString(sumIf(value, entry = 'transferred')) as transferred,
  toString(sum(completed_value)) as completed,
  toString(sum(commission_pending)) as pending,
  toString(sum(commission_approved)) as approved,
  toString(sum(commission_declined)) as declined,
  toString(sum(commission_reversed)) as reversed
from value_entries
group by reservation_id, affiliate_id`;

/** Sums of all entries in minor units, by `reservation/affiliate`. */
async function allBalances(warehouse: Warehouse): Promise<Map<string, Record<string, number>>> {
  const rows = await warehouse.query<Record<string, string | null>>(sumsSql, { name: 'test' });
  return new Map(
    rows.map(({ key, ...sums }) => [
      key ?? '',
      Object.fromEntries(
        Object.entries(sums).map(([name, text]) => [name, Math.round(Number(text ?? 0) * 100)]),
      ),
    ]),
  );
}

const at = (day: number) => new Date(Date.parse('2026-05-01T12:00:00Z') + day * 86_400_000).toISOString();
const bookedAt = at(0);

/** Histories with names: what happens to the money, and why it is told. */
const stories: { title: string; history: Partial<RawChange>[]; net: number; approved: number }[] = [
  {
    title: 'booked, cancelled, reinstated, completed nets the amount',
    history: [
      { status: 'booked', amount: '300.00' },
      { status: 'cancelled', amount: '300.00' },
      { status: 'booked', amount: '300.00' },
      { status: 'completed', amount: '300.00' },
    ],
    net: 30_000,
    approved: 3_000,
  },
  {
    title: 'a no-show charged 98 of 294 nets 98',
    history: [
      { status: 'booked', amount: '294.00' },
      { status: 'no_show', amount: '294.00', retained: '98.00' },
    ],
    net: 9_800,
    approved: 0,
  },
  {
    title: 'a refund after completion reverses its commission',
    history: [
      { status: 'booked', amount: '300.00' },
      { status: 'completed', amount: '300.00' },
      { status: 'completed', amount: '200.00' },
    ],
    net: 20_000,
    approved: 3_000,
  },
];

describe('value entries', () => {
  test('tell each story as it was', async () => {
    const { warehouse, pipelines } = await createTestWarehouse('2026-09-01T00:00:00Z');
    await addAffiliates(warehouse, [{ id: 'a' }]);
    const changes = stories.flatMap(({ title, history }) =>
      history.map((each, index) => ({
        reservationId: title,
        version: index + 1,
        changedAt: at(index),
        bookedAt,
        affiliateId: 'a',
        status: 'booked',
        ...each,
      })),
    );
    await storeChanges(warehouse, changes);
    expect((await pipelines.run({ model: 'value_entries' })).failed).toEqual([]);
    const balances = await allBalances(warehouse);
    for (const { title, net, approved } of stories) {
      expect(balances.get(`${title}/a`), title).toMatchObject({ net, approved });
    }
  });

  const step = fc.record({
    status: fc.constantFrom('booked', 'booked', 'completed', 'cancelled', 'no_show', 'deleted'),
    amount: fc.option(
      fc.integer({ min: -5_000, max: 90_000 }).map((cents) => (cents / 100).toFixed(2)),
      { freq: 8 },
    ),
    retained: fc.option(fc.integer({ min: 0, max: 20_000 }).map((cents) => (cents / 100).toFixed(2))),
    affiliateId: fc.constantFrom('a', 'a', 'a', 'b', ''),
  });
  const histories = fc.array(fc.array(step, { minLength: 1, maxLength: 7 }), {
    minLength: 150,
    maxLength: 150,
  });

  test('add up to what a walk through the versions says, in whatever order they arrive', async () => {
    const { warehouse, pipelines } = await createTestWarehouse('2026-09-01T00:00:00Z');
    await addAffiliates(warehouse, [
      { id: 'a', rate: '0.1' },
      { id: 'b', rate: '0.07' },
    ]);
    const property = fc.asyncProperty(
      histories,
      fc.infiniteStream(fc.integer({ min: 0, max: 2 })),
      async (all, parts) => {
        const changes = all.flatMap((history, index) =>
          history.map((each, position): RawChange => ({
            reservationId: `r${index}`,
            version: position + 1,
            changedAt: at(position),
            bookedAt,
            ...each,
          })),
        );
        const cut = changes.map((change) => ({ change, part: parts.next().value }));
        for (const part of [0, 1, 2]) {
          await storeChanges(
            warehouse,
            cut.filter((each) => each.part === part).map((each) => each.change),
            [bookedAt.slice(0, 10)],
          );
          expect((await pipelines.run({ model: 'value_entries' })).failed).toEqual([]);
        }
        const balances = await allBalances(warehouse);
        for (const [affiliateId, percent] of [
          ['a', 10],
          ['b', 7],
        ] as const) {
          for (const index of all.keys()) {
            const own = changes.filter((change) => change.reservationId === `r${index}`);
            const found = balances.get(`r${index}/${affiliateId}`);
            const isOwner = own.some((change) => change.affiliateId === affiliateId);
            const expected = isOwner ? expectedBalance(own, affiliateId, percent) : undefined;
            expect(found, `r${index}/${affiliateId}`).toEqual(expected);
          }
        }
      },
    );
    await fc.assert(property, { numRuns: 1, endOnFailure: true });
  });
});

const noRates: {
  because: string;
  history: Partial<RawChange>[];
  entries: Record<string, string | null>[];
}[] = [
  {
    because:
      'a version without a rate is in no sum, and the next one with a rate starts from the last known value',
    history: [{ amount: '100.00' }, { amount: '110.00', currency: 'USD' }, { amount: '120.00' }],
    entries: [
      { entry: 'gross', value: '100', commission: '10', problem: '', original_value: '100' },
      { entry: 'adjusted', value: null, commission: '0', problem: 'no_rate', original_value: '110' },
      { entry: 'adjusted', value: '20', commission: '2', problem: '', original_value: '120' },
    ],
  },
  {
    because: 'what was never known is taken back as what it was: in no sum, in its own currency',
    history: [
      { amount: '100.00', currency: 'USD' },
      { amount: '100.00', currency: 'USD', status: 'cancelled' },
    ],
    entries: [
      { entry: 'gross', value: null, commission: '0', problem: 'no_rate', original_value: '100' },
      { entry: 'cancelled', value: null, commission: '0', problem: 'no_rate', original_value: '-100' },
    ],
  },
  {
    because: 'nothing is nothing in any currency: a cancellation takes back what was known',
    history: [{ amount: '100.00' }, { amount: '110.00', currency: 'USD', status: 'cancelled' }],
    entries: [
      { entry: 'gross', value: '100', commission: '10', problem: '', original_value: '100' },
      { entry: 'cancelled', value: '-100', commission: '-10', problem: '', original_value: '0' },
    ],
  },
];

test('a missing rate keeps money out of the sums, never the reservation out of the books', async () => {
  const { warehouse, pipelines } = await createTestWarehouse('2026-09-01T00:00:00Z');
  await addAffiliates(warehouse, [{ id: 'a' }]);
  const changes = noRates.flatMap(({ because, history }) =>
    history.map((each, index): RawChange => ({
      reservationId: because,
      version: index + 1,
      changedAt: at(index),
      bookedAt,
      affiliateId: 'a',
      status: 'booked',
      ...each,
    })),
  );
  await storeChanges(warehouse, changes);
  expect((await pipelines.run({ model: 'value_entries' })).failed).toEqual([]);
  for (const { because, entries } of noRates) {
    const rows = await warehouse.query(
      `select entry, value, commission, problem, original_value from value_entries
       where reservation_id = {reservationId:String} order by version`,
      { name: 'test', params: { reservationId: because } },
    );
    expect(rows, because).toEqual(entries);
  }
});

interface EntryRow {
  entry: string;
  value: string | null;
  problem: string;
  commission: string;
}

test('money is converted at the rate of the booking day, at most 7 days old, and rounded once per version', async () => {
  const { warehouse, pipelines } = await createTestWarehouse('2026-09-01T00:00:00Z');
  await addAffiliates(warehouse, [
    { id: 'eur', rate: '0.1' },
    { id: 'jpy', currency: 'JPY', rate: '0.1' },
  ]);
  await warehouse.insert(
    'fx_rates',
    [
      {
        base: 'EUR',
        currency: 'USD',
        date: '2026-04-24',
        rate: '0.9',
        source: 'test',
        recorded_at: recordedAt,
      },
      {
        base: 'EUR',
        currency: 'JPY',
        date: '2026-05-01',
        rate: '0.006',
        source: 'test',
        recorded_at: recordedAt,
      },
      {
        base: 'EUR',
        currency: 'GBP',
        date: '2026-04-23',
        rate: '1.2',
        source: 'test',
        recorded_at: recordedAt,
      },
    ],
    { name: 'test' },
  );
  const change = (reservationId: string, rest: Partial<RawChange>): RawChange => ({
    reservationId,
    version: 1,
    changedAt: bookedAt,
    bookedAt,
    status: 'booked',
    ...rest,
  });
  await storeChanges(warehouse, [
    change('seven-days-old', { affiliateId: 'eur', amount: '100.05', currency: 'USD' }),
    change('eight-days-old', { affiliateId: 'eur', amount: '100.00', currency: 'GBP' }),
    change('cross', { affiliateId: 'jpy', amount: '10.00', currency: 'USD' }),
    change('no-amount', { affiliateId: 'eur', amount: null }),
    change('no-more', { affiliateId: 'eur', amount: '50.00' }),
    change('no-more', {
      affiliateId: 'eur',
      version: 2,
      kind: 'cancelled',
      status: 'cancelled',
      retained: '12.46',
    }),
    change('no-more', { affiliateId: 'eur', version: 3, kind: 'reinstated', amount: null }),
    change('no-more', { affiliateId: 'eur', version: 4, kind: 'deleted', status: 'deleted' }),
  ]);
  expect((await pipelines.run({ model: 'value_entries' })).failed).toEqual([]);
  const rows = await warehouse.query<EntryRow & { reservation_id: string }>(
    'select reservation_id, entry, value, problem, commission from value_entries order by reservation_id, version',
    { name: 'test' },
  );
  expect(rows).toEqual([
    // 10 USD = 9 EUR = 1,500 JPY, which has no minor unit.
    { reservation_id: 'cross', entry: 'gross', value: '1500', problem: '', commission: '150' },
    { reservation_id: 'eight-days-old', entry: 'gross', value: null, problem: 'no_rate', commission: '0' },
    { reservation_id: 'no-amount', entry: 'gross', value: '0', problem: 'no_amount', commission: '0' },
    // What nobody told is worth nothing, also where something was known before: what was kept is not an amount.
    { reservation_id: 'no-more', entry: 'gross', value: '50', problem: '', commission: '5' },
    { reservation_id: 'no-more', entry: 'cancelled', value: '-37.54', problem: '', commission: '-3.75' },
    {
      reservation_id: 'no-more',
      entry: 'reinstated',
      value: '-12.46',
      problem: 'no_amount',
      commission: '-1.25',
    },
    { reservation_id: 'no-more', entry: 'deleted', value: '0', problem: '', commission: '0' },
    // 90.045 is rounded half away from zero, and so is a tenth of 90.05.
    { reservation_id: 'seven-days-old', entry: 'gross', value: '90.05', problem: '', commission: '9.01' },
  ]);
});
