import { messageOf } from '../../infra/errors.ts';
import type { HttpServer } from '../../infra/http/server.ts';
import type { ApiDeps, HealthCheck } from './deps.ts';

const checkTimeoutMs = 3_000;

/** `/healthz`: the process answers. `/readyz`: everything it needs does too, else 503 naming what fails. `/metrics`. */
export function addHealthRoutes(
  app: HttpServer,
  deps: Pick<ApiDeps, 'checks' | 'log' | 'metrics' | 'pending'>,
): void {
  const pending = deps.metrics.gauge(
    'milepost_bus_pending_messages',
    'Messages that the loader has still to take',
    ['topic'],
  );
  app.get('/healthz', { schema: { hide: true } }, async () => ({ status: 'ok' }));
  app.get('/readyz', { schema: { hide: true } }, async (_request, reply) => {
    const checks = await Promise.all(deps.checks.map((each) => runCheck(each)));
    const isReady = checks.every((each) => each.ok);
    return reply.code(isReady ? 200 : 503).send({ status: isReady ? 'ready' : 'not ready', checks });
  });
  app.get('/metrics', { schema: { hide: true } }, async (_request, reply) => {
    try {
      for (const { topic, messages } of await withTimeout(deps.pending())) pending.set({ topic }, messages);
    } catch (thrown) {
      // What was measured is worth more than the one number that cannot be had.
      deps.log.warn({ err: thrown }, 'Pending messages could not be counted');
      pending.reset();
    }
    return reply.type(deps.metrics.contentType).send(await deps.metrics.render());
  });
}

async function runCheck(check: HealthCheck): Promise<{ name: string; ok: boolean; message?: string }> {
  try {
    await withTimeout(check.check());
    return { name: check.name, ok: true };
  } catch (thrown) {
    return { name: check.name, ok: false, message: messageOf(thrown) };
  }
}

async function withTimeout<T>(work: Promise<T>): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    reject(new Error(`no answer in ${checkTimeoutMs} ms`));
  }, checkTimeoutMs);
  try {
    return await Promise.race([work, promise]);
  } finally {
    clearTimeout(timer);
  }
}
