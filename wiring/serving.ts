import type { DevelopmentIssuer } from '../infra/auth/development-issuer.ts';
import { createDevelopmentIssuer } from '../infra/auth/development-issuer.ts';
import { createIssuerVerifier } from '../infra/auth/issuer-verifier.ts';
import type { Verifier } from '../infra/auth/verifier.ts';
import { MilepostError } from '../infra/errors.ts';
import { createHttpServer } from '../infra/http/server.ts';
import collector from '../ingest/collector/collector.ts';
import { addHealthRoutes } from '../dashboards/api/health.ts';
import { dashboards } from '../dashboards/dashboards.ts';
import type { RoleName } from '../cli/world.ts';
import type { BusParts } from './bus.ts';
import type { IngestParts } from './ingest.ts';
import { listen } from './listen.ts';
import type { NumberParts } from './numbers.ts';
import { once } from './once.ts';
import type { ProcessParts } from './process.ts';
import { toApiDeps, toCollectorOptions, toDashboardsDeps, type SharedParts } from './role-deps.ts';
import type { WarehouseParts } from './warehouse.ts';

/** What answers outsiders. */
export interface ServingParts {
  /** @throws {MilepostError} `issuer_foreign` when tokens come from an OpenID Connect provider. */
  issuer: () => Promise<DevelopmentIssuer>;
  /**
   * Runs roles in this process and returns the address of its HTTP server.
   *
   * @throws {MilepostError} whose message is what keeps it from starting, with the way out.
   */
  serve: (roles: readonly RoleName[]) => Promise<string>;
}

/** Creates what runs the roles of a process. */
export function createServingParts(
  parts: ProcessParts & WarehouseParts & BusParts & IngestParts & NumberParts,
): ServingParts {
  const { invocation, clock, log, metrics, lifecycle } = parts;
  const config = () => invocation().config;

  const issuer = once(async () => {
    const { issuer: foreign, dataDir } = config();
    if (foreign === undefined) return createDevelopmentIssuer(dataDir, clock);
    throw new MilepostError(
      'issuer_foreign',
      `Tokens come from ${foreign.url} here; unset AUTH_ISSUER and AUTH_AUDIENCE to use the development issuer`,
    );
  });

  const verifier = once(async (): Promise<Verifier> => {
    const { issuer: foreign } = config();
    if (foreign === undefined) return (await issuer()).verifier;
    return createIssuerVerifier({ issuer: foreign.url, audience: foreign.audience, log: log() });
  });

  async function sharedParts(roles: readonly RoleName[]): Promise<SharedParts> {
    await parts.pipelines();
    // Without Kafka the bus lives where the collector and the loader do. Readers go on while a broker is down.
    const hasBus = config().kafka !== undefined || roles.includes('loader');
    const needsBus = roles.includes('collector') || roles.includes('loader');
    return {
      warehouse: await parts.warehouse(),
      suppressions: await parts.suppressions(),
      reports: await parts.reports(),
      bus: needsBus ? await parts.bus() : undefined,
      pending: async () =>
        hasBus ? (await parts.openBus()).pending('loader', ['events', 'reservations.changes']) : [],
      verifier: await verifier(),
      clock,
      log: log(),
      metrics: metrics(),
    };
  }

  return {
    issuer,
    async serve(roles) {
      const shared = await sharedParts(roles);
      const server = createHttpServer({ log: log(), clock });
      if (roles.includes('loader')) await parts.loader();
      if (roles.includes('scheduler')) await parts.scheduler();
      if (roles.includes('collector'))
        await server.register(collector, toCollectorOptions({ ...shared, bus: await parts.bus() }));
      if (roles.includes('api'))
        await server.register(dashboards, await toDashboardsDeps(shared, { config: config(), issuer }));
      else addHealthRoutes(server, toApiDeps(shared));
      lifecycle().add('server', () => server.close());
      return listen(server, config());
    },
  };
}
