import { expect, test } from 'vitest';
import { compareRange, type Comparison } from '../../../../../dashboards/api/range/compare.ts';
import { parseRange } from '../../../../../dashboards/api/range/range.ts';

const later = '2030-01-01T00:00:00Z';

test.each<[string, string, Comparison, string, string, string, string]>([
  [
    '2026-03-01',
    '2026-04-01',
    'previous',
    later,
    '2026-02-01',
    '2026-03-01',
    'a month with the whole month before',
  ],
  [
    '2026-04-01',
    '2026-07-01',
    'previous',
    later,
    '2026-01-01',
    '2026-04-01',
    'a quarter with the quarter before',
  ],
  ['2025-01-01', '2026-01-01', 'previous', later, '2024-01-01', '2025-01-01', 'a year with the year before'],
  ['2026-03-01', '2026-04-01', 'year', later, '2025-03-01', '2025-04-01', 'a month with that of last year'],
  ['2025-02-01', '2025-03-01', 'year', later, '2024-02-01', '2024-03-01', '28 days of February with its 29'],
  [
    '2026-03-10',
    '2026-03-17',
    'previous',
    later,
    '2026-03-03',
    '2026-03-10',
    'seven days with the seven before',
  ],
  [
    '2026-03-26',
    '2026-04-02',
    'previous',
    later,
    '2026-03-19',
    '2026-03-26',
    'days, not hours, over a clock change',
  ],
  ['2024-02-29', '2024-03-03', 'year', later, '2023-02-28', '2023-03-03', 'as many days, from a leap day'],
  [
    '2026-03-01',
    '2026-04-01',
    'previous',
    '2026-03-14T23:00:00Z',
    '2026-02-01',
    '2026-02-15',
    'a running month with as much of the month before',
  ],
  [
    '2026-03-01',
    '2026-04-01',
    'previous',
    '2026-03-30T22:00:00Z',
    '2026-02-01',
    '2026-03-01',
    'a running month of more days than the one before has',
  ],
  [
    '2026-03-01',
    '2026-04-01',
    'year',
    '2026-03-14T23:00:00Z',
    '2025-03-01',
    '2025-03-15',
    'a running month with as much of it last year',
  ],
  [
    '2026-01-01',
    '2027-01-01',
    'previous',
    '2026-03-14T23:00:00Z',
    '2025-01-01',
    '2025-03-15',
    'a running year',
  ],
  [
    '2026-05-01',
    '2026-06-01',
    'previous',
    '2026-03-14T23:00:00Z',
    '2026-04-01',
    '2026-05-01',
    'what has not begun is not running',
  ],
])('%s..%s %s at %s is %s..%s: %s', (from, to, comparison, now, expectedFrom, expectedTo) => {
  const nowMs = Date.parse(now);
  const range = (start: string, end: string) => parseRange({ from: start, to: end }, 'Europe/Berlin', nowMs);
  expect(compareRange(range(from, to), comparison, nowMs)).toEqual(range(expectedFrom, expectedTo));
});

test('a range of hours compares with as many hours before', () => {
  const range = parseRange(
    { from: '2026-03-01T10:00:00Z', to: '2026-03-01T16:00:00Z' },
    'UTC',
    Date.parse(later),
  );
  const other = compareRange(range, 'previous', Date.parse(later));
  expect(new Date(other.fromMs).toISOString()).toBe('2026-03-01T04:00:00.000Z');
  expect(other.toMs).toBe(range.fromMs);
});
