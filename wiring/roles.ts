import { dashboards } from '../dashboards/dashboards.ts';
import { addHealthRoutes } from '../dashboards/api/health.ts';
import type { DevelopmentIssuer } from '../infra/auth/development-issuer.ts';
import type { Verifier } from '../infra/auth/verifier.ts';
import { createHttpServer } from '../infra/http/server.ts';
import collector from '../ingest/collector/collector.ts';
import type { RoleName } from '../cli/world.ts';
import type { BusParts } from './bus.ts';
import type { IngestParts } from './ingest.ts';
import { listen } from './listen.ts';
import type { NumberParts } from './numbers.ts';
import type { ProcessParts } from './process.ts';
import { toApiDeps, toCollectorOptions, toDashboardsDeps, type SharedParts } from './role-deps.ts';
import type { WarehouseParts } from './warehouse.ts';

/** What roles are made of. */
export type RoleParts = ProcessParts &
  WarehouseParts &
  BusParts &
  IngestParts &
  NumberParts & { issuer: () => Promise<DevelopmentIssuer>; verifier: () => Promise<Verifier> };

/**
 * Runs roles in this process and returns the address of its HTTP server.
 *
 * @throws {MilepostError} whose message is what keeps it from starting, with the way out.
 */
export async function serveRoles(roles: readonly RoleName[], parts: RoleParts): Promise<string> {
  const { log, clock, lifecycle } = parts;
  const { config } = parts.invocation();
  const shared = await shareParts(roles, parts);
  const server = createHttpServer({ log: log(), clock });
  if (roles.includes('loader')) await parts.loader();
  if (roles.includes('scheduler')) await parts.scheduler();
  if (roles.includes('collector'))
    await server.register(collector, toCollectorOptions({ ...shared, bus: await parts.bus() }));
  if (roles.includes('api'))
    await server.register(dashboards, await toDashboardsDeps(shared, { config, issuer: parts.issuer }));
  else addHealthRoutes(server, toApiDeps(shared));
  lifecycle().add('server', () => server.close());
  return listen(server, config);
}

async function shareParts(roles: readonly RoleName[], parts: RoleParts): Promise<SharedParts> {
  await parts.pipelines();
  // Without Kafka the bus lives where the collector and the loader do. Readers go on while a broker is down.
  const hasBus = parts.invocation().config.kafka !== undefined || roles.includes('loader');
  const needsBus = roles.includes('collector') || roles.includes('loader');
  return {
    warehouse: await parts.warehouse(),
    suppressions: await parts.suppressions(),
    reports: await parts.reports(),
    bus: needsBus ? await parts.bus() : undefined,
    pending: async () =>
      hasBus ? (await parts.openBus()).pending('loader', ['events', 'reservations.changes']) : [],
    intake: parts.intake,
    verifier: await parts.verifier(),
    clock: parts.clock,
    log: parts.log(),
    metrics: parts.metrics(),
  };
}
