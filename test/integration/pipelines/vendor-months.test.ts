import { expect, test } from 'vitest';
import { storeChanges, type RawChange } from '../../support/raw-changes.ts';
import { createTestWarehouse } from '../../support/warehouse.ts';
import type { Warehouse } from '../../../warehouse/client.ts';

const recordedAt = '2026-01-01T00:00:00.000Z';

async function addVendors(
  warehouse: Warehouse,
  vendors: { id: string; timezone?: string; currency?: string }[],
) {
  await warehouse.insert(
    'vendors',
    vendors.map((vendor) => ({
      vendor_id: vendor.id,
      valid_from: '1970-01-01T00:00:00.000Z',
      type: 'hotel',
      name: vendor.id,
      timezone: vendor.timezone ?? 'UTC',
      currency: vendor.currency ?? 'EUR',
      owner: '',
      country: 'PT',
      city: '',
      class: '',
      recorded_at: recordedAt,
    })),
    { name: 'test' },
  );
}

/** The story of one reservation: what each version changes of the one before. */
type Story = [first: Partial<RawChange>, ...later: Partial<RawChange>[]];

let stories = 0;
function tell(vendorId: string, story: Story): RawChange[] {
  stories += 1;
  let state: RawChange = {
    reservationId: `r${stories}`,
    version: 0,
    vendorId,
    status: 'booked',
    bookedAt: '2026-01-10T12:00:00.000Z',
    changedAt: '2026-01-10T12:00:00.000Z',
    startAt: '2026-03-10T15:00:00.000Z',
    endAt: '2026-03-13T11:00:00.000Z',
    nights: 3,
    amount: '100.00',
  };
  return story.map(
    (change, index) =>
      (state = { ...state, kind: index === 0 ? 'created' : 'updated', ...change, version: index + 1 }),
  );
}

const monthsSql = `
select * except (slice), toString(room_revenue) as room_revenue, toString(cancellation_fees) as cancellation_fees,
  toString(no_show_fees) as no_show_fees
from vendor_months
where vendor_id = {vendorId:String} and period = {period:String}`;

async function monthOf(
  warehouse: Warehouse,
  vendorId: string,
  period: string,
): Promise<Record<string, unknown>> {
  const rows = await warehouse.query<Record<string, unknown>>(monthsSql, {
    name: 'test',
    params: { vendorId, period },
  });
  return rows[0] ?? {};
}

/** One vendor each: what happens, the month that is read, and what it must say. */
const cases: {
  because: string;
  vendor: { id: string; timezone?: string; currency?: string };
  stories: Story[];
  period: string;
  says: Record<string, unknown>;
}[] = [
  {
    because: 'fees count by change date, in the month of the cancellation that still holds, by who began it',
    vendor: { id: 'fees' },
    stories: [
      [
        {},
        {
          kind: 'cancelled',
          status: 'cancelled',
          initiator: 'traveler',
          changedAt: '2026-03-08T15:00:00.000Z',
          retained: '30.00',
        },
      ],
      [
        {},
        {
          kind: 'cancelled',
          status: 'cancelled',
          initiator: 'vendor',
          changedAt: '2026-03-09T15:00:00.000Z',
        },
      ],
      [
        {},
        {
          kind: 'no_show',
          status: 'no_show',
          initiator: 'vendor',
          changedAt: '2026-03-11T08:00:00.000Z',
          retained: '98.00',
        },
      ],
      [
        {},
        { kind: 'cancelled', status: 'cancelled', changedAt: '2026-03-01T15:00:00.000Z', retained: '55.00' },
        { kind: 'reinstated', status: 'booked', changedAt: '2026-03-02T15:00:00.000Z', retained: null },
        { kind: 'completed', status: 'completed', changedAt: '2026-03-13T12:00:00.000Z' },
      ],
    ],
    period: '2026-03',
    says: {
      arrivals: 4,
      arrivals_cancelled: 2,
      arrivals_no_show: 1,
      arrivals_completed: 1,
      cancellations: 3,
      no_shows: 1,
      cancellations_by_initiator: { traveler: 1, unknown: 1, vendor: 1 },
      no_shows_by_initiator: { vendor: 1 },
      cancellation_fees: '30',
      no_show_fees: '98',
      // 24, 48 and 216 hours before the start.
      cancellation_notice_hours_median: 48,
      room_revenue: '100',
      room_nights_stayed: 3,
    },
  },
  {
    because:
      'revenue is spread over the nights to the cent, the remainder to the first nights, across months',
    vendor: { id: 'spread' },
    stories: [
      [
        {
          startAt: '2026-03-30T15:00:00.000Z',
          endAt: '2026-04-02T11:00:00.000Z',
          amount: '100.01',
          rooms: 2,
        },
        { kind: 'completed', status: 'completed', changedAt: '2026-04-02T12:00:00.000Z' },
      ],
    ],
    period: '2026-03',
    // 33.34 + 33.34 of 33.34, 33.34, 33.33.
    says: { room_revenue: '66.68', room_nights_stayed: 4, completed_stays: 1, completed_stay_nights: 3 },
  },
  {
    because:
      'still booked 48 hours after its end, a stay is presumed completed; a day later it would be too early to say',
    vendor: { id: 'presumed' },
    stories: [[{}], [{ startAt: '2026-03-27T15:00:00.000Z', endAt: '2026-03-30T11:00:00.000Z' }]],
    period: '2026-03',
    says: {
      arrivals: 2,
      arrivals_completed: 1,
      presumed_completed: 1,
      room_nights_stayed: 6,
      room_nights_booked: 6,
    },
  },
  {
    because: 'only nights that are past count as stayed',
    vendor: { id: 'running' },
    stories: [
      [
        {
          startAt: '2026-03-30T15:00:00.000Z',
          endAt: '2026-04-03T11:00:00.000Z',
          nights: 4,
          amount: '400.00',
        },
      ],
    ],
    period: '2026-04',
    // It is the morning of 1 April: the nights of 30 and 31 March are past, and they are March's.
    says: { room_nights_stayed: 0, room_nights_booked: 2, room_revenue: '0' },
  },
  {
    because:
      "a month is the vendor's: 23:30 UTC on 31 January is February in Tokyo, and lead times are its calendar days",
    vendor: { id: 'tokyo', timezone: 'Asia/Tokyo', currency: 'JPY' },
    stories: [
      [
        {
          bookedAt: '2026-01-31T23:30:00.000Z',
          changedAt: '2026-01-31T23:30:00.000Z',
          startAt: '2026-02-03T06:00:00.000Z',
          endAt: '2026-02-04T02:00:00.000Z',
          nights: 1,
          currency: 'JPY',
          amount: '12345',
        },
      ],
    ],
    period: '2026-02',
    says: { bookings: 1, lead_time_median: 2, lead_time_buckets: [0, 1, 0, 0, 0], room_revenue: '12345' },
  },
  {
    because: 'shifts by the vendor are schedule changes by severity, those of an unknown party stand apart',
    vendor: { id: 'shifts' },
    stories: [
      [
        {},
        { initiator: 'vendor', changedAt: '2026-03-01T15:00:00.000Z', startAt: '2026-03-10T15:59:00.000Z' },
        { initiator: 'vendor', changedAt: '2026-03-02T15:00:00.000Z', startAt: '2026-03-10T17:00:00.000Z' },
        { initiator: 'unknown', changedAt: '2026-03-03T15:00:00.000Z', endAt: '2026-03-13T15:00:00.000Z' },
        { initiator: 'vendor', changedAt: '2026-03-04T15:00:00.000Z', endAt: '2026-03-13T11:00:00.000Z' },
        { initiator: 'traveler', changedAt: '2026-03-05T15:00:00.000Z', amount: '110.00' },
        { initiator: 'system', changedAt: '2026-03-06T15:00:00.000Z' },
      ],
    ],
    period: '2026-03',
    says: {
      updates: 6,
      material_updates: 5,
      schedule_changes_minor: 1,
      schedule_changes_major: 1,
      schedule_changes_severe: 1,
      schedule_changes_unknown: 1,
      live_reservations: 1,
    },
  },
  {
    because: 'one booking told by two sources counts once, by the better source',
    vendor: { id: 'linked' },
    stories: [
      [{ source: 'email', confirmation: 'XK4T2P', amount: '90.00' }],
      [{ source: 'agency', confirmation: 'XK4T2P', amount: '100.00' }],
      [{ source: 'agency', confirmation: 'OTHER', amount: '1.00' }],
    ],
    period: '2026-01',
    says: { bookings: 2 },
  },
  {
    because:
      'a reservation belongs to the source that told of it first: a later version of another one counts for nothing',
    vendor: { id: 'foreign' },
    stories: [
      [
        { source: 'agency' },
        { source: 'email', kind: 'cancelled', status: 'cancelled', changedAt: '2026-03-01T12:00:00.000Z' },
      ],
    ],
    period: '2026-03',
    says: { arrivals: 1, arrivals_cancelled: 0, cancellations: 0, room_nights_stayed: 3 },
  },
  {
    because: 'money without a rate is in no sum but told, a booking without an amount too',
    vendor: { id: 'unconverted' },
    stories: [[{ currency: 'USD' }], [{ amount: null }], [{}]],
    period: '2026-01',
    says: { bookings: 3, unconverted: 1, without_amount: 1 },
  },
  {
    because:
      'a stay that was moved to another month leaves the first one; it was live in all months until then',
    vendor: { id: 'moved' },
    stories: [
      [
        {},
        {
          changedAt: '2026-02-01T12:00:00.000Z',
          startAt: '2026-05-10T15:00:00.000Z',
          endAt: '2026-05-13T11:00:00.000Z',
        },
      ],
    ],
    period: '2026-03',
    says: { arrivals: 0, room_nights_booked: 0, live_reservations: 1 },
  },
];

test('a vendor month says what happened in it', async () => {
  const { warehouse, pipelines } = await createTestWarehouse('2026-04-01T09:00:00Z');
  await addVendors(
    warehouse,
    cases.map((each) => each.vendor),
  );
  await storeChanges(
    warehouse,
    cases.flatMap((each) => each.stories.flatMap((story) => tell(each.vendor.id, story))),
  );
  expect((await pipelines.run({ model: 'vendor_months' })).failed).toEqual([]);
  for (const { because, vendor, period, says } of cases) {
    expect(await monthOf(warehouse, vendor.id, period), because).toMatchObject(says);
  }
});

test('what time alone changes is built again: nights become past, bookings are presumed completed', async () => {
  const { warehouse, pipelines, clock } = await createTestWarehouse('2026-03-11T09:00:00Z');
  await addVendors(warehouse, [{ id: 'clock' }]);
  await storeChanges(warehouse, tell('clock', [{}]));
  await pipelines.run({ model: 'vendor_months' });
  expect(await monthOf(warehouse, 'clock', '2026-03')).toMatchObject({
    room_nights_stayed: 1,
    arrivals_completed: 0,
  });

  clock.time = Date.parse('2026-03-11T20:00:00Z');
  expect((await pipelines.run({ model: 'vendor_months' })).runs).toEqual([]);
  clock.time = Date.parse('2026-03-12T00:00:00Z');
  await pipelines.run({ model: 'vendor_months' });
  expect(await monthOf(warehouse, 'clock', '2026-03')).toMatchObject({
    room_nights_stayed: 2,
    arrivals_completed: 0,
  });
  clock.time = Date.parse('2026-03-15T11:00:00Z');
  await pipelines.run({ model: 'vendor_months' });
  expect(await monthOf(warehouse, 'clock', '2026-03')).toMatchObject({
    room_nights_stayed: 3,
    presumed_completed: 1,
  });
});

test('a vendor that is added later gets its months', async () => {
  const { warehouse, pipelines } = await createTestWarehouse('2026-04-01T09:00:00Z');
  await storeChanges(warehouse, tell('late', [{}]));
  await pipelines.run({ model: 'vendor_months' });
  expect(await monthOf(warehouse, 'late', '2026-01')).toEqual({});
  await addVendors(warehouse, [{ id: 'late' }]);
  await pipelines.run({ model: 'vendor_months' });
  expect(await monthOf(warehouse, 'late', '2026-01')).toMatchObject({ bookings: 1 });
});
