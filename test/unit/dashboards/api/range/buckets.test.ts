import { expect, test } from 'vitest';
import { bucketBounds, type Granularity } from '../../../../../dashboards/api/range/buckets.ts';
import { parseRange } from '../../../../../dashboards/api/range/range.ts';

const hoursOf = (from: string, to: string, tz: string, granularity: Granularity) => {
  const bounds = bucketBounds(parseRange({ from, to, tz }, 'UTC', 0), granularity);
  return bounds.slice(1).map((bound, index) => (bound - (bounds[index] ?? 0)) / 3_600_000);
};

test.each([
  ['Europe/Berlin', '2026-03-28', '2026-03-31', 'day', [24, 23, 24]],
  ['Europe/Berlin', '2026-10-24', '2026-10-27', 'day', [24, 25, 24]],
  ['Australia/Lord_Howe', '2026-04-04', '2026-04-07', 'day', [24, 24.5, 24]],
  ['Australia/Lord_Howe', '2026-10-03', '2026-10-06', 'day', [24, 23.5, 24]],
  ['America/Santiago', '2026-09-05', '2026-09-08', 'day', [24, 23, 24]],
  ['Pacific/Apia', '2011-12-29', '2012-01-01', 'day', [24, 24]],
  ['Asia/Kathmandu', '2026-03-02', '2026-03-16', 'week', [168, 168]],
  ['UTC', '2026-03-04', '2026-03-18', 'week', [5 * 24, 168, 2 * 24]],
  ['UTC', '2026-01-15', '2026-03-02', 'month', [17 * 24, 28 * 24, 24]],
] as const)('%s %s..%s by %4$s has buckets of hours', (tz, from, to, granularity, hours) => {
  expect(hoursOf(from, to, tz, granularity)).toEqual(hours);
});

test.each([
  ['Europe/Berlin', '2026-03-29', '2026-03-30', 23],
  ['Europe/Berlin', '2026-10-25', '2026-10-26', 25],
  ['Asia/Kolkata', '2026-03-29', '2026-03-30', 24],
])('%s %s..%s by hour is full hours, as many as the clock shows', (tz, from, to, count) => {
  expect(hoursOf(from, to, tz, 'hour')).toEqual(Array.from({ length: count }, () => 1));
});

test('an hour that a zone repeats by half is two points', () => {
  const hours = hoursOf('2026-04-05', '2026-04-06', 'Australia/Lord_Howe', 'hour');
  expect(hours.toSpliced(3)).toEqual([1, 1, 0.5]);
  expect(hours).toHaveLength(25);
});

test('too many points are refused, naming the granularity', () => {
  expect(() => hoursOf('2025-01-01', '2026-01-01', 'UTC', 'hour')).toThrow(
    expect.objectContaining({ errors: [expect.objectContaining({ field: 'granularity' })] }),
  );
});
