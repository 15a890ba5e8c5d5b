import { expect, test } from 'vitest';
import { estimateCost } from '../../../pipelines/cost.ts';

const past = [
  { slices: 1, rows: 10, elapsedMs: 1_000 },
  { slices: 10, rows: 100, elapsedMs: 2_000 },
];
const small = past.slice(0, 1);

test.for([
  ['nothing costs nothing', [], { slices: 0, maxSlices: 1 }, { rows: 0, seconds: 0 }],
  ['a model that never ran has no cost yet', [], { slices: 3, maxSlices: 1 }, { rows: null, seconds: null }],
  [
    'a run as large as a past one costs the same',
    small,
    { slices: 1, maxSlices: 10 },
    { rows: 10, seconds: 1 },
  ],
  ['a larger run costs in proportion', small, { slices: 4, maxSlices: 10 }, { rows: 40, seconds: 4 }],
  [
    'slices over the most of one run take several',
    small,
    { slices: 3, maxSlices: 1 },
    { rows: 30, seconds: 3 },
  ],
] as const)('%s', ([, runs, wanted, cost]) => {
  expect(estimateCost(runs, { ...wanted, knownSlices: 0, knownRows: 0 })).toEqual(cost);
});

test('rows of slices that were built before are known, not estimated', () => {
  expect(estimateCost(past, { slices: 3, maxSlices: 10, knownSlices: 2, knownRows: 7 }).rows).toBe(17);
});
