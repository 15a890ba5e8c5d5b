import { expect, test } from 'vitest';
import { sliceBounds, spanOf } from '../../../pipelines/slice.ts';

test.for([
  [
    'hour',
    '2026-03-29T01',
    '2026-03-29T01:00:00.000Z',
    '2026-03-29T02:00:00.000Z',
    'UTC knows no change of clocks',
  ],
  ['day', '2024-02-29', '2024-02-29T00:00:00.000Z', '2024-03-01T00:00:00.000Z', 'a leap day'],
  ['month', '2026-12', '2026-12-01T00:00:00.000Z', '2027-01-01T00:00:00.000Z', 'the end of a year'],
] as const)('a slice %s %s is from %s to %s: %s', ([kind, slice, from, to]) => {
  const bounds = sliceBounds(kind, slice);
  expect([bounds.from.toISOString(), bounds.to.toISOString()]).toEqual([from, to]);
});

test('a span holds all slices, in whatever order they come', () => {
  const span = spanOf('day', ['2026-05-02', '2026-04-30']);
  expect([span.from.toISOString(), span.to.toISOString()]).toEqual([
    '2026-04-30T00:00:00.000Z',
    '2026-05-03T00:00:00.000Z',
  ]);
});
