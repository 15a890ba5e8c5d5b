import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { RawChange } from '../../../support/raw-changes.ts';
import {
  checkAttribution,
  checkBreakdown,
  checkFunnel,
  checkPaths,
  checkRetention,
  type Ask,
} from './check-filtered.ts';
import { expectFiltered, isBookingSelected, walkWorld, type AskedFilter } from './expected-filtered.ts';
import { makeRawWorld } from './raw-world.ts';
import type { TestApi } from './start-api.ts';
import { startRawWorld } from './start-raw-world.ts';

const admin = { sub: 'ops', role: 'admin' } as const;
const now = '2026-06-10T12:00:00Z';
const span = { fromMs: Date.parse('2026-03-10T00:00:00Z'), toMs: Date.parse('2026-05-20T00:00:00Z') };
const quarterMs = 900_000;
const hourMs = 3_600_000;

/** A world whose bookings change, go to another affiliate, lie elsewhere or have no rate. */
function makeChangingWorld() {
  const world = makeRawWorld('a', { seed: 77, ...span, bursts: 500, devices: 40, bookings: 150 });
  const changes = world.changes.flatMap((change, index): RawChange[] => {
    const first: RawChange = {
      ...change,
      city: ['Lisbon', 'Porto', '', 'Nice, Old Town'][index % 4] ?? '',
      ...(index % 17 === 0 ? { currency: 'USD' } : {}),
    };
    const next = (version: number, days: number, rest: Partial<RawChange>): RawChange => ({
      ...first,
      version,
      changedAt: new Date(Date.parse(change.bookedAt) + days * 24 * hourMs).toISOString(),
      ...rest,
    });
    if (index % 17 === 0) return [first];
    const cancelled = next(2, 3, { status: 'cancelled', kind: 'cancelled', retained: '5.55' });
    switch (index % 6) {
      case 0:
        return [first, cancelled];
      case 1:
        return [first, cancelled, next(3, 12, { status: 'booked', kind: 'reinstated' })];
      case 2:
        return [first, next(2, 20, { status: 'completed', kind: 'completed' })];
      case 3:
        return [first, next(2, 1, { amount: '77.77', vendorId: 'hotel-1', city: 'Porto' })];
      case 4:
        return index % 4 === 0 ? [first, next(2, 5, { affiliateId: 'b', vendorId: 'hotel-2' })] : [first];
      default:
        return [first];
    }
  });
  return { ...world, changes };
}

const walked = walkWorld(makeChangingWorld());
const pools: Record<string, readonly string[]> = {
  page: ['/', '/search', '/checkout', '/nowhere'],
  entryPage: ['/', '/search', '/hotel'],
  exitPage: ['/', '/checkout'],
  referrer: ['www.google.co.uk', 'blog.example.org'],
  channel: ['Direct', 'Paid', 'Organic Search', 'Affiliate'],
  source: ['google', 'partner-x'],
  medium: ['cpc', 'email'],
  campaign: ['spring', 'Spring', 'autumn'],
  country: ['DE', 'FR', 'NL'],
  device: ['mobile', 'desktop'],
  browser: ['Safari', 'Chrome'],
  os: ['iOS', 'Windows'],
  event: ['Search', 'Offer Clicked', 'Product Viewed'],
  vendor: ['hotel-1', 'hotel-2', 'hotel-3'],
  destination: ['Lisbon, PT', 'Nice, Old Town, PT', 'PT'],
};
/** The values that a dimension has beside those that are filtered by. */
const otherValues: Record<string, readonly string[]> = {
  page: ['/hotel'],
  entryPage: ['/checkout'],
  channel: ['Email', 'Social', 'Other', 'Referral'],
  event: ['Scroll Depth'],
  vendor: ['hotel-0'],
  destination: ['Porto, PT'],
};
/** The metrics of dimensions that do not have all. */
const namesOf: Record<string, readonly string[]> = {
  page: ['visitors', 'pageviews', 'sessions', 'clicks'],
  event: ['events', 'visitors', 'sessions'],
  vendor: ['netValue', 'bookings', 'grossValue', 'cancellations', 'completedValue', 'commissionDeclined'],
  destination: ['bookings', 'netValue', 'averageOrderValue', 'commissionApproved', 'reinstatedValue'],
};
const filters = fc.array(
  fc.constantFrom(...Object.keys(pools)).chain((dimension) =>
    fc.record({
      dimension: fc.constant(dimension),
      operator: fc.constantFrom('eq', 'ne'),
      values: fc.uniqueArray(fc.constantFrom(...(pools[dimension] ?? [])), { minLength: 1, maxLength: 2 }),
    }),
  ),
  { minLength: 0, maxLength: 3 },
);
const questions = fc.record({
  filters,
  startQuarter: fc.integer({ min: -100, max: 5_000 }),
  quarters: fc.integer({ min: 200, max: 6_500 }),
  zone: fc.constantFrom('Europe/Berlin', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'UTC'),
  granularity: fc.constantFrom('day', 'week', 'month'),
  by: fc.constantFrom(...Object.keys(pools).filter((name) => name !== 'exitPage')),
});

function query(asked: readonly AskedFilter[], more: Record<string, string>): string {
  const params = new URLSearchParams(more);
  for (const { dimension, operator, values } of asked) {
    params.append(
      'filter',
      `${dimension}:${operator}:${values.map((each) => each.replaceAll(',', '\\,')).join(',')}`,
    );
  }
  return params.toString();
}

function labelOf(atMs: number, zone: string, granularity: string): string {
  const local = Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(zone);
  if (granularity === 'day') return local.toPlainDate().toString();
  return granularity === 'week' ? `${local.yearOfWeek}-${local.weekOfYear}` : `${local.year}-${local.month}`;
}

async function ask(get: TestApi['get'], path: string) {
  const answer = await get(`/api/affiliates/a/${path}`, admin);
  expect(answer).toMatchObject({ statusCode: 200 });
  return answer.json();
}

test('numbers under filters equal a plain walk over the events and the versions', async () => {
  const { get } = await startRawWorld(walked.world, now);
  const counted = { sessions: 0, bookings: 0, converted: 0, rows: 0 };
  await fc.assert(
    fc.asyncProperty(questions, async ({ filters: asked, startQuarter, quarters, zone, granularity, by }) => {
      const fromMs = span.fromMs + startQuarter * quarterMs;
      const toMs = fromMs + quarters * quarterMs;
      const range = { from: new Date(fromMs).toISOString(), to: new Date(toMs).toISOString(), tz: zone };
      const isInRange = (at: number) => at >= fromMs && at < toMs;

      const { metrics } = await ask(get, `overview?${query(asked, range)}`);
      const { commission, unconverted, withoutAmount: _, ...plain } = metrics;
      const expected = expectFiltered(walked, asked, isInRange, isInRange);
      const { commissionApproved, commissionDeclined, commissionReversed, ...tiles } = expected;
      expect(plain).toEqual(tiles);
      const left = walked.bookings.filter((booking) => isBookingSelected(booking, asked));
      const pending = left
        .filter((booking) => !booking.isUnconverted)
        .flatMap((booking) => booking.entries.filter((entry) => entry.at < toMs))
        .reduce((sum, entry) => sum + entry.pending, 0);
      expect(commission).toEqual({
        pending: (pending / 100).toFixed(2),
        approved: commissionApproved,
        declined: commissionDeclined,
        reversed: commissionReversed,
      });
      const lost = left.filter((booking) => booking.isUnconverted && isInRange(booking.bookedAt));
      expect(unconverted.count).toBe(lost.length);
      counted.sessions += tiles.sessions;
      counted.bookings += tiles.bookings;
      counted.converted += tiles.conversionRate === null ? 0 : Number(tiles.conversionRate > 0);

      const names = Object.keys(expected).join(',');
      const series = await ask(get, `timeseries?${query(asked, { ...range, granularity, metrics: names })}`);
      for (const [index, { at, ...values }] of series.points.entries()) {
        if (series.points.length > 12 && index % 7 !== 0) continue;
        const label = labelOf(Date.parse(at), zone, granularity);
        const isIn = (ms: number) => isInRange(ms) && labelOf(ms, zone, granularity) === label;
        expect(values).toEqual(expectFiltered(walked, asked, isInRange, isIn));
      }

      const question = { walked, asked, fromMs, toMs, zone };
      const askFiltered: Ask = async (path, more) =>
        ask(get, `${path}?${query(asked, { ...range, ...more })}`);
      const keys = [
        ...new Set([
          '',
          'm.facebook.com',
          'newsletter',
          'partner',
          'Firefox',
          ...(otherValues[by] ?? []),
          ...(pools[by] ?? []),
        ]),
      ];
      counted.rows += await checkBreakdown(askFiltered, question, {
        by,
        keys,
        names: namesOf[by] ?? Object.keys(expected),
      });
    }),
    { numRuns: 5, seed: 5, endOnFailure: true },
  );
  const whole = { walked, asked: [], ...span, zone: 'UTC' };
  const range = {
    from: new Date(span.fromMs).toISOString(),
    to: new Date(span.toMs).toISOString(),
    tz: 'UTC',
  };
  for (const [start, model, asked] of [
    ['', 'linear', []],
    [
      'event:Search',
      'last',
      [
        { dimension: 'page', operator: 'eq', values: ['/checkout'] },
        { dimension: 'vendor', operator: 'ne', values: ['hotel-2'] },
      ],
    ],
  ] as const) {
    const askFiltered: Ask = async (path, more) => ask(get, `${path}?${query(asked, { ...range, ...more })}`);
    const question = { ...whole, asked };
    expect(await checkPaths(askFiltered, question, start, 2)).toBeGreaterThan(20);
    expect(await checkFunnel(askFiltered, question, 3)).toBeGreaterThan(5);
    await checkRetention(askFiltered, question, 'month');
    await checkAttribution(askFiltered, question, model);
  }
  expect(counted.sessions).toBeGreaterThan(100);
  expect(counted.bookings).toBeGreaterThan(30);
  expect(counted.converted).toBeGreaterThan(3);
  expect(counted.rows).toBeGreaterThan(10);
});
