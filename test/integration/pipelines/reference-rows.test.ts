import { randomUUID } from 'node:crypto';
import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createSilentLog } from '../../../infra/log.ts';
import type { Catalog } from '../../../pipelines/catalog.ts';
import { isKeyed, type ModelInput } from '../../../pipelines/model.ts';
import { createPipelines, type RunSummary } from '../../../pipelines/pipelines.ts';
import type { Warehouse } from '../../../warehouse/client.ts';
import {
  beginning,
  catalog,
  openReferenceWorld,
  stays,
  ofTravelers,
  type ReferenceWorld,
} from '../../support/reference-world.ts';

let world: ReferenceWorld;
beforeAll(async () => {
  world = await openReferenceWorld('2026-06-10T00:00:00Z');
  await build();
});
afterAll(() => world.close());

/** Returns the slices that a pass has built, by model. */
async function build(pipelines = world.pipelines): Promise<Record<string, string[]>> {
  const summary: RunSummary = await pipelines.run();
  expect(summary.failed).toEqual([]);
  return Object.fromEntries(summary.runs.map(({ model, slices }) => [model, slices]));
}

/** Returns why and which slices of models are due. */
async function due(pipelines = world.pipelines): Promise<Record<string, string>> {
  const plan = (await pipelines.plan()).filter((each) => each.due.length > 0);
  return Object.fromEntries(
    plan.map(({ model, groups, due: slices }) => [
      model,
      `${groups.map(({ why }) => why).join('; ')}: ${slices.map(({ slice }) => slice).join(' ')}`,
    ]),
  );
}

const countKeys = (): Promise<object[]> =>
  world.warehouse.query('select model, count() as slices from slice_keys group by model order by model', {
    name: 'test',
  });

/** A pipelines of its own, as another process has. */
function openPipelines(options: { warehouse?: Warehouse; isWhole?: boolean; catalog?: Catalog }) {
  const whole = (input: ModelInput): ModelInput =>
    isKeyed(input) && input.from === 'table' ? { from: 'table', table: input.table } : input;
  const wanted = options.catalog ?? catalog;
  const sliced = wanted.sliced.map((model) => ({ ...model, influences: model.influences.map(whole) }));
  return createPipelines({
    warehouse: options.warehouse ?? world.warehouse,
    catalog: options.isWhole === true ? { ...wanted, sliced } : wanted,
    checks: [],
    clock: world.clock,
    log: createSilentLog(),
    newRunId: randomUUID,
  });
}

/** What changes at once, what that makes due, and which slices are built in the end. */
const steps: {
  changes: { because: string; act: () => Promise<void> }[];
  due: Record<string, string>;
  /** In place of what was due, or beside it. */
  follows: Record<string, string[]>;
}[] = [
  {
    changes: [
      {
        because: "a vendor's zone moves its bookings, and they what reads them",
        act: () => world.putVendor('city', { timezone: 'Asia/Tokyo' }),
      },
      {
        because: "an affiliate's currency and zone are of its entries only",
        act: () => world.putAffiliate('bolt', { currency: 'USD', timezone: 'America/New_York' }),
      },
      {
        because: 'an owner is in no number: nothing goes further than where it is read',
        act: () => world.putVendor('sea', { currency: 'USD', owner: 'Dolphin' }),
      },
    ],
    due: {
      reservation_versions:
        'changed: table vendors (city, sea): 2026-01-10 2026-02-10 2026-03-11 2026-04-10 2026-05-31',
      value_entries: 'changed: table affiliates (bolt): 2026-02-10',
      vendor_months: 'changed: table vendors (city, sea): 2026-01 2026-02 2026-03 2026-04 2026-05',
    },
    follows: { value_entries: ['2026-01-10', '2026-02-10', '2026-03-11'] },
  },
  {
    changes: [
      { because: 'a vendor that is added after its reservations', act: () => world.putVendor('unknown') },
      {
        because: 'an affiliate that is added after its reservations',
        act: () => world.putAffiliate('nobody'),
      },
    ],
    due: {
      reservation_versions: 'changed: table vendors (unknown): 2026-03-10',
      value_entries: 'changed: table affiliates (nobody): 2026-03-11',
    },
    follows: { value_entries: ['2026-03-10', '2026-03-11'], vendor_months: ['2026-03'] },
  },
  {
    changes: [
      {
        because:
          'a rate with one vendor is of all days of its affiliate: rather one too many than one too few',
        act: () => world.putRate('acme', { vendor_id: 'city', rate: '0.2' }),
      },
      {
        because: 'a row that comes into force later on',
        act: () =>
          world.putVendor('unknown', { timezone: 'Asia/Tokyo', valid_from: '2026-07-01T00:00:00.000Z' }),
      },
    ],
    due: {
      reservation_versions: 'changed: table vendors (unknown): 2026-03-10',
      value_entries: 'changed: table commission_rates (acme): 2026-01-10 2026-03-10 2026-05-31',
      vendor_months: 'changed: table vendors (unknown): 2026-03',
    },
    follows: {},
  },
  {
    changes: [
      { because: 'rows that are gone', act: () => world.remove('commission_rates', 'affiliate_id', 'acme') },
      {
        because: 'it is in force, though nobody wrote a row',
        act: async () => {
          world.clock.time = Date.parse('2026-07-02T00:00:00Z');
        },
      },
    ],
    due: {
      reservation_versions: 'changed: table vendors (unknown): 2026-03-10',
      value_entries: 'changed: table commission_rates (acme): 2026-01-10 2026-03-10 2026-05-31',
      vendor_months: 'changed: table vendors (unknown): 2026-03',
    },
    follows: {},
  },
];

test('changed rows of a table make due the slices that hold their keys, and the plan says which', async () => {
  for (const [position, { changes, due: expected, follows }] of steps.entries()) {
    const because = changes.map((change) => change.because).join('; ');
    for (const change of changes) await change.act();
    expect(await due(), because).toEqual(expected);
    const slicesOf = (text: string): string[] => text.split(': ').at(-1)?.split(' ') ?? [];
    const first = Object.entries(expected).map(([model, text]) => [model, slicesOf(text)] as const);
    expect(await build(), because).toEqual({ ...Object.fromEntries(first), ...follows });
    if (position > 0) continue;
    // Superseded runs go with their keys; those of the runs that stand are needed for the steps that follow.
    world.clock.time += 1;
    await world.pipelines.sweep(0);
    expect(await countKeys()).toEqual([
      { model: 'reservation_versions', slices: 6 },
      { model: 'value_entries', slices: 12 },
      { model: 'vendor_months', slices: 5 },
    ]);
  }
  expect(await due()).toEqual({});
  const rows = await world.readRows();
  await world.forget();

  // What was built before keys were kept stays as it is, until its table changes.
  await build(openPipelines({ isWhole: true }));
  expect(rows).toEqual(await world.readRows());
  expect(await due()).toEqual({});
  await world.putVendor('city', { owner: 'Dolphin' });
  const days = stays.map(({ bookedOn }) => bookedOn).join(' ');
  expect(await due()).toMatchObject({ reservation_versions: `changed: table vendors: ${days}` });
});

test('a rate builds only the travelers again with an amount to convert on one of its days', async () => {
  const pipelines = openPipelines({ catalog: ofTravelers });
  const read = (sql: string): Promise<{ text: string }[]> => world.warehouse.query(sql, { name: 'test' });
  const spending = (): Promise<{ text: string }[]> =>
    read(`select concat(traveler_id, ' ', toString(spend), ' ', toString(unconverted)) as text
      from traveler_spending order by text`);
  const rebuilt = async (): Promise<{ text: string }[]> => {
    const { traveler_spending: slices = [] } = await build(pipelines);
    return read(`select concat(traveler_id, ' ', toString(spend['hotel']), ' ', toString(length(unconverted))) as text
      from traveler_spending where slice in ('${slices.join("', '")}') order by text`);
  };
  await world.forget();
  await build(pipelines);

  // Nobody has booked on the third and the fourth of these: in another currency, and a day after the last of a rate's.
  await world.putFx('USD', '2', '2026-02-10');
  await world.putFx('GBP', '0.5', '2026-03-09');
  await world.putFx('CHF', '2', '2026-02-10');
  await world.putFx('USD', '2', '2026-03-02');
  await pipelines.run({ model: 'daily_rates' });
  expect((await due(pipelines))['traveler_spending']).toMatch(
    'changed: model daily_rates (GBP 2026-03-11, USD 2026-02-10): ',
  );
  expect(await rebuilt()).toEqual([{ text: 't1 50 0' }, { text: 't3 200 0' }]);

  await world.putFx('USD', '2', '2026-03-03');
  expect(await rebuilt(), 'the rate comes at last').toEqual([{ text: 't2 50 0' }]);
  const rows = await spending();
  await world.forget();
  await build(pipelines);
  expect(rows).toEqual(await spending());
});

const zones = fc.constantFrom('UTC', 'Asia/Tokyo', 'America/New_York');
const currencies = fc.constantFrom('EUR', 'USD');
const since = fc.constantFrom(beginning, '2026-03-01T00:00:00.000Z', '2026-08-01T00:00:00.000Z');
const vendors = fc.constantFrom('city', 'sea', 'unknown');
const affiliates = fc.constantFrom('acme', 'bolt', 'nobody');
const attributes = fc.record({ timezone: zones, currency: currencies, valid_from: since });
const rates = fc.record({
  vendor_id: fc.constantFrom('', 'city', 'sea'),
  rate: fc.constantFrom('0.1', '0.3'),
  valid_from: since,
});
const act = fc.oneof(
  fc.record({ puts: fc.constant('vendor'), id: vendors, row: attributes }),
  fc.record({ puts: fc.constant('affiliate'), id: affiliates, row: attributes }),
  fc.record({ puts: fc.constant('rate'), id: affiliates, row: rates }),
  fc.record({ puts: fc.constant('fx'), rate: fc.constantFrom('1.1', '1.3') }),
  fc.record({ removes: fc.constant('vendors'), key: fc.constant('vendor_id'), id: vendors }),
  fc.record({
    removes: fc.constantFrom('affiliates', 'commission_rates'),
    key: fc.constant('affiliate_id'),
    id: affiliates,
  }),
  fc.record({ days: fc.constant(20) }),
);
const acts = fc.array(act, { minLength: 1, maxLength: 4 });

async function perform(wanted: typeof act extends fc.Arbitrary<infer Act> ? Act : never): Promise<void> {
  if ('days' in wanted) world.clock.time += wanted.days * 86_400_000;
  else if ('removes' in wanted) await world.remove(wanted.removes, wanted.key, wanted.id);
  else if ('rate' in wanted) await world.putFx('USD', wanted.rate);
  else if (wanted.puts === 'vendor') await world.putVendor(wanted.id, wanted.row);
  else if (wanted.puts === 'affiliate') await world.putAffiliate(wanted.id, wanted.row);
  else await world.putRate(wanted.id, wanted.row);
}

test('after any changes a pass leaves what is built from nothing', async () => {
  const property = fc.asyncProperty(acts, acts, async (some, more) => {
    for (const each of some) await perform(each);
    await build();
    for (const each of more) await perform(each);
    await build();
    const rows = await world.readRows();
    await world.forget();
    await build();
    expect(rows).toEqual(await world.readRows());
  });
  await fc.assert(property, { numRuns: 2, endOnFailure: true });
});

/** Something happens just before keys of reservations, or just behind. */
function disturbed(before: () => Promise<void>, behind: () => void = () => undefined): Warehouse {
  const { warehouse } = world;
  return {
    ...warehouse,
    async command(sql, options) {
      const isAwaited = options.name === 'record-keys-reservation_versions';
      if (isAwaited) await before();
      await warehouse.command(sql, options);
      if (isAwaited) behind();
    },
  };
}

test('what changes while a run reads it makes the slice due again, and a run that is stopped keeps no keys', async () => {
  const own = { model: 'reservation_versions' };
  await world.putVendor('sea', { timezone: 'Asia/Tokyo' });
  const known = await countKeys();
  const abort = new AbortController();
  const stopping = disturbed(
    () => Promise.resolve(),
    () => abort.abort(new Error('stopped')),
  );
  const stopped = openPipelines({ warehouse: stopping }).run({ ...own, signal: abort.signal });
  await expect(stopped).rejects.toThrow('stopped');
  expect(await countKeys()).toEqual(known);

  const racing = disturbed(() => world.putVendor('sea', { timezone: 'UTC' }));
  await openPipelines({ warehouse: racing }).run(own);
  expect((await due())['reservation_versions']).toMatch('2026-02-10 2026-04-10 2026-05-31');
});
