import { expect, test } from 'vitest';
import type { Trends } from '../../../../dashboards/api/trends.ts';
import { storeChanges, type RawChange } from '../../../support/raw-changes.ts';
import { createTestWarehouse } from '../../../support/warehouse.ts';
import { startApi } from './start-api.ts';

const now = '2026-09-20T12:00:00Z';
const support = { sub: 's', role: 'support' } as const;
const vendors = ['alpha', 'alpha', 'beta', 'gamma'];
const leads = [0, 1, 2, 7, 8, 30, 31, 90, 91, 200];
const dayMs = 86_400_000;

/** Bookings of two Mays and a June, some cancelled, some updated, some told by a second source. */
const changes = ['2025-05-03', '2025-05-20', '2026-05-05', '2026-05-31', '2026-06-01'].flatMap((day, part) =>
  Array.from({ length: 9 + part * 3 }, (_, number): RawChange[] => {
    const bookedMs = Date.parse(`${day}T10:00:00Z`);
    const startMs = bookedMs + (leads[(number * 3 + part) % leads.length] ?? 0) * dayMs;
    const first: RawChange = {
      reservationId: `r${part}-${number}`,
      version: 1,
      bookedAt: new Date(bookedMs).toISOString(),
      changedAt: new Date(bookedMs).toISOString(),
      startAt: new Date(startMs).toISOString(),
      endAt: new Date(startMs + 2 * dayMs).toISOString(),
      status: 'booked',
      amount: '10.00',
      vendorId: vendors[number % vendors.length] ?? '',
      travelerId: `t${part}-${number}`,
      confirmation: number === 4 ? `c${part}` : '',
    };
    const later = { ...first, version: 2, changedAt: new Date(bookedMs + 3_600_000).toISOString() };
    if (number % 3 === 0) return [first, { ...later, kind: 'cancelled', status: 'cancelled' }];
    if (number % 3 === 1) return [first, { ...later, amount: '12.00' }];
    return [first];
  }).flat(),
);
const copies = changes
  .filter((change) => change.confirmation !== '')
  .map((change) => ({ ...change, reservationId: `${change.reservationId}-copy`, source: 'email' }));

/** Counts rows by key. */
function countBy<Row>(rows: readonly Row[], keyOf: (row: Row) => string): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const row of rows) counts[keyOf(row)] = (counts[keyOf(row)] ?? 0) + 1;
  return counts;
}

test('trends equal a plain walk over the rows, with growth against last year, small counts joined', async () => {
  const { warehouse, pipelines } = await createTestWarehouse(now, {
    models: ['network_months', 'network_updates'],
  });
  await storeChanges(warehouse, [...changes, ...copies]);
  expect((await pipelines.run()).failed).toEqual([]);
  const { get } = await startApi(warehouse, now);
  const trends = (await get('/api/trends?from=2026-05&to=2026-06', support)).json<Trends>();
  expect(trends).toMatchObject({
    from: '2026-05',
    to: '2026-06',
    type: null,
    asOf: new Date(now).toISOString(),
  });

  const last = [...new Map(changes.map((change) => [change.reservationId, change])).values()];
  const days = (change: RawChange) =>
    (Date.parse(change.startAt?.slice(0, 10) ?? '') - Date.parse(change.bookedAt.slice(0, 10))) / dayMs;
  const bucket = (lead: number) =>
    lead <= 1 ? '0-1' : lead <= 7 ? '2-7' : lead <= 30 ? '8-30' : lead <= 90 ? '31-90' : '91+';
  const weekday = (change: RawChange) =>
    String(Temporal.PlainDate.from(change.startAt?.slice(0, 10) ?? '').dayOfWeek);
  for (const { period, trends: told } of trends.months) {
    const booked = last.filter((change) => change.bookedAt.startsWith(period));
    const updated = changes.filter(
      (change) => change.kind === undefined && change.version > 1 && change.changedAt.startsWith(period),
    );
    const starting = last.filter(
      (change) => change.status === 'booked' && change.startAt?.startsWith(period) === true,
    );
    const expected = {
      destination: countBy(booked, () => 'Lisbon, PT'),
      vendor: countBy(booked, (change) => change.vendorId ?? ''),
      travelerCountry: countBy(booked, () => 'NL'),
      leadTime: countBy(booked, (change) => bucket(days(change))),
      startWeekday: countBy(starting, weekday),
      updatesBySource: countBy(updated, () => 'agency'),
      updatesByVendor: countBy(updated, (change) => change.vendorId ?? ''),
    };
    for (const [dimension, counts] of Object.entries(expected)) {
      const rows = Object.entries(told).find(([name]) => name === dimension)?.[1] ?? [];
      const whole = Object.values(counts).reduce((sum, count) => sum + count, 0);
      expect(
        rows.reduce((sum, row) => sum + row.count, 0),
        `${period} ${dimension}`,
      ).toBe(whole);
      for (const row of rows.filter((each) => each.key !== null)) {
        expect(row.count, `${period} ${dimension} ${row.key}`).toBe(counts[row.key ?? '']);
        expect(row.count).toBeGreaterThanOrEqual(5);
        expect(row.share).toBe(row.count / whole);
      }
    }
  }
  for (const { period, updateFrequency } of trends.months) {
    for (const [dimension, keyOf] of [
      ['source', () => 'agency'],
      ['vendor', (change: RawChange) => change.vendorId ?? ''],
    ] as const) {
      const histories = [...Map.groupBy(changes, (change) => change.reservationId).values()];
      const expected = [...new Set(changes.map(keyOf))].map((key) => {
        const own = histories.filter(([first]) => first !== undefined && keyOf(first) === key);
        const live = own.filter((history) =>
          history.some((change, index) => {
            const from = change.changedAt;
            const to = history[index + 1]?.changedAt ?? '9';
            const until = to < (change.endAt ?? '') ? to : (change.endAt ?? '');
            return change.status === 'booked' && from < until && from < `${period}-32` && until > period;
          }),
        );
        const later = own
          .flatMap((history) => history.slice(1))
          .filter((change) => change.changedAt.startsWith(period));
        const updates = later.filter((change) => change.kind === undefined).length;
        const told = own
          .flat()
          .map((change) => change.changedAt)
          .filter((at) => at.startsWith(period));
        return {
          key,
          updates,
          reservations: live.length,
          updatesPerReservation: updates / live.length,
          // Every second version came an hour after the first.
          medianHoursBetween: later.length === 0 ? null : 1,
          lastChangeAt: told.toSorted().at(-1) ?? null,
        };
      });
      expect({ period, rows: updateFrequency[dimension] }).toEqual({
        period,
        rows: expected
          .filter((row) => row.reservations >= 5)
          .toSorted((a, b) => b.reservations - a.reservations || (a.key < b.key ? -1 : 1)),
      });
    }
  }
  // 15 and 18 in one May, 9 and 12 in the one before.
  expect(trends.months[0]?.trends.destination).toEqual([
    { key: 'Lisbon, PT', count: 33, share: 1, lastYear: 21, growth: 33 / 21 - 1 },
  ]);
  expect(trends.months[1]?.trends.destination[0]).toMatchObject({ lastYear: null, growth: null });

  expect((await get('/api/trends?type=car', support)).json<Trends>().months).toHaveLength(12);
  const csv = await get('/api/trends.csv?from=2026-05&to=2026-05', support);
  expect(csv.body).toContain('\r\n2026-05,destination,"Lisbon, PT",false,33,1,21,');
  for (const query of ['from=2026-13', 'to=May', 'from=2026-06&to=2026-05', 'from=2020-01&to=2026-05']) {
    expect((await get(`/api/trends?${query}`, support)).statusCode).toBe(400);
  }
  expect((await get('/api/trends', { sub: 'a', role: 'affiliate', affiliateId: 'a' })).statusCode).toBe(404);
});
