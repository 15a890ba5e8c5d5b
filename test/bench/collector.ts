/**
 * How many requests a second the collector takes, against bare Fastify parsing the same JSON, in one run.
 * Run it with `node test/bench/collector.ts [seconds]`. The bus answers at once: the warehouse is not measured here.
 */
import { Agent, request } from 'node:http';
import { fastify } from 'fastify';
import type { Bus } from '../../infra/bus/bus.ts';
import { systemClock } from '../../infra/clock.ts';
import { createHttpServer } from '../../infra/http/server.ts';
import { createSilentLog } from '../../infra/log.ts';
import { createMetrics } from '../../infra/metrics.ts';
import collector from '../../ingest/collector/collector.ts';

const seconds = Number(process.argv[2] ?? 3);
const connections = 32;
const path = '/v1/batch';

const bus: Bus = {
  publish: () => Promise.resolve(),
  subscribe: () => Promise.resolve({ close: () => Promise.resolve() }),
  pending: () => Promise.resolve([]),
  retention: () => Promise.resolve(undefined),
  check: () => Promise.resolve(),
  close: () => Promise.resolve(),
};

/** Of one device, as a browser's batch is. */
function bodyOf(events: number): string {
  const timestamp = new Date().toISOString();
  const batch = Array.from({ length: events }, (_, index) => ({
    type: 'track',
    event: 'Product Viewed',
    messageId: `ajs-next-${timestamp}-${index}`,
    anonymousId: '0189c3a0-5f0e-7000-8000-3f1d2c4b5a69',
    timestamp,
    properties: { sku: `hotel-${index}`, price: 129.5 },
    context: { page: { url: 'https://shop.example/hotels', path: '/hotels' } },
  }));
  return JSON.stringify({ batch, writeKey: 'key', sentAt: timestamp });
}

/** Sends over and over on a number of connections; returns requests a second. */
async function measure(port: number, body: string): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
  const send = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const sent = request({ port, path, method: 'POST', agent, headers }, (answer) => {
        answer.resume();
        answer.on('end', () =>
          answer.statusCode === 200 ? resolve() : reject(new Error(`status ${answer.statusCode}`)),
        );
      });
      sent.on('error', reject);
      sent.end(body);
    });
  const run = async (durationMs: number): Promise<number> => {
    const startedAt = performance.now();
    let requests = 0;
    const worker = async (): Promise<void> => {
      while (performance.now() - startedAt < durationMs) {
        await send();
        requests += 1;
      }
    };
    await Promise.all(Array.from({ length: connections }, worker));
    return (requests / (performance.now() - startedAt)) * 1000;
  };
  await run(500);
  const perSecond = await run(seconds * 1000);
  agent.destroy();
  return perSecond;
}

const log = createSilentLog();
const bare = fastify({ bodyLimit: 1024 * 1024 });
bare.route({ method: 'POST', url: path, handler: () => Promise.resolve({ success: true }) });
const server = createHttpServer({ log, clock: systemClock });
await server.register(collector, {
  bus,
  clock: systemClock,
  log,
  metrics: createMetrics(),
  verifier: { verify: () => Promise.resolve(undefined) },
  findWriteKey: () => Promise.resolve({ affiliateId: 'acme' }),
  findReservationOwners: () => Promise.resolve(new Map()),
  putTraveler: () => Promise.resolve(),
});
const portOf = (address: string): number => Number(new URL(address).port);
const barePort = portOf(await bare.listen({ port: 0, host: '127.0.0.1' }));
const port = portOf(await server.listen({ port: 0, host: '127.0.0.1' }));

for (const events of [1, 20, 100]) {
  const body = bodyOf(events);
  const [plain, collected] = [await measure(barePort, body), await measure(port, body)];
  const perSecond = Math.round(collected);
  console.log(
    `${events} events: collector ${perSecond} requests/s (${perSecond * events} events/s), ` +
      `bare Fastify ${Math.round(plain)}, ratio ${(collected / plain).toFixed(2)}`,
  );
}
await Promise.all([server.close(), bare.close()]);
