import { parse } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';
import { formatVendorCsv } from '../../../../reports/vendor/csv.ts';
import { seedReport } from './month-seeds.ts';

const rowsOf = (csv: string): Record<string, string>[] => parse(csv, { columns: true });

describe('vendor report as CSV', () => {
  test('has a row per figure with both comparisons, its unit and what dates it', () => {
    const rows = rowsOf(formatVendorCsv(seedReport()));
    expect(rows.find((row) => row['metric'] === 'roomRevenue')).toEqual({
      metric: 'roomRevenue',
      value: '271862.47',
      unit: 'EUR',
      basis: 'stay nights',
      previousMonth: '251004.10',
      previousMonthChangePercent: '8.3',
      sameMonthLastYear: '271862.47',
      sameMonthLastYearChangePercent: '0',
      key: '',
      vendorId: 'city-hotel',
      period: '2016-05',
      version: '1',
      asOf: '2016-06-12T04:00:00.000Z',
    });
  });

  test('leaves a missing value empty', () => {
    const rows = rowsOf(formatVendorCsv(seedReport()));
    expect(rows.find((row) => row['metric'] === 'scheduleChangeNotice')).toMatchObject({ value: '' });
  });

  test('lists the mix with what was folded, without affiliates in a shared copy', () => {
    const rows = rowsOf(formatVendorCsv(seedReport())).filter((row) => row['metric']?.startsWith('mix.'));
    expect(rows.map((row) => [row['metric'], row['key'], row['value']])).toEqual([
      ['mix.travelerCountry', 'PT', '801'],
      ['mix.travelerCountry', 'DE', '401'],
      ['mix.travelerCountry', 'FR', '270'],
      ['mix.travelerCountry.other', '', '8'],
      ['mix.source', 'agency', '1300'],
      ['mix.source', 'email', '180'],
      ['mix.lengthOfStay', '2', '520'],
      ['mix.lengthOfStay', '3', '420'],
      ['mix.lengthOfStay', '1', '300'],
      ['mix.lengthOfStay', '4', '160'],
      ['mix.lengthOfStay.other', '', '80'],
    ]);
  });

  test('tells what peers reached, or that it is suppressed and why', () => {
    const report = seedReport();
    const benchmark = {
      year: 2016,
      figures: {
        adr: { status: 'shown', value: '101.50', peers: 7, owners: 4 },
        noShowRate: { status: 'suppressed', reason: 'few_peers' },
      },
    } as const;
    const rows = rowsOf(formatVendorCsv({ ...report, benchmark }));
    const shown = rows.filter((row) => row['metric']?.startsWith('benchmark.'));
    expect(shown.map(({ metric, value, unit, key }) => [metric, value, unit, key])).toEqual([
      ['benchmark.noShowRate', 'suppressed', 'rate', 'few_peers'],
      ['benchmark.adr', '101.50', 'EUR', '7 peers of 4 owners'],
    ]);
  });

  test.each([
    ['=1+1', "'=1+1", 'a formula'],
    ['+1', "'+1", 'a sign'],
    ['@sum', "'@sum", 'a function of old'],
    ['a,b', 'a,b', 'a comma'],
    ['say "x"\r\ny', 'say "x"\r\ny', 'quotes and a line break'],
  ])('a key %j is read as %j: %s', (key, read) => {
    const mix = [{ dimension: 'affiliate', key, bookings: 9 } as const];
    const rows = rowsOf(formatVendorCsv(seedReport({ month: { mix }, audience: 'support' })));
    expect(rows.find((row) => row['metric'] === 'mix.affiliate')?.['key']).toBe(read);
  });

  test('ends every line with CRLF', () => {
    const csv = formatVendorCsv(seedReport());
    expect(csv.endsWith('\r\n')).toBe(true);
    expect(csv.split('\n').filter((line) => line !== '' && !line.endsWith('\r'))).toEqual([]);
  });
});
