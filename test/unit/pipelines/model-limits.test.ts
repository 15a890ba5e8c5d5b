import { expect, test } from 'vitest';
import { parseLimits } from '../../../pipelines/model-limits.ts';

const fail = (fault: string) => new Error(fault);

test('limits of a head are read in their units, and have defaults', () => {
  const head = new Map([
    ['concurrency', '2'],
    ['timeout', '90 s'],
    ['memory', '2 GB'],
    ['fresh_within', '5 min'],
  ]);
  expect(parseLimits(head, 'hour', fail)).toEqual({
    concurrency: 2,
    timeoutSeconds: 90,
    memoryBytes: 2e9,
    freshWithinMs: 300_000,
  });
  expect(parseLimits(new Map(), 'hour', fail)).toEqual({
    concurrency: 1,
    timeoutSeconds: 110,
    memoryBytes: undefined,
    freshWithinMs: 60_000,
  });
  expect(parseLimits(new Map(), 'month', fail)).toMatchObject({ freshWithinMs: 300_000 });
});

test.for([
  ['timeout', '2 min', /110 s at most/],
  ['timeout', '90', /say a number and s, min, h/],
  ['concurrency', '0', /from 1 to 4/],
  ['concurrency', 'many', /from 1 to 4/],
  ['memory', '0 GB', /say a number and MB, GB/],
] as const)('%s "%s" is refused', ([key, text, fault]) => {
  expect(() => parseLimits(new Map([[key, text]]), 'day', fail)).toThrow(fault);
});
