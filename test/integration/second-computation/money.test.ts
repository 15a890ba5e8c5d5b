import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemClock } from '../../../infra/clock.ts';
import { createAffiliates } from '../../../warehouse/repositories/affiliates.ts';
import { createCommissionRates } from '../../../warehouse/repositories/commission-rates.ts';
import { createFxRates } from '../../../warehouse/repositories/fx-rates.ts';
import { createVendors } from '../../../warehouse/repositories/vendors.ts';
import { affiliateMoney } from '../../support/second-computation/affiliate-money.ts';
import type { Affiliate } from '../../support/second-computation/affiliate.ts';
import { createFindRate, type DayRate } from '../../support/second-computation/fx.ts';
import { ledgerOf, type Entry } from '../../support/second-computation/ledger.ts';
import { makeChanges } from '../../support/second-computation/make-changes.ts';
import { minorDigitsOf } from '../../support/second-computation/money.ts';
import { openWorld, type OpenWorld } from '../../support/second-computation/open-world.ts';
import { createRandom } from '../../support/second-computation/random.ts';
import { spanOf } from '../../support/second-computation/range.ts';
import { startApi } from '../dashboards/api/start-api.ts';

const seed = Number(process.env['MILEPOST_WORLD_SEED'] ?? '1');
const now = '2026-08-20T10:00:00Z';
const span = { fromMs: Date.parse('2026-03-10T00:00:00Z'), toMs: Date.parse('2026-04-20T00:00:00Z') };
const affiliates: readonly Affiliate[] = [
  {
    affiliateId: 'berlin',
    currency: 'EUR',
    timezone: 'Europe/Berlin',
    rates: [
      { rate: '0.1' },
      { rate: '0.125', validFrom: '2026-04-01T00:00:00Z' },
      { rate: '0.0333', type: 'car' },
    ],
  },
  {
    affiliateId: 'howe',
    currency: 'USD',
    timezone: 'Australia/Lord_Howe',
    rates: [{ rate: '0.07' }, { rate: '0.2', vendorId: 'hotel-a', validFrom: '2026-03-25T00:00:00Z' }],
  },
  { affiliateId: 'tokyo', currency: 'JPY', timezone: 'Asia/Tokyo', rates: [{ rate: '0.15' }] },
];
const levels = { USD: 0.9, JPY: 0.0061, GBP: 1.17 };
/** Pounds have none for ten days, which is more than the seven that a rate lasts. */
const rates: readonly DayRate[] = Object.entries(levels).flatMap(([currency, level]) =>
  Array.from({ length: 60 }, (_, days) => Temporal.PlainDate.from('2026-03-01').add({ days }))
    .filter(
      (day) => day.dayOfWeek < 6 && (currency !== 'GBP' || day.month !== 3 || day.day < 15 || day.day > 25),
    )
    .map((day) => ({ date: day.toString(), currency, rate: (level * (1 + day.day / 200)).toFixed(8) })),
);

let world: OpenWorld;
let entries: Map<string, Entry[]>;

beforeAll(async () => {
  world = await openWorld(now);
  const deps = { warehouse: world.warehouse, clock: systemClock };
  await createAffiliates(deps).add(
    affiliates.map(({ rates: _, ...each }) => ({ ...each, name: each.affiliateId })),
  );
  await createCommissionRates(deps).set(
    affiliates.flatMap(({ affiliateId, rates: own }) => own.map((rate) => ({ affiliateId, ...rate }))),
  );
  await createFxRates(deps).put(rates.map((rate) => ({ ...rate, base: 'EUR', source: 'test' })));
  await createVendors(deps).add(
    ['hotel-a/hotel', 'hotel-b/hotel', 'air-a/flight', 'car-a/car'].map((each) => {
      const [vendorId = '', type = ''] = each.split('/');
      return { vendorId, type, name: vendorId, timezone: 'Europe/Lisbon', currency: 'EUR' };
    }),
  );
  const reservations = makeChanges(createRandom(seed), {
    affiliateIds: ['berlin', 'howe', 'tokyo'],
    ...span,
    reservations: 400,
  });
  const byId = new Map(affiliates.map((each) => [each.affiliateId, each]));
  const ledgers = reservations.flatMap((each) =>
    ledgerOf(each, { affiliates: byId, findRate: createFindRate(rates) }),
  );
  entries = Map.groupBy(ledgers, ({ affiliateId }) => affiliateId);
  await world.sendChanges(reservations.flat().toReversed());
  await world.run();
});
afterAll(() => world.close());

const moments = fc
  .integer({ min: span.fromMs - 5 * 86_400_000, max: span.toMs + 60 * 86_400_000 })
  .map((atMs) => new Date(atMs).toISOString());
const questions = fc
  .record({
    affiliateId: fc.constantFrom('berlin', 'howe', 'tokyo'),
    from: fc.oneof(
      moments,
      moments.map((moment) => moment.slice(0, 10)),
    ),
    days: fc.integer({ min: 1, max: 90 }),
    tz: fc.constantFrom('Europe/Berlin', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'America/St_Johns'),
  })
  .map(({ days, ...asked }) => ({
    ...asked,
    to: new Date(Date.parse(asked.from) + days * 86_400_000).toISOString().slice(0, asked.from.length),
  }));

test('money and commission are what the versions as sent come to', async () => {
  const api = await startApi(world.warehouse, now);
  await fc.assert(
    fc.asyncProperty(questions, async ({ affiliateId, ...asked }) => {
      const query = new URLSearchParams(asked).toString();
      const answer = await api.get(`/api/affiliates/${affiliateId}/overview?${query}`, {
        sub: 'ops',
        role: 'admin',
      });
      const currency = affiliates.find((each) => each.affiliateId === affiliateId)?.currency ?? '';
      expect(answer.json().metrics).toMatchObject(
        affiliateMoney(entries.get(affiliateId) ?? [], spanOf(asked), minorDigitsOf(currency)),
      );
    }),
    { numRuns: 15 },
  );
});
