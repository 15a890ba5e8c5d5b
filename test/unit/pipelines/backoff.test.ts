import { expect, test } from 'vitest';
import { createBackoff } from '../../../pipelines/backoff.ts';

test('a model that fails again is held twice as long, up to a bound, and a success forgets it', () => {
  const clock = { time: 0, now: () => clock.time };
  const backoff = createBackoff({ firstMs: 10, mostMs: 30 }, clock);
  const heldMs = () => {
    const from = clock.time;
    while (backoff.isHeld('m')) clock.time += 1;
    return clock.time - from;
  };
  const delays = [1, 2, 3, 4].map(() => {
    backoff.failed('m');
    return heldMs();
  });
  expect(delays).toEqual([10, 20, 30, 30]);
  backoff.failed('m');
  expect(backoff.isHeld('other')).toBe(false);
  backoff.succeeded('m');
  expect(backoff.isHeld('m')).toBe(false);
  backoff.failed('m');
  expect(heldMs()).toBe(10);
});
