import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { createTestWarehouse } from '../../../support/warehouse.ts';
import { expectFigures, expectPending, expectUnconverted, personOf } from './expected.ts';
import { startApi, type TestApi } from './start-api.ts';
import { replaceViews, storeWorld } from './store-world.ts';
import { makeWorld, type World } from './world.ts';

const admin = { sub: 'ops', role: 'admin' } as const;
const now = '2026-06-01T12:00:00Z';
// Both worlds hold a change of the clock: Berlin's on 29 March, Lord Howe's half hour on 5 April.
const span = { fromMs: Date.parse('2026-03-20T00:00:00Z'), toMs: Date.parse('2026-04-20T00:00:00Z') };
const worlds = [
  makeWorld(
    { affiliateId: 'berlin', currency: 'EUR', timezone: 'Europe/Berlin' },
    { seed: 1, ...span, visits: 2_000, devices: 90 },
  ),
  makeWorld(
    { affiliateId: 'howe', currency: 'USD', timezone: 'Australia/Lord_Howe' },
    { seed: 2, ...span, visits: 1_500, devices: 40 },
  ),
];
const zones = [
  'Europe/Berlin',
  'Asia/Kolkata',
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
  'America/St_Johns',
  'UTC',
];

async function start(): Promise<TestApi> {
  const { warehouse } = await createTestWarehouse(now);
  await replaceViews(warehouse);
  for (const world of worlds) await storeWorld(warehouse, world, '2026-05-31T23:00:00Z');
  return startApi(warehouse, now);
}

/** The bucket of an instant by its local reading, not by boundaries. */
function labelOf(atMs: number, zone: string, granularity: string): string {
  const local = Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(zone);
  switch (granularity) {
    case 'hour':
      return `${local.toPlainDate().toString()} ${local.hour} ${local.offset}`;
    case 'day':
      return local.toPlainDate().toString();
    case 'week':
      return `${local.yearOfWeek}-${local.weekOfYear}`;
    default:
      return `${local.year}-${local.month}`;
  }
}

const ranges = fc
  .record({
    index: fc.constantFrom(...worlds.keys()),
    zone: fc.constantFrom(...zones),
    startQuarter: fc.integer({ min: -200, max: 2_800 }),
    quarters: fc.integer({ min: 1, max: 3_000 }),
    granularity: fc.constantFrom('hour', 'day', 'day', 'week', 'month'),
  })
  .map(({ index, zone, startQuarter, quarters, granularity }) => {
    const fromMs = span.fromMs + startQuarter * 900_000;
    return { index, zone, granularity, fromMs, toMs: fromMs + quarters * 900_000 };
  });

const seriesNames = Object.keys(expectFigures(worlds[0] ?? makeNever(), () => false));

function iso(atMs: number): string {
  return new Date(atMs).toISOString();
}

function makeNever(): World {
  throw new Error('there are two worlds');
}

test('every metric of every point equals a plain walk over the rows, in any zone and granularity', async () => {
  const { get } = await start();
  await fc.assert(
    fc.asyncProperty(ranges, async ({ index, zone, granularity, fromMs, toMs }) => {
      const world = worlds[index] ?? makeNever();
      const query = new URLSearchParams({
        from: iso(fromMs),
        to: iso(toMs),
        tz: zone,
        granularity,
        metrics: seriesNames.join(','),
      });
      const answer = await get(`/api/affiliates/${world.affiliateId}/timeseries?${query.toString()}`, admin);
      expect(answer).toMatchObject({ statusCode: 200 });
      const { points } = answer.json<{ points: ({ at: string } & Record<string, unknown>)[] }>();
      const labels = points.map((point) => labelOf(Date.parse(point.at), zone, granularity));
      expect(new Set(labels).size).toBe(points.length);
      // Every quarter-hour of the range has its point.
      for (let at = fromMs; at < toMs; at += 900_000)
        expect(labels).toContain(labelOf(at, zone, granularity));
      const checked = points.length > 60 ? points.filter((_, at) => at % 11 === 0) : points;
      for (const { at, ...values } of checked) {
        const label = labelOf(Date.parse(at), zone, granularity);
        const isIn = (ms: number) => ms >= fromMs && ms < toMs && labelOf(ms, zone, granularity) === label;
        expect(values).toEqual(expectFigures(world, isIn));
      }
    }),
    { numRuns: 25, seed: 7 },
  );
});

test('the overview equals a plain walk over the rows, and so does what it compares with', async () => {
  const { get } = await start();
  await fc.assert(
    fc.asyncProperty(ranges, async ({ index, fromMs, toMs }) => {
      const world = worlds[index] ?? makeNever();
      const isIn = (ms: number) => ms >= fromMs && ms < toMs;
      const url = `/api/affiliates/${world.affiliateId}/overview?from=${iso(fromMs)}&to=${iso(toMs)}&compare=previous`;
      const overview = (await get(url, admin)).json();
      const { commission, unconverted, withoutAmount, ...plain } = overview.metrics;
      const { commissionApproved, commissionDeclined, commissionReversed, ...expected } = expectFigures(
        world,
        isIn,
      );
      expect(plain).toEqual(expected);
      expect(commission).toEqual({
        pending: expectPending(world, toMs),
        approved: commissionApproved,
        declined: commissionDeclined,
        reversed: commissionReversed,
      });
      const lost = expectUnconverted(world, isIn);
      expect(unconverted.count).toBe(lost.length);
      const amounts = Object.groupBy(lost, (row) => row.original_currency);
      expect(unconverted.amounts).toEqual(
        Object.keys(amounts)
          .toSorted()
          .map((currency) => {
            const sum = (amounts[currency] ?? []).reduce((total, row) => total + row.original_value, 0);
            const rounded = Math.sign(sum) * Math.floor((Math.abs(sum) + 50) / 100);
            return { currency, amount: currency === 'JPY' ? String(rounded) : (sum / 100).toFixed(2) };
          }),
      );
      expect(withoutAmount).toBe(
        world.entries.filter((row) => row.entry === 'gross' && row.problem === 'no_amount' && isIn(row.at))
          .length,
      );
      const before = { from: Date.parse(overview.compare.from), to: Date.parse(overview.compare.to) };
      expect(before.to).toBeLessThanOrEqual(fromMs);
      expect(overview.compare.metrics.visitors).toBe(
        expectFigures(world, (ms) => ms >= before.from && ms < before.to).visitors,
      );
      expect(overview).toMatchObject({
        tz: world.timezone,
        currency: world.currency,
        asOf: '2026-05-31T23:00:00.000Z',
      });
    }),
    { numRuns: 25, seed: 8 },
  );
});

test('breakdowns equal a plain walk over the rows, page after page', async () => {
  const { get } = await start();
  const [world = makeNever()] = worlds;
  const url = `/api/affiliates/${world.affiliateId}/breakdown?from=2026-03-25&to=2026-04-10`;
  const [fromMs, toMs] = [Date.parse('2026-03-24T23:00:00Z'), Date.parse('2026-04-09T22:00:00Z')];
  const visits = world.visits.filter((row) => row.quarter >= fromMs && row.quarter < toMs);
  const persons = (rows: World['visits']) =>
    new Set(rows.map((row) => personOf(world, row.anonymous_id, row.user_id, row.at))).size;

  const pages = Object.entries(Object.groupBy(visits, (row) => row.page_path)).map(([key, rows = []]) => ({
    key,
    pageviews: rows.reduce((sum, row) => sum + row.pageviews, 0),
    visitors: persons(rows),
    sessions: new Set(
      rows
        .filter((row) => row.session_started_at !== null)
        .map((row) => `${row.anonymous_id} ${row.session_started_at}`),
    ).size,
    clicks: rows.reduce((sum, row) => sum + row.clicks, 0),
  }));
  const sorted = pages.toSorted((a, b) => b.pageviews - a.pageviews || (a.key < b.key ? -1 : 1));
  const seen: unknown[] = [];
  let cursor = '';
  do {
    const part = (await get(`${url}&by=page&limit=2${cursor}`, admin)).json();
    seen.push(...part.rows);
    cursor = part.next === null ? '' : `&cursor=${part.next}`;
  } while (cursor !== '' && seen.length < 100);
  expect(seen).toEqual(sorted);

  const quarters = world.quarters.filter((row) => row.quarter >= fromMs && row.quarter < toMs);
  const channels = (await get(`${url}&by=channel&metrics=visitors,sessions,bounceRate`, admin)).json();
  expect(channels.rows).toEqual(
    Object.entries(Object.groupBy(quarters, (row) => row.channel))
      .map(([key, rows = []]) => {
        const sessions = rows.reduce((sum, row) => sum + row.sessions, 0);
        return {
          key,
          visitors: persons(visits.filter((row) => row.channel === key)),
          sessions,
          bounceRate: rows.reduce((sum, row) => sum + row.bounces, 0) / sessions,
        };
      })
      .toSorted((a, b) => b.visitors - a.visitors || (a.key < b.key ? -1 : 1)),
  );
});
