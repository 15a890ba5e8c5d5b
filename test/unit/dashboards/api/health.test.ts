import { afterEach, expect, test } from 'vitest';
import type { ApiDeps } from '../../../../dashboards/api/deps.ts';
import { addHealthRoutes } from '../../../../dashboards/api/health.ts';
import { MilepostError } from '../../../../infra/errors.ts';
import { createHttpServer, type HttpServer } from '../../../../infra/http/server.ts';
import { createSilentLog } from '../../../../infra/log.ts';
import { createMetrics } from '../../../../infra/metrics.ts';

let server: HttpServer | undefined;
afterEach(async () => server?.close());

const broken = {
  name: 'bus',
  check: () => Promise.reject(new MilepostError('bus_unavailable', 'no broker')),
};
const fine = { name: 'warehouse', check: () => Promise.resolve() };

function start(changes: Partial<Pick<ApiDeps, 'checks' | 'pending'>> = {}): HttpServer {
  const log = createSilentLog();
  server = createHttpServer({ log, clock: { now: () => 0 } });
  addHealthRoutes(server, {
    log,
    metrics: createMetrics(),
    checks: [fine],
    pending: async () => [],
    ...changes,
  });
  return server;
}

test('ready when everything is', async () => {
  const answer = await start().inject('/readyz');
  expect(answer.statusCode).toBe(200);
  expect(answer.json()).toEqual({ status: 'ready', checks: [{ name: 'warehouse', ok: true }] });
});

test('what is not ready is named with its reason, while healthz stays up', async () => {
  const app = start({ checks: [fine, broken] });
  const answer = await app.inject('/readyz');
  expect(answer.statusCode).toBe(503);
  expect(answer.json()).toEqual({
    status: 'not ready',
    checks: [
      { name: 'warehouse', ok: true },
      { name: 'bus', ok: false, message: 'no broker' },
    ],
  });
  expect((await app.inject('/healthz')).statusCode).toBe(200);
});

test('metrics tell what is pending, and everything else where that cannot be had', async () => {
  const app = start({ pending: async () => [{ topic: 'events', messages: 7 }] });
  expect((await app.inject('/metrics')).body).toContain('milepost_bus_pending_messages{topic="events"} 7');
  await app.close();
  const blind = start({ pending: () => broken.check() });
  const answer = await blind.inject('/metrics');
  expect(answer.statusCode).toBe(200);
  expect(answer.body).toContain('milepost_process_cpu_seconds_total');
});
