import { AsyncLocalStorage } from 'node:async_hooks';
import { expect } from 'vitest';
import { createLocalBus } from '../../../infra/bus/local.ts';
import { createHttpServer } from '../../../infra/http/server.ts';
import { createSilentLog } from '../../../infra/log.ts';
import { createMetrics } from '../../../infra/metrics.ts';
import collector from '../../../ingest/collector/collector.ts';
import { createErasureKey } from '../../../infra/erasure-key.ts';
import { createLoader, createLoaderId } from '../../../ingest/loader/loader.ts';
import { createReservationOwners } from '../../../ingest/reservation-owners.ts';
import type { Warehouse } from '../../../warehouse/client.ts';
import { createSuppressions } from '../../../warehouse/repositories/suppressions.ts';
import { createTravelers } from '../../../warehouse/repositories/travelers.ts';
import { openTestWarehouse } from '../warehouse.ts';
import type { Change } from './change.ts';
import type { Request } from './message.ts';

/** A collector and a loader over a database of their own: what sends to it is stored as it would be in service. */
export interface OpenWorld {
  warehouse: Warehouse;
  /**
   * Builds all that is due.
   *
   * @throws {Error} where a model refuses
   */
  run(): Promise<void>;
  /** Sends requests of libraries, each received at its own time, in whatever order they get through. */
  sendRequests(requests: readonly Request[]): Promise<void>;
  sendChanges(changes: readonly Change[]): Promise<void>;
  sendProfile(travelerId: string, profile: object): Promise<void>;
  close(): Promise<void>;
}

/** Opens a world with nothing in it; with some of the models only, and what they are made from, if they are named. */
export async function openWorld(now: string, models?: readonly string[]): Promise<OpenWorld> {
  const log = createSilentLog();
  const { warehouse, pipelines, clock, close } = await openTestWarehouse(
    now,
    models === undefined ? {} : { models },
  );
  const received = new AsyncLocalStorage<number>();
  const metrics = createMetrics();
  const bus = createLocalBus({ maxBufferBytes: 64 * 1024 * 1024, log });
  const suppressions = createSuppressions(
    { maxAgeMs: 0 },
    { warehouse, clock, key: createErasureKey('a secret of tests, as long as one') },
  );
  const loader = createLoader(
    { minIntervalMs: 0, retryDelaysMs: [] },
    { bus, warehouse, clock, log, metrics, suppressions, loaderId: createLoaderId() },
  );
  const server = createHttpServer({ log, clock });
  await server.register(collector, {
    bus,
    clock: { now: () => received.getStore() ?? clock.now() },
    log,
    metrics,
    verifier: { verify: () => Promise.resolve({ sub: 'tracker', role: 'source' }) },
    findWriteKey: (key: string) => Promise.resolve({ affiliateId: key }),
    findReservationOwners: createReservationOwners(warehouse),
    putTraveler: (profile) => createTravelers({ warehouse, clock, suppressions }).put([profile]),
  });
  await loader.start();

  const send = async (method: 'POST' | 'PUT', url: string, payload: object): Promise<void> => {
    const answer = await server.inject({ method, url, payload, headers: { authorization: 'Bearer source' } });
    expect(answer.json(), `${url} ${answer.body}`).toEqual({ success: true });
  };
  return {
    warehouse,
    async run() {
      const { failed } = await pipelines.run();
      if (failed.length > 0) throw new Error(`Not built: ${JSON.stringify(failed)}`);
    },
    async sendRequests(requests) {
      const sendOne = ({ affiliateId, path, sentAt, messages }: Request): Promise<void> => {
        const [only] = messages;
        const body = path === '/v1/batch' ? { batch: messages } : only;
        return send('POST', path, { ...body, writeKey: affiliateId, sentAt });
      };
      await Promise.all(requests.map((each) => received.run(each.receivedAtMs, () => sendOne(each))));
    },
    async sendChanges(changes) {
      const size = 500;
      const parts = Array.from({ length: Math.ceil(changes.length / size) }, (_, part) =>
        changes.slice(part * size, (part + 1) * size),
      );
      await Promise.all(parts.map((part) => send('POST', '/v1/reservations', { changes: part })));
    },
    sendProfile: (travelerId, profile) => send('PUT', `/v1/travelers/${travelerId}`, profile),
    async close() {
      await server.close();
      await bus.close();
      await loader.close();
      await close();
    },
  };
}
