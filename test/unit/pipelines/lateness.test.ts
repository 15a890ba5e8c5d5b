import { pino } from 'pino';
import { expect, test } from 'vitest';
import { createMetrics } from '../../../infra/metrics.ts';
import { createLatenessWatch } from '../../../pipelines/lateness.ts';

test('a broken promise is one alert line, however long it lasts, and lateness is measured per model', async () => {
  const lines: { alert?: string; model: string; msg: string }[] = [];
  const log = pino({}, { write: (line: string) => void lines.push(JSON.parse(line)) });
  const metrics = createMetrics();
  const watch = createLatenessWatch({ metrics, log });
  const at = (latenessMs: number | null) => [
    { model: 'm', freshWithinMs: 60_000, latenessMs, isLate: latenessMs !== null && latenessMs > 60_000 },
  ];
  for (const latenessMs of [null, 10_000, 61_000, 90_000, 5_000, 70_000]) watch(at(latenessMs));
  expect(lines.map(({ alert, msg }) => [alert, msg])).toEqual([
    ['model_late', 'm is later than promised'],
    [undefined, 'm is as fresh as promised again'],
    ['model_late', 'm is later than promised'],
  ]);
  expect(await metrics.render()).toContain('milepost_model_lateness_seconds{model="m"} 70');
});
