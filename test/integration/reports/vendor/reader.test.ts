import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { toInstant } from '../../../../infra/clock.ts';
import { createVendorReports, type VendorReports } from '../../../../reports/vendor/reader.ts';
import { createWarehouse, type Warehouse } from '../../../../warehouse/client.ts';
import { createMigrator } from '../../../../warehouse/migrate.ts';
import { createSilentLog } from '../../../../infra/log.ts';
import { engineUrl } from '../../../support/engine.ts';
import { emptyLibrary } from '../../../support/library.ts';
import { seedRow } from '../../../unit/reports/vendor/month-seeds.ts';

const now = Date.parse('2016-08-01T00:00:00Z');
const vendorMonthsSql = `
create table vendor_months (
  vendor_id String, period String, type String, currency String, timezone String,
  bookings UInt64, arrivals UInt64, arrivals_completed UInt64, arrivals_cancelled UInt64, arrivals_no_show UInt64,
  presumed_completed UInt64, cancellations UInt64, no_shows UInt64,
  cancellations_by_initiator Map(String, UInt64), no_shows_by_initiator Map(String, UInt64),
  room_nights_stayed UInt64, room_nights_booked UInt64,
  room_revenue Decimal(38, 4), cancellation_fees Decimal(38, 4), no_show_fees Decimal(38, 4),
  completed_stays UInt64, completed_stay_nights UInt64,
  lead_time_median Nullable(Float64), lead_time_days_sum UInt64, lead_time_buckets Array(UInt64),
  lead_time_negative UInt64, updates UInt64, material_updates UInt64, live_reservations UInt64,
  schedule_changes_minor UInt64, schedule_changes_major UInt64, schedule_changes_severe UInt64,
  schedule_changes_unknown UInt64,
  cancellation_notice_hours_median Nullable(Float64), schedule_change_notice_hours_median Nullable(Float64),
  mix Array(Tuple(dimension String, key String, bookings UInt64)), without_amount UInt64, unconverted UInt64
) engine = MergeTree order by (vendor_id, period)`;

const besideSql = [
  `create table vendor_flight_months (
  vendor_id String, period String, segments UInt64, passengers UInt64, flights UInt64, flights_on_time UInt64
) engine = MergeTree order by (vendor_id, period)`,
  `create table vendor_car_months (
  vendor_id String, period String, rentals UInt64, rental_days UInt64, rental_revenue Decimal(38, 4)
) engine = MergeTree order by (vendor_id, period)`,
];

const vendorRow = (validFrom: string, name: string, overrides: object = {}) => ({
  vendor_id: 'city-hotel',
  valid_from: validFrom,
  type: 'hotel',
  name,
  timezone: 'Europe/Lisbon',
  currency: 'EUR',
  owner: 'o',
  country: 'PT',
  city: 'Lisbon',
  class: '4',
  recorded_at: '2016-01-01T00:00:00Z',
  ...overrides,
});

/** A row of the view: the row that is read, less what is joined to it. */
function monthRow(period: string, overrides: Parameters<typeof seedRow>[0] = {}) {
  const own = Object.entries(seedRow({ period, ...overrides })).filter(([name]) => !joined.includes(name));
  return { vendor_id: 'city-hotel', type: 'hotel', ...Object.fromEntries(own) };
}

const joined = [
  'minor_digits',
  'segments',
  'passengers',
  'flights',
  'flights_on_time',
  'rentals',
  'rental_days',
  'rental_revenue',
];

function connect(database: string): Warehouse {
  const url = new URL(`/${database}`, engineUrl()).href;
  return createWarehouse({ url, application: 'test', log: createSilentLog() });
}

async function asOf(reports: VendorReports): Promise<string | null | undefined> {
  return (await reports.readMonth('city-hotel', '2016-05'))?.asOf;
}

describe('vendor months in the warehouse', () => {
  const database = `t_${randomUUID().replaceAll('-', '')}`;
  const warehouse = connect(database);
  const admin = connect('default');
  let reports: VendorReports;

  beforeAll(async () => {
    // Without the models: their view's name is taken by a table of seeds.
    await createMigrator({ warehouse, admin, database, log: createSilentLog() }).migrate();
    for (const sql of [vendorMonthsSql, ...besideSql]) await warehouse.command(sql, { name: 'seed' });
    await warehouse.insert(
      'vendors',
      [
        vendorRow('2015-01-01T00:00:00Z', 'Old Name'),
        vendorRow('2016-05-15T00:00:00Z', 'City Hotel'),
        vendorRow('2015-01-01T00:00:00Z', 'Tokyo Inn', {
          vendor_id: 'tokyo-inn',
          currency: 'JPY',
          timezone: 'Asia/Tokyo',
        }),
        vendorRow('2015-01-01T00:00:00Z', 'New Here', { vendor_id: 'new-here' }),
        vendorRow('2015-01-01T00:00:00Z', 'Air', { vendor_id: 'air', type: 'flight' }),
        vendorRow('2015-01-01T00:00:00Z', 'Cars', { vendor_id: 'cars', type: 'car' }),
      ],
      { name: 'seed' },
    );
    await warehouse.insert(
      'vendor_months',
      [
        monthRow('2015-05', { bookings: 1_561 }),
        monthRow('2016-04', { room_revenue: '251004.1' }),
        monthRow('2016-05'),
        monthRow('2016-07'),
        { ...monthRow('2016-05', { currency: 'JPY', room_revenue: '1000.0000' }), vendor_id: 'tokyo-inn' },
        { ...monthRow('2016-05'), vendor_id: 'air', type: 'flight' },
        { ...monthRow('2016-05'), vendor_id: 'cars', type: 'car' },
      ],
      { name: 'seed' },
    );
    const flown = {
      vendor_id: 'air',
      period: '2016-05',
      segments: 12,
      passengers: 30,
      flights: 8,
      flights_on_time: 6,
    };
    await warehouse.insert('vendor_flight_months', [flown], { name: 'seed' });
    const rented = {
      vendor_id: 'cars',
      period: '2016-05',
      rentals: 3,
      rental_days: 8,
      rental_revenue: '200',
    };
    await warehouse.insert('vendor_car_months', [rented], { name: 'seed' });
    reports = createVendorReports({ warehouse, clock: { now: () => now }, library: emptyLibrary() });
  });

  afterAll(async () => {
    await admin.command('drop database if exists {database:Identifier}', {
      name: 'drop',
      params: { database },
    });
    await Promise.all([warehouse.close(), admin.close()]);
  });

  test('reads a month with both comparisons, exact money, and its folded mix', async () => {
    const report = await reports.readMonth('city-hotel', '2016-05');
    expect(report).toMatchObject({
      vendorId: 'city-hotel',
      vendorName: 'City Hotel',
      type: 'hotel',
      version: 1,
      state: 'closing',
      closesOn: '2016-06-10',
      metrics: {
        roomRevenue: '271862.47',
        adr: '108.27',
        cancellationsByInitiator: { traveler: 480, unknown: 20, vendor: 12 },
        leadTime: { median: 54.5 },
        scheduleChangeNotice: null,
      },
      comparisons: {
        previousMonth: { period: '2016-04', figures: { roomRevenue: { value: '251004.10' } } },
        sameMonthLastYear: { period: '2015-05', figures: { bookings: { value: 1561 } } },
      },
      mix: { travelerCountry: { other: 8 } },
    });
    expect(report?.mix.affiliate).toBeUndefined();
  });

  test('uses the name that the vendor had when the month ended', async () => {
    expect(await reports.readMonth('city-hotel', '2016-04')).toMatchObject({ vendorName: 'Old Name' });
  });

  test('has zeros for a month between the first and the last in which nothing happened', async () => {
    const report = await reports.readMonth('city-hotel', '2016-06');
    expect(report?.metrics).toMatchObject({ bookings: 0, roomRevenue: '0.00', cancellationRate: null });
    expect(report?.comparisons.sameMonthLastYear.isAvailable).toBe(true);
  });

  test('rounds money as its currency does', async () => {
    const report = await reports.readMonth('tokyo-inn', '2016-05');
    expect(report?.metrics).toMatchObject({ roomRevenue: '1000', cancellationFees: '4121' });
    expect(report?.comparisons.previousMonth.isAvailable).toBe(false);
  });

  test.each([
    ['nobody', '2016-05', 'no such vendor'],
    ['new-here', '2016-05', 'a vendor without months'],
    ['city-hotel', '2015-04', 'before its first month'],
    ['city-hotel', '2016-08', 'after its last month'],
    ['city-hotel', '2016-13', 'no month'],
  ])('knows no month of %s %s: %s', async (vendorId, period) => {
    expect(await reports.readMonth(vendorId, period)).toBeUndefined();
  });

  test.each([
    ['air', 'flight', { segments: 12, passengers: 30, onTimeRate: 0.75 }],
    ['cars', 'car', { rentals: 3, rentalDays: 8, rentalRevenue: '200.00', revenuePerDay: '25.00' }],
  ])('has the numbers of %s and no others', async (vendorId, type, numbers) => {
    const report = await reports.readMonth(vendorId, '2016-05');
    expect(report).toMatchObject({ type, metrics: numbers });
    const others = ['roomRevenue', 'adr', 'averageStay', type === 'car' ? 'segments' : 'rentals'];
    for (const name of others) expect(report?.metrics).not.toHaveProperty(name);
    expect(Object.keys(report?.comparisons.previousMonth.figures ?? {})).not.toContain('adr');
    expect(Object.keys(report?.comparisons.previousMonth.figures ?? {})).toContain(Object.keys(numbers)[0]);
  });

  test('compares with the peers of the year’s first question, whatever becomes of them, else says suppressed', async () => {
    const rivals = ['a', 'b', 'c', 'd', 'e'].map((owner) => ({ id: `rival-${owner}`, owner }));
    const kind = { country: 'JP', class: '5' };
    const rivalRows = rivals.map(({ id, owner }) =>
      vendorRow('2015-01-01T00:00:00Z', id, { ...kind, vendor_id: id, owner }),
    );
    const ours = ['ours', 'sister'].map((id) =>
      vendorRow('2015-01-01T00:00:00Z', id, { ...kind, vendor_id: id, owner: 'us' }),
    );
    const farRow = vendorRow('2015-01-01T00:00:00Z', 'far', {
      ...kind,
      class: '4',
      vendor_id: 'far',
      owner: 'f',
    });
    await warehouse.insert('vendors', [...rivalRows, ...ours, farRow], { name: 'seed' });
    const months = [...rivalRows, ...ours, farRow].map(({ vendor_id }, index) => {
      const ownTo = vendor_id.startsWith('rival')
        ? { arrivals: 100, arrivals_cancelled: index * 10 }
        : { arrivals: 100 };
      return {
        ...monthRow('2015-03', { ...ownTo, room_nights_stayed: 7, room_revenue: `${100 + index}` }),
        vendor_id,
      };
    });
    await warehouse.insert('vendor_months', months, { name: 'seed' });
    const read = async () => (await reports.readMonth('ours', '2015-03'))?.benchmark;
    const first = await read();
    // 0 + 10 + 20 + 30 + 40 of 500; 510 of 35 nights.
    expect(first).toMatchObject({
      year: 2015,
      figures: {
        cancellationRate: { status: 'shown', value: 0.2, peers: 5, owners: 5 },
        adr: { status: 'shown', value: '14.57' },
      },
    });
    await warehouse.insert(
      'vendors',
      rivals.map(({ id }) =>
        vendorRow('2015-01-01T00:00:00Z', id, {
          ...kind,
          class: '1',
          vendor_id: id,
          owner: 'us',
          recorded_at: '2016-02-01T00:00:00Z',
        }),
      ),
      { name: 'seed' },
    );
    expect(await read()).toEqual(first);
    const alone = await reports.readMonth('city-hotel', '2016-05');
    expect(alone?.benchmark.figures.adr).toEqual({ status: 'suppressed', reason: 'few_peers' });
  });

  test('lists the months from the first to the last, the newest first', async () => {
    const list = await reports.listMonths('city-hotel');
    expect(list).toMatchObject({ vendorName: 'City Hotel', currency: 'EUR', timezone: 'Europe/Lisbon' });
    expect(list?.months).toHaveLength(15);
    expect(list?.months[0]).toEqual({ period: '2016-07', version: 1, state: 'open', closesOn: '2016-08-10' });
    expect(list?.months.at(-1)?.period).toBe('2015-05');
  });

  test('lists no months of a vendor without any, and nothing of none', async () => {
    expect((await reports.listMonths('new-here'))?.months).toEqual([]);
    expect(await reports.listMonths('nobody')).toBeUndefined();
  });

  test('is as of the last complete pass, before one of the oldest run, before that of nothing', async () => {
    expect(await asOf(reports)).toBeNull();
    const published = {
      model: 'vendor_months',
      run_id: '00000000-0000-4000-8000-000000000001',
      epoch: 0,
      inputs: 0,
      rows: 1,
    };
    await warehouse.insert(
      'published',
      [
        { ...published, slice: '2016-05', published_at: toInstant(now), logical_now: '2016-07-02T00:00:00Z' },
        { ...published, slice: '2016-06', published_at: toInstant(now), logical_now: '2016-07-01T00:00:00Z' },
      ],
      { name: 'seed' },
    );
    expect(await asOf(reports)).toBe('2016-07-01T00:00:00.000Z');
    const complete = (model: string, day: string) =>
      warehouse.insert('freshness', [{ model, complete_at: `2016-07-${day}T00:00:00Z` }], { name: 'seed' });
    await complete('vendor_months', '05');
    await complete('vendor_car_months', '04');
    // A month is as complete as the part of it that is least so.
    expect(await asOf(reports)).toBe('2016-07-01T00:00:00.000Z');
    await complete('vendor_flight_months', '03');
    expect(await asOf(reports)).toBe('2016-07-03T00:00:00.000Z');
  });
});
