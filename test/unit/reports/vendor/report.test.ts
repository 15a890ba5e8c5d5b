import { describe, expect, test } from 'vitest';
import { emptyMonthRow } from '../../../../reports/vendor/month-row.ts';
import { buildReport } from '../../../../reports/vendor/report.ts';
import { openStanding, seedReport, seedRow } from './month-seeds.ts';

describe('vendor report', () => {
  test('computes what is derived from the counts, money as decimals of the currency', () => {
    const { metrics } = seedReport();
    expect(metrics).toMatchObject({
      bookings: 1480,
      cancellationRate: 489 / 1376,
      noShowRate: 26 / 1376,
      roomRevenue: '271862.47',
      adr: '108.27',
      cancellationFees: '4120.50',
      noShowFees: '1980.00',
      averageStay: 2402 / 858,
      changesPer100: 40_200 / 5120,
      leadTime: {
        median: 54.5,
        mean: 112_334 / 1480,
        buckets: { '0-1': 151, '2-7': 168, '8-30': 296, '31-90': 422, '91+': 443 },
      },
      scheduleChanges: { minor: 0, major: 3, severe: 9, unknown: 1 },
    });
  });

  test('rounds money to the digits that the currency has', () => {
    const { metrics } = seedReport({
      month: { currency: 'JPY', minor_digits: 0, room_revenue: '1000.0000' },
    });
    expect([metrics.roomRevenue, metrics.cancellationFees]).toEqual(['1000', '4121']);
  });

  test('has zeros and undefined rates in a month without anything', () => {
    const month = emptyMonthRow('2016-05', { currency: 'EUR', minorDigits: 2, timezone: 'UTC' });
    const { metrics } = seedReport({ month });
    expect(metrics).toMatchObject({
      bookings: 0,
      cancellationRate: null,
      roomRevenue: '0.00',
      adr: null,
      averageStay: null,
      leadTime: { median: null, mean: null },
      changesPer100: null,
    });
  });

  test('stands beside the previous month and the same month last year', () => {
    const { comparisons } = seedReport();
    expect(comparisons.previousMonth.period).toBe('2016-04');
    expect(comparisons.previousMonth.figures).toMatchObject({
      bookings: { value: 1402, changePercent: 5.6 },
      roomRevenue: { value: '251004.10', changePercent: 8.3 },
    });
    expect(comparisons.sameMonthLastYear.period).toBe('2015-05');
    expect(comparisons.sameMonthLastYear.figures['cancellationRate']).toEqual({
      value: 402 / 1376,
      changePercent: 21.6,
    });
  });

  test('leaves percentages blank where either value is missing or the base is 0', () => {
    const { figures } = seedReport().comparisons.previousMonth;
    expect(figures['scheduleChanges.minor']).toEqual({ value: 0, changePercent: null });
    expect(figures.scheduleChangeNotice).toEqual({ value: null, changePercent: null });
  });

  test('has no values beside it where the vendor had no such month', () => {
    const source = {
      vendorId: 'v',
      vendorName: 'V',
      type: 'hotel',
      asOf: null,
      month: seedRow(),
      owner: '',
      peers: [],
      previousMonth: undefined,
      trend: [],
      sameMonthLastYear: undefined,
    };
    const { previousMonth } = buildReport(source, 'support', openStanding).comparisons;
    expect(previousMonth.isAvailable).toBe(false);
    expect(previousMonth.figures.bookings).toEqual({ value: null, changePercent: null });
  });

  test('compares no money of two currencies', () => {
    const { figures } = seedReport({ month: { currency: 'USD' } }).comparisons.previousMonth;
    expect(figures.roomRevenue?.changePercent).toBeNull();
    expect(figures.bookings?.changePercent).toBe(5.6);
  });

  test.each([
    ['2016-04-30T22:59:59.000Z', 'future', null],
    ['2016-04-30T23:00:00.000Z', 'running', null],
    ['2016-05-31T22:59:59.999Z', 'running', null],
    ['2016-05-31T23:00:00.000Z', 'past', 5.6],
    [null, 'future', null],
  ])('as of %s a month of Lisbon is %s, and only a whole month has percentages', (asOf, phase, change) => {
    const report = seedReport({ asOf });
    expect(report.phase).toBe(phase);
    expect(report.comparisons.previousMonth.figures.bookings?.changePercent).toBe(change);
  });

  test('names affiliates to support, never in a shared copy', () => {
    expect(seedReport({ audience: 'support' }).mix.affiliate).toEqual({
      rows: [{ key: 'agent-240', bookings: 777 }],
      other: 703,
    });
    expect(JSON.stringify(seedReport({ audience: 'shared' }))).not.toContain('agent-');
  });
});
