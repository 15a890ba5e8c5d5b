import { expect, test } from 'vitest';
import { createFormats, minorDigits } from '../../../../dashboards/web/format/format.ts';
import { showCell, tableCsv, type Table } from '../../../../dashboards/web/table/table.ts';
import type { ValueFormat } from '../../../../reports/charts/chart.ts';

const formats = createFormats('en-GB');
const euros: ValueFormat = { style: 'money', currency: 'EUR', digits: 2 };

test.each<[number | null, ValueFormat, string]>([
  [1_234.4, { style: 'count' }, '1,234'],
  [0.1234, { style: 'percent', digits: 1 }, '12.3%'],
  [-1_234.5, euros, '-€1,234.50'],
  [1_234, { style: 'money', currency: 'JPY', digits: 0 }, '¥1,234'],
  [45.4, { style: 'duration' }, '45s'],
  [185, { style: 'duration' }, '3m 05s'],
  [3_599.6, { style: 'duration' }, '1h 00m'],
  [93_600, { style: 'duration' }, '1d 2h'],
  [null, euros, '–'],
])('%s as %j is %s', (value, format, expected) => {
  expect(formats.value(value, format)).toBe(expected);
});

test('an axis is short', () => {
  expect(formats.short(12_345, euros)).toBe('€12.3k');
  expect(formats.short(2_000, { style: 'count' })).toBe('2k');
  expect(formats.short(0.25, { style: 'percent', digits: 1 })).toBe('25%');
});

test('instants are written in their zone', () => {
  expect(formats.moment('2026-01-01T23:30:00Z', 'Asia/Tokyo')).toBe('2 Jan 2026, 08:30');
  expect(formats.point('2026-03-28T23:00:00Z', 'day', 'Europe/Berlin')).toEqual({
    label: '29 Mar',
    name: 'Sun, 29 Mar 2026',
  });
});

test('currencies have their own digits', () => {
  expect(['EUR', 'JPY', 'KWD'].map((currency) => minorDigits(currency))).toEqual([2, 0, 3]);
});

test('an exported table has the cells that are shown, numbers plain and units in the head', () => {
  const table: Table = {
    title: 'Channels',
    columns: [
      { title: 'Channel' },
      { title: 'Net value', format: euros },
      { title: 'Bounce rate', format: { style: 'percent', digits: 1 } },
      { title: 'Visit', format: { style: 'duration' } },
    ],
    rows: [
      ['=cmd, "x"', 1_250.5, 0.12345, 61.2],
      ['Direct', -3, null, 0],
    ],
  };
  expect(tableCsv(table)).toBe(
    'Channel,Net value (EUR),Bounce rate (%),Visit (s)\r\n"\'=cmd, ""x""",1250.50,12.3,61\r\nDirect,-3.00,,0\r\n',
  );
  const [row = []] = table.rows;
  expect(row.map((cell, index) => showCell(cell, table.columns[index] ?? { title: '' }, formats))).toEqual([
    '=cmd, "x"',
    '€1,250.50',
    '12.3%',
    '1m 01s',
  ]);
});
