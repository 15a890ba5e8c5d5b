import { pino } from 'pino';
import { expect, test } from 'vitest';
import { createMetrics } from '../../../infra/metrics.ts';
import { createLatenessWatch } from '../../../pipelines/lateness.ts';

interface Line {
  alert?: string;
  model: string;
  msg: string;
}

function start(mayTell?: () => boolean) {
  const lines: Line[] = [];
  const log = pino({}, { write: (line: string) => void lines.push(JSON.parse(line)) });
  const metrics = createMetrics();
  const clock = { time: 0, now: () => clock.time };
  const watch = createLatenessWatch({ metrics, log, clock, quietMs: 600_000, ...(mayTell && { mayTell }) });
  const look = (latenessMs: number | null, afterMs = 15_000) => {
    clock.time += afterMs;
    const isLate = latenessMs !== null && latenessMs > 60_000;
    watch([{ model: 'm', freshWithinMs: 60_000, latenessMs, isLate }]);
    return lines.splice(0).map(({ alert, msg }) => alert ?? msg);
  };
  return { look, metrics };
}
const fresh = 'm is as fresh as promised again';

test('a broken promise is one alert line in a period, and one when it holds again', async () => {
  const { look, metrics } = start();
  const steps: [latenessMs: number, told: string[], afterMs?: number][] = [
    [10_000, []],
    [61_000, ['model_late']],
    [90_000, []],
    [5_000, [fresh]],
    // It comes and goes: nothing more is said within the period.
    [70_000, []],
    [5_000, []],
    [61_000, ['model_late'], 600_000],
    [700_000, ['model_late'], 600_000],
    [1_000, [fresh]],
  ];
  for (const [latenessMs, told, afterMs] of steps) {
    expect({ latenessMs, told: look(latenessMs, afterMs) }).toEqual({ latenessMs, told });
  }
  look(70_000);
  expect(await metrics.render()).toContain('milepost_model_lateness_seconds{model="m"} 70');
  expect(await metrics.render()).toContain('milepost_model_promise_seconds{model="m"} 60');
});

test('a model that was never complete is late from the first look on', () => {
  const { look } = start();
  expect([look(null, 1_000), look(null, 60_000), look(1_000)]).toEqual([[], ['model_late'], [fresh]]);
});

test('of several processes the leader tells', () => {
  expect(start(() => false).look(1e9)).toEqual([]);
});
