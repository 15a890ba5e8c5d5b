import { randomUUID } from 'node:crypto';
import { onTestFinished } from 'vitest';
import type { Bus } from '../../../infra/bus/bus.ts';
import { createLocalBus } from '../../../infra/bus/local.ts';
import type { Clock } from '../../../infra/clock.ts';
import { createErasureKey } from '../../../infra/erasure-key.ts';
import { createSilentLog, type Log } from '../../../infra/log.ts';
import { createMetrics } from '../../../infra/metrics.ts';
import { createHttpServer, type HttpServer } from '../../../infra/http/server.ts';
import type { Identity } from '../../../infra/auth/identity.ts';
import collector from '../../../ingest/collector/collector.ts';
import { createIntake, type Intake } from '../../../ingest/intake.ts';
import { createReservationOwners } from '../../../ingest/reservation-owners.ts';
import { createLoader, createLoaderId, type Loader } from '../../../ingest/loader/loader.ts';
import { createAccounting, type Account } from '../../../warehouse/repositories/accounting.ts';
import { createSuppressions, type Suppressions } from '../../../warehouse/repositories/suppressions.ts';
import { createWarehouse, type Warehouse } from '../../../warehouse/client.ts';
import { engineUrl } from '../../support/engine.ts';
import { copyTemplate } from '../../support/template.ts';

export const now = Date.parse('2026-05-01T12:00:00.000Z');

export interface World {
  warehouse: Warehouse;
  bus: Bus;
  server: HttpServer;
  loader: Loader;
  suppressions: Suppressions;
  intake: Intake;
  clock: Clock & { time: number };
  /** Sends a body with the write key of affiliate `acme`. */
  send(path: string, body: unknown, headers?: Record<string, string>): Promise<Reply>;
  /** The account of `acme`'s events, or of another. */
  account(kind?: 'event' | 'change', affiliateId?: string): Promise<Account>;
  /** Names a token for an identity. */
  tokens: Map<string, Identity>;
  profiles: object[];
}

interface Reply {
  status: number;
  json: unknown;
  headers: Record<string, unknown>;
}

export interface WorldOptions {
  /** Stands before the loader's warehouse, e.g. to make it fail. */
  wrap?: (warehouse: Warehouse) => Warehouse;
  loaderId?: string;
}

/** A collector and a loader, joined by an in-process bus, over a database of their own. */
export async function createWorld({
  wrap = (warehouse) => warehouse,
  loaderId,
}: WorldOptions = {}): Promise<World> {
  const log = createSilentLog();
  const warehouse = await createDatabase(log);
  const metrics = createMetrics();
  const clock = { time: now, now: () => clock.time };
  const bus = createLocalBus({ maxBufferBytes: 64 * 1024 * 1024, log });
  const suppressions = createSuppressions(
    { maxAgeMs: 0 },
    { warehouse, clock, key: createErasureKey('a secret of tests, as long as one') },
  );
  const loader = createLoader(
    { minIntervalMs: 0, retryDelaysMs: [] },
    {
      bus,
      warehouse: wrap(warehouse),
      clock,
      log,
      metrics,
      suppressions,
      loaderId: loaderId ?? createLoaderId(),
    },
  );
  const tokens = new Map<string, Identity>([['source', { sub: 'tracker', role: 'source' }]]);
  const profiles: object[] = [];
  const server = createHttpServer({ log, clock });
  const options = {
    bus,
    clock,
    log,
    metrics,
    verifier: { verify: (token: string) => Promise.resolve(tokens.get(token)) },
    findWriteKey: (key: string) =>
      Promise.resolve(key.startsWith('key-') ? { affiliateId: key.slice(4) } : undefined),
    findReservationOwners: createReservationOwners(warehouse),
    putTraveler: (profile: object) => {
      profiles.push(profile);
      return Promise.resolve();
    },
  };
  await server.register(collector, options);
  await loader.start();
  onTestFinished(async () => {
    await server.close();
    await bus.close();
    await loader.close();
  });
  const accounting = createAccounting(warehouse);
  return {
    warehouse,
    bus,
    server,
    loader,
    suppressions,
    intake: createIntake(options),
    clock,
    tokens,
    profiles,
    async send(path, body, headers = {}) {
      const answer = await server.inject({
        method: 'POST',
        url: path,
        headers: { authorization: `Basic ${Buffer.from('key-acme:').toString('base64')}`, ...headers },
        payload: typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body),
      });
      return { status: answer.statusCode, json: answer.json(), headers: answer.headers };
    },
    async account(kind = 'event', affiliateId = 'acme') {
      const accounts = await accounting.read({
        from: new Date(now - 86_400_000).toISOString(),
        to: new Date(clock.time + 86_400_000).toISOString(),
      });
      const found = accounts.find((each) => each.kind === kind && each.affiliateId === affiliateId);
      if (found === undefined) throw new Error(`no account of ${kind} ${affiliateId}`);
      return found;
    },
  };
}

/** A migrated database, dropped with the test. */
async function createDatabase(log: Log): Promise<Warehouse> {
  const database = `t_${randomUUID().replaceAll('-', '')}`;
  const connect = (name: string): Warehouse =>
    createWarehouse({ url: new URL(`/${name}`, engineUrl()).href, application: 'test', log });
  const [admin, warehouse] = [connect('default'), connect(database)];
  onTestFinished(async () => {
    await admin.command('drop database if exists {database:Identifier}', {
      name: 'drop',
      params: { database },
    });
    await Promise.all([warehouse.close(), admin.close()]);
  });
  await copyTemplate(admin, database);
  return warehouse;
}
