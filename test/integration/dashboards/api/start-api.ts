import { onTestFinished } from 'vitest';
import { api } from '../../../../dashboards/api/api.ts';
import type { ApiDeps } from '../../../../dashboards/api/deps.ts';
import type { Identity } from '../../../../infra/auth/identity.ts';
import { createHttpServer, type HttpServer } from '../../../../infra/http/server.ts';
import { createSilentLog } from '../../../../infra/log.ts';
import { createMetrics } from '../../../../infra/metrics.ts';
import { createTableFiles } from '../../../../reports/files/table-files.ts';
import { createPrinter } from '../../../../reports/printer.ts';
import { createTravelerReports } from '../../../../reports/traveler/reader.ts';
import { createVendorReports } from '../../../../reports/vendor/reader.ts';
import type { Warehouse } from '../../../../warehouse/client.ts';
import { createAccounting } from '../../../../warehouse/repositories/accounting.ts';
import { emptyLibrary } from '../../../support/library.ts';

type InjectedAnswer = Awaited<ReturnType<HttpServer['inject']>>;

export interface TestApi {
  server: HttpServer;
  /** Asks as somebody. */
  get: (url: string, identity?: Identity, headers?: Record<string, string>) => Promise<InjectedAnswer>;
}

/** Starts the API over a warehouse; a token is the identity as JSON in base64url. Closes itself with the test. */
export async function startApi(
  warehouse: Warehouse,
  now: string,
  changes: Partial<ApiDeps> = {},
  addMore?: (server: HttpServer) => PromiseLike<unknown>,
): Promise<TestApi> {
  const log = createSilentLog();
  const clock = { now: () => Date.parse(now) };
  const library = emptyLibrary();
  const server = createHttpServer({ log, clock });
  const deps: ApiDeps = {
    warehouse,
    clock,
    log,
    metrics: createMetrics(),
    verifier: {
      verify: async (token) => {
        try {
          return JSON.parse(Buffer.from(token, 'base64url').toString());
        } catch {
          return undefined;
        }
      },
    },
    checks: [{ name: 'warehouse', check: () => warehouse.ping() }],
    vendorReports: createVendorReports({ warehouse, clock, library }),
    travelerReports: createTravelerReports({ warehouse, clock, library, isErased: async () => false }),
    printer: createPrinter(library),
    tableFiles: createTableFiles(warehouse),
    prints: library.prints,
    accounting: createAccounting(warehouse),
    pending: async () => [],
    intake: async () => {
      throw new Error('This test sends nothing in again');
    },
    ...changes,
  };
  await server.register(api, deps);
  await addMore?.(server);
  await server.ready();
  onTestFinished(() => server.close());
  return {
    server,
    get: async (url, identity, headers = {}) =>
      server.inject({
        url,
        headers: {
          ...headers,
          ...(identity === undefined
            ? {}
            : { authorization: `Bearer ${Buffer.from(JSON.stringify(identity)).toString('base64url')}` }),
        },
      }),
  };
}
