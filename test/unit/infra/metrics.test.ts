import { expect, test } from 'vitest';
import { createMetrics } from '../../../infra/metrics.ts';

test('one name is one instrument', async () => {
  const metrics = createMetrics();
  metrics.counter('milepost_things_total', 'Things', ['kind']).inc({ kind: 'a' });
  metrics.counter('milepost_things_total', 'Things', ['kind']).inc({ kind: 'a' }, 2);
  expect(await metrics.render()).toContain('milepost_things_total{kind="a"} 3');
});

test('a name outside of the house, or taken by another kind, is refused', () => {
  const metrics = createMetrics();
  metrics.gauge('milepost_level', 'Level');
  expect(() => metrics.counter('milepost_level', 'Level')).toThrow('milepost_level');
  expect(() => metrics.counter('things', 'Things')).toThrow('things');
});
