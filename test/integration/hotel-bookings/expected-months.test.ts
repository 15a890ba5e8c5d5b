import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { computeExpectedMonths } from '../../support/hotel-bookings/expected-months.ts';
import { findDifferences, type Months } from '../../support/hotel-bookings/month.ts';

const columns = [
  'hotel',
  'lead_time',
  'arrival_date_year',
  'arrival_date_month',
  'arrival_date_day_of_month',
  'stays_in_weekend_nights',
  'stays_in_week_nights',
  'country',
  'booking_changes',
  'agent',
  'adr',
  'reservation_status',
  'reservation_status_date',
];

/** Few enough to compute by hand; what each is there for stands behind it. */
const rows = [
  // Three nights over the end of March; 10.005 rounds to 10.01 and leaves two cents over; updated in the middle of its time.
  'Resort Hotel,30,2016,March,30,1,2,PRT,1,9,3.335,Check-Out,2016-04-02',
  // No night; ends before it is booked, so one hour after that.
  'Resort Hotel,0,2016,March,31,0,0,NULL,0,NULL,50,Check-Out,2016-03-31',
  // Cancelled 218 hours before 15:00 in Lisbon's summer time.
  'Resort Hotel,10,2016,April,10,4,10,CN,0,NULL,80,Canceled,2016-04-01',
  // Cancelled 2 hours before.
  'Resort Hotel,1,2016,April,30,2,0,GBR,2,NULL,80,Canceled,2016-04-30',
  // A negative price.
  'City Hotel,2,2016,January,31,1,1,FRA,0,1,-6.38,Check-Out,2016-02-02',
  // A withdrawn country code; never live after it was marked no-show.
  'City Hotel,31,2016,January,31,2,5,TMP,0,1,70,No-Show,2016-01-31',
  // Cancelled after its start and end: no notice, and live until its end.
  'City Hotel,0,2016,January,31,1,0,FRA,0,1,70,Canceled,2016-02-01',
  // Updated on 31 March at 23:30 UTC, which is April in Lisbon.
  'City Hotel,8,2016,April,4,0,1,FRA,1,1,70,Check-Out,2016-04-05',
];

async function computeCut(): Promise<Months> {
  const directory = await mkdtemp(join(tmpdir(), 'milepost-cut-'));
  onTestFinished(() => rm(directory, { recursive: true }));
  const file = join(directory, 'cut.csv');
  await writeFile(file, `${[columns.join(','), ...rows].join('\n')}\n`);
  return computeExpectedMonths(file);
}

test('DuckDB computes of a few bookings what a person does', async () => {
  const months = await computeCut();
  const numbersOf = (month: string) => months.get(month) ?? {};

  expect([...months.keys()].toSorted()).toEqual([
    'city-hotel/2015-12',
    'city-hotel/2016-01',
    'city-hotel/2016-02',
    'city-hotel/2016-03',
    'city-hotel/2016-04',
    'resort-hotel/2016-02',
    'resort-hotel/2016-03',
    'resort-hotel/2016-04',
  ]);
  expect(numbersOf('resort-hotel/2016-02')).toMatchObject({
    bookings: 1,
    arrivals: 0,
    lead_time_median: 30,
    lead_time_buckets: [0, 0, 1, 0, 0],
    live_reservations: 1,
    mix: { 'affiliate/agent-9': 1, 'travelerCountry/PT': 1, 'source/agency': 1, 'lengthOfStay/3': 1 },
  });
  expect(numbersOf('resort-hotel/2016-03')).toMatchObject({
    bookings: 2,
    arrivals: 2,
    arrivals_completed: 2,
    room_nights_stayed: 2,
    room_revenue: '6.68',
    completed_stays: 1,
    completed_stay_nights: 3,
    lead_time_median: 5,
    lead_time_days_sum: 10,
    lead_time_buckets: [1, 0, 1, 0, 0],
    updates: 1,
    live_reservations: 3,
    mix: {
      'affiliate/': 2,
      'travelerCountry/': 1,
      'travelerCountry/CN': 1,
      'source/manual': 2,
      'lengthOfStay/0': 1,
      'lengthOfStay/14+': 1,
    },
  });
  expect(numbersOf('resort-hotel/2016-04')).toMatchObject({
    bookings: 1,
    arrivals: 2,
    arrivals_cancelled: 2,
    cancellations: 2,
    cancellations_by_initiator: { unknown: 2 },
    no_shows_by_initiator: {},
    room_nights_stayed: 1,
    room_revenue: '3.33',
    updates: 2,
    live_reservations: 3,
    cancellation_notice_hours_median: 110,
  });
  expect(numbersOf('city-hotel/2015-12')).toMatchObject({
    bookings: 1,
    live_reservations: 1,
    mix: { 'affiliate/agent-1': 1, 'travelerCountry/TL': 1, 'source/agency': 1, 'lengthOfStay/7-13': 1 },
  });
  expect(numbersOf('city-hotel/2016-01')).toMatchObject({
    bookings: 2,
    arrivals: 3,
    arrivals_completed: 1,
    arrivals_cancelled: 1,
    arrivals_no_show: 1,
    cancellations: 0,
    no_shows: 1,
    room_nights_stayed: 1,
    room_revenue: '-6.38',
    lead_time_median: 1,
    lead_time_buckets: [1, 1, 0, 0, 0],
    live_reservations: 3,
  });
  expect(numbersOf('city-hotel/2016-02')).toMatchObject({
    bookings: 0,
    cancellations: 1,
    cancellation_notice_hours_median: null,
    lead_time_median: null,
    room_revenue: '-6.38',
    live_reservations: 2,
    mix: {},
  });
  expect(numbersOf('city-hotel/2016-03')).toMatchObject({ bookings: 1, updates: 0, live_reservations: 1 });
  expect(numbersOf('city-hotel/2016-04')).toMatchObject({ arrivals: 1, updates: 1, live_reservations: 1 });
});

test('a number, a column and a month that differ are each found', async () => {
  const months = await computeCut();
  const changed = new Map(months);
  changed.delete('city-hotel/2015-12');
  changed.set('city-hotel/2016-03', { ...months.get('city-hotel/2016-03'), updates: 7, unheard: 1 });
  const mixKey = 'mix.travelerCountry/PT';
  changed.set('resort-hotel/2016-02', { ...months.get('resort-hotel/2016-02'), mix: {} });

  const found = findDifferences(months, changed);
  expect(found).toContainEqual({ month: 'city-hotel/2016-03', column: 'updates', expected: 0, actual: 7 });
  expect(found).toContainEqual({
    month: 'city-hotel/2016-03',
    column: 'unheard',
    expected: undefined,
    actual: 1,
  });
  expect(found).toContainEqual({
    month: 'resort-hotel/2016-02',
    column: mixKey,
    expected: 1,
    actual: undefined,
  });
  expect(found.some((each) => each.month === 'city-hotel/2015-12' && each.column === 'bookings')).toBe(true);
  expect(findDifferences(months, months)).toEqual([]);
});
