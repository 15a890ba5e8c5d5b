import { expect, test } from 'vitest';
import { createPace } from '../../../pipelines/pace.ts';

const hour = 3_600_000;

test('late events in old hours wait for each other, the first after a quiet time does not', () => {
  const clock = { time: 100 * hour, now: () => clock.time };
  const pace = createPace({ youngMs: 2 * hour, everyMs: 900_000 }, clock);
  expect(pace.deferBefore()).toBeUndefined();
  pace.built(false);
  expect(pace.deferBefore()).toBeUndefined();
  pace.built(true);
  clock.time += 899_999;
  expect(pace.deferBefore()).toBe(clock.time - 2 * hour);
  clock.time += 1;
  expect(pace.deferBefore()).toBeUndefined();
});
