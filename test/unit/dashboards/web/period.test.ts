import { describe, expect, test } from 'vitest';
import { addDays, isDate, today } from '../../../../dashboards/web/state/days.ts';
import {
  daysOf,
  formatPeriod,
  granularitiesOf,
  parsePeriod,
  presets,
  type Preset,
} from '../../../../dashboards/web/state/period.ts';

const now = Date.parse('2026-03-01T02:30:00Z');

describe('the days of a period', () => {
  test.each<[Preset, string, string]>([
    ['today', '2026-03-01', '2026-03-01'],
    ['yesterday', '2026-02-28', '2026-02-28'],
    ['7d', '2026-02-23', '2026-03-01'],
    ['30d', '2026-01-31', '2026-03-01'],
    ['90d', '2025-12-02', '2026-03-01'],
    ['month', '2026-03-01', '2026-03-31'],
    ['last-month', '2026-02-01', '2026-02-28'],
    ['quarter', '2026-01-01', '2026-03-31'],
    ['year', '2026-01-01', '2026-12-31'],
    ['12m', '2025-04-01', '2026-03-31'],
  ])('%s', (preset, from, to) => {
    expect(daysOf({ preset }, now, 'UTC')).toEqual({ from, to });
  });

  test('are those of the zone', () => {
    expect(today(now, 'America/New_York')).toBe('2026-02-28');
    expect(daysOf({ preset: 'month' }, now, 'America/New_York').to).toBe('2026-02-28');
  });

  test('are as they were chosen', () => {
    const chosen = { from: '2026-01-05', to: '2026-01-09' };
    expect(daysOf(chosen, now, 'UTC')).toEqual(chosen);
  });
});

test('a period is read as it was written', () => {
  for (const preset of presets) expect(parsePeriod(formatPeriod({ preset }))).toEqual({ preset });
  const chosen = { from: '2024-02-29', to: '2024-02-29' };
  expect(parsePeriod(formatPeriod(chosen))).toEqual(chosen);
});

test.each([
  '',
  'tomorrow',
  '2026-01-01',
  '2026-02-30~2026-03-01',
  '2026-02-02~2026-02-01',
  '1900-01-01~2026-01-01',
])('%j is no period', (text) => {
  expect(parsePeriod(text)).toBeUndefined();
});

test('a chart has a readable number of points', () => {
  for (let days = 1; days <= 3_660; days += 13) {
    const range = { from: '2020-01-01', to: addDays('2020-01-01', days - 1) };
    for (const granularity of granularitiesOf(range)) {
      const points = { hour: days * 24, day: days, week: days / 7, month: days / 30 }[granularity];
      expect(points, `${days} days by ${granularity}`).toBeLessThanOrEqual(600);
    }
  }
});

test('dates are those of the calendar', () => {
  expect(['2024-02-29', '2026-12-31'].filter((text) => !isDate(text))).toEqual([]);
  expect(['2026-02-29', '2026-13-01', '2026-1-1', 'now', ''].filter((text) => isDate(text))).toEqual([]);
});
