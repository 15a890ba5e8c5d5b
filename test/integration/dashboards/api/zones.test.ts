import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import type { Identity } from '../../../../infra/auth/identity.ts';
import { createSilentLog } from '../../../../infra/log.ts';
import { createPipelines } from '../../../../pipelines/pipelines.ts';
import { modelsFor } from '../../../support/models-for.ts';
import { storeChanges, type RawChange } from '../../../support/raw-changes.ts';
import { storeEvents, type RawEvent } from '../../../support/raw-rows.ts';
import { createTestWarehouse } from '../../../support/warehouse.ts';
import { startApi } from './start-api.ts';

const now = '2026-06-01T00:00:00Z';
const admin: Identity = { sub: 'ops', role: 'admin' };
const quarterMs = 900_000;
const metrics = ['pageviews', 'visitors', 'bookings', 'grossValue'] as const;

/** Local dates, the last of them not included, and how many hours each day has, or what else is there to see. */
type Window = readonly [from: string, to: string, hours: readonly number[]];
const yearEnd: Window = ['2025-12-30', '2026-01-02', [24, 24, 24]];
const monthEnd: Window = ['2026-02-27', '2026-03-02', [24, 24, 24]];
const cases: readonly (readonly [zone: string, ...Window[]])[] = [
  ['UTC', yearEnd, monthEnd],
  [
    'Europe/Amsterdam',
    yearEnd,
    ['2025-10-25', '2025-10-27', [24, 25]],
    ['2026-03-28', '2026-03-30', [24, 23]],
    ['2026-03-30', '2026-04-02', [24, 24, 24]],
  ],
  [
    'America/New_York',
    yearEnd,
    ['2025-11-01', '2025-11-03', [24, 25]],
    ['2026-03-07', '2026-03-09', [24, 23]],
  ],
  ['Asia/Kolkata', yearEnd, monthEnd],
  [
    'Australia/Lord_Howe',
    yearEnd,
    ['2025-10-04', '2025-10-06', [24, 23.5]],
    ['2026-04-04', '2026-04-06', [24, 24.5]],
  ],
  ['Pacific/Kiritimati', yearEnd, monthEnd],
];

/** The clock on the wall, read by Intl: nothing here knows how the API finds its buckets. */
function createWall(zone: string) {
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    hourCycle: 'h23',
    timeZoneName: 'longOffset',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
  });
  return (atMs: number) => {
    const parts = new Map(format.formatToParts(atMs).map(({ type, value }) => [type, value]));
    const month = `${parts.get('year')}-${parts.get('month')}`;
    const day = `${month}-${parts.get('day')}`;
    return { month, day, hour: `${day} ${parts.get('hour')} ${parts.get('timeZoneName')}` };
  };
}
type Granularity = 'hour' | 'day' | 'month';

/** A zone's affiliate, vendor, page views and bookings: every 20 minutes one, and at the edges of every hour. */
function makeZone(zone: string, windows: readonly Window[]) {
  const wall = createWall(zone);
  const quartersOf = ([from, to]: readonly [string, string, ...unknown[]]): number[] => {
    const around = { fromMs: Date.parse(from) - 15 * 3_600_000, toMs: Date.parse(to) + 15 * 3_600_000 };
    const count = (around.toMs - around.fromMs) / quarterMs;
    return Array.from({ length: count }, (_, index) => around.fromMs + index * quarterMs).filter((atMs) => {
      const { day } = wall(atMs);
      return from <= day && day < to;
    });
  };
  const quarters = windows.flatMap(quartersOf);
  const views = quarters.flatMap((atMs, index) =>
    index % 4 === 0 ? [atMs - 1, atMs, atMs + 1_200_000] : [],
  );
  const booked = quarters.filter((_, index) => index % 10 === 0).flatMap((atMs) => [atMs - 1, atMs]);
  const id = zone.toLowerCase().replace('/', '-');
  const events = views.map((atMs, index): RawEvent => ({
    affiliateId: id,
    messageId: `${id}-${index}`,
    timestamp: new Date(atMs).toISOString(),
    type: 'page',
    anonymousId: `d${index % 7}`,
  }));
  const changes = booked.map((atMs, index): RawChange => ({
    reservationId: `${id}-${index}`,
    version: 1,
    changedAt: new Date(atMs).toISOString(),
    bookedAt: new Date(atMs).toISOString(),
    status: 'booked',
    amount: `${index + 1}.00`,
    currency: 'USD',
    affiliateId: id,
    vendorId: id,
  }));
  /** Euro cents, halves up: the rate is that of the day on the wall. */
  const centsOf = (index: number) =>
    Math.floor(((index + 1) * milliEuroPerUsd(wall(booked[index] ?? 0).day) + 5) / 10);
  const walk = (within: readonly number[], granularity: Granularity) =>
    [...Map.groupBy(within, (atMs) => wall(atMs)[granularity]).values()].map((bucket) => {
      const fromMs = bucket[0] ?? 0;
      const toMs = (bucket.at(-1) ?? 0) + quarterMs;
      const isIn = (atMs: number) => fromMs <= atMs && atMs < toMs;
      const seen = views.flatMap((atMs, index) => (isIn(atMs) ? [index % 7] : []));
      const sold = booked.flatMap((atMs, index) => (isIn(atMs) ? [centsOf(index)] : []));
      return {
        at: new Date(fromMs).toISOString(),
        pageviews: seen.length,
        visitors: new Set(seen).size,
        bookings: sold.length,
        grossValue: (sold.reduce((sum, cents) => sum + cents, 0) / 100).toFixed(2),
      };
    });
  const months = [...Map.groupBy(booked, (atMs) => wall(atMs).month)]
    .map(([period, all]) => ({ period, bookings: all.length }))
    .toSorted((left, right) => (left.period < right.period ? -1 : 1));
  return { zone, id, windows, events, changes, quartersOf, walk, months };
}

/** A rate of its own for every day, in thousandths. */
function milliEuroPerUsd(day: string): number {
  return Date.parse(day) / 86_400_000 - 19_500;
}

test('hours, days and months are those of the clock on the wall, in every zone', async () => {
  const { warehouse, clock } = await createTestWarehouse(now);
  const zones = cases.map(([zone, ...windows]) => makeZone(zone, windows));
  const insert = (table: string, rows: object[]) => warehouse.insert(table, rows, { name: 'test' });
  const tenants = zones.map(({ id, zone }) => ({ id, currency: 'EUR', timezone: zone, name: id }));
  await insert(
    'affiliates',
    tenants.map(({ id, ...rest }) => ({ affiliate_id: id, ...rest })),
  );
  await insert(
    'vendors',
    tenants.map(({ id, ...rest }) => ({ vendor_id: id, type: 'hotel', ...rest })),
  );
  const days = Array.from({ length: 220 }, (_, index) =>
    new Date(Date.parse('2025-09-20') + index * 86_400_000).toISOString().slice(0, 10),
  );
  await insert(
    'fx_rates',
    days.map((date) => ({
      base: 'EUR',
      currency: 'USD',
      date,
      rate: (milliEuroPerUsd(date) / 1_000).toFixed(3),
    })),
  );
  await storeEvents(
    warehouse,
    zones.flatMap((each) => each.events),
  );
  await storeChanges(
    warehouse,
    zones.flatMap((each) => each.changes),
  );
  const catalog = modelsFor(
    'affiliate_quarters',
    'identifications',
    'aliases',
    'value_entries',
    'vendor_months',
  );
  const pipelines = createPipelines({
    warehouse,
    clock,
    log: createSilentLog(),
    newRunId: randomUUID,
    catalog,
  });
  expect((await pipelines.run()).failed).toEqual([]);

  const { get } = await startApi(warehouse, now);
  for (const { id, zone, windows, quartersOf, walk, months } of zones) {
    const ask = async (path: string, from: string, to: string) =>
      (await get(`/api/affiliates/${id}/${path}from=${from}&to=${to}`, admin)).json();
    const series = `timeseries?metrics=${metrics.join(',')}&granularity=`;
    for (const [from, to, hours] of windows) {
      const within = quartersOf([from, to]);
      for (const granularity of ['hour', 'day', 'month'] as const) {
        const { tz, points } = await ask(`${series}${granularity}&`, from, to);
        expect({ zone: tz, granularity, points }).toEqual({
          zone,
          granularity,
          points: walk(within, granularity),
        });
      }
      const byDay = walk(within, 'day');
      const ends = [...byDay.slice(1).map((each) => Date.parse(each.at)), (within.at(-1) ?? 0) + quarterMs];
      expect(byDay.map(({ at }, index) => ((ends[index] ?? 0) - Date.parse(at)) / 3_600_000)).toEqual(hours);
      // A day of its own, as the overview of that date.
      const last = new Date(Date.parse(to) - 86_400_000).toISOString().slice(0, 10);
      const { at: _at, ...expected } = byDay.at(-1) ?? {};
      expect(await ask('overview?', last, to)).toMatchObject({ tz: zone, metrics: expected });
    }
    // All of it, with the empty months and days between.
    const whole = ['2025-10-01', '2026-04-03'] as const;
    for (const granularity of ['day', 'month'] as const) {
      const { points } = await ask(`${series}${granularity}&`, ...whole);
      expect({ zone, points }).toEqual({ zone, points: walk(quartersOf(whole), granularity) });
    }
    expect(
      await warehouse.query(
        'select period, bookings from vendor_months where vendor_id = {id:String} and bookings > 0 order by period',
        { name: 'test', params: { id } },
      ),
    ).toEqual(months);
  }
});
