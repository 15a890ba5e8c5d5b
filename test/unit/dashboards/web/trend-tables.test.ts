import { expect, test } from 'vitest';
import type { Trends } from '../../../../dashboards/api/trends.ts';
import {
  bookingsOf,
  frequencyTable,
  trendTable,
} from '../../../../dashboards/web/pages/trends/trend-tables.ts';

const row = (key: string | null, count: number, growth: number | null = null) => ({
  key,
  count,
  share: count / 100,
  lastYear: null,
  growth,
});
const month: Trends['months'][number] = {
  period: '2026-04',
  updateFrequency: {
    source: [
      {
        key: 'travel_system',
        updates: 2,
        reservations: 8,
        updatesPerReservation: 0.25,
        medianHoursBetween: 1.5,
        lastChangeAt: null,
      },
    ],
    vendor: [],
  },
  trends: {
    destination: [row('Lisbon, PT', 60, 0.254), row('PT', 25, -0.1), row('', 10, 0.001), row(null, 5)],
    startWeekday: [row('7', 50), row('1', 30), row('3', 20)],
    leadTime: [row('91+', 50), row('8-30', 30), row('0-1', 20)],
    vendor: [row('harbour', 90), row('nameless', 10)],
    travelerCountry: [row('DE', 100)],
    updatesBySource: [row('agency', 100)],
    updatesByVendor: [],
  },
};
const names = new Map([
  ['harbour', 'Harbour Hotel'],
  ['nameless', ''],
]);
const shown = (by: Parameters<typeof trendTable>[1]) => trendTable(month, by, names).rows;

test('keys are told by name; what is not known and what was joined say so', () => {
  expect(shown('destination')).toEqual([
    ['Lisbon, Portugal', 60, 0.6, '+25%'],
    ['Portugal', 25, 0.25, '−10%'],
    ['Not known', 10, 0.1, '0%'],
    ['Other', 5, 0.05, '–'],
  ]);
  expect(shown('vendor').map(([name]) => name)).toEqual(['Harbour Hotel', 'nameless']);
  expect(shown('travelerCountry')[0]?.[0]).toBe('Germany');
  expect(shown('updatesBySource')[0]?.[0]).toBe('Agency');
  expect(bookingsOf(month)).toBe(100);
});

test('weekdays and lead times keep their own order', () => {
  expect(shown('startWeekday').map(([day]) => day)).toEqual(['Monday', 'Wednesday', 'Sunday']);
  expect(shown('leadTime').map(([days]) => days)).toEqual(['0–1', '8–30', '91+']);
});

test('the time between two changes is a duration', () => {
  expect(frequencyTable(month, 'source', names).rows).toEqual([['Travel system', 8, 2, 0.25, 5_400, null]]);
});
