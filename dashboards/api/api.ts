import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import type { HttpServer } from '../../infra/http/server.ts';
import { sessionCookie } from '../session/cookie.ts';
import { requireIdentity } from './authenticate.ts';
import type { ApiDeps } from './deps.ts';
import { addHealthRoutes } from './health.ts';
import { createReader } from './reader.ts';
import { addAffiliateListRoute } from './routes/affiliate-list.ts';
import { addAffiliateVendorsRoute } from './routes/affiliate-vendors.ts';
import { addAffiliateRoutes } from './routes/affiliates.ts';
import { addBackfillRoutes } from './routes/backfills.ts';
import { addDeadLettersRoutes } from './routes/dead-letters.ts';
import { addJourneyRoutes } from './routes/journeys.ts';
import { addLiveRoutes } from './routes/live.ts';
import { addMeRoute } from './routes/me.ts';
import { addMoneyRoutes } from './routes/money.ts';
import { addOperationsRoutes } from './routes/operations.ts';
import { addReferenceRoute } from './routes/reference.ts';
import { addShareRoutes } from './routes/shares.ts';
import { addTrendsRoute } from './routes/trends.ts';
import { addTravelerRoutes } from './routes/travelers.ts';
import { addVerifyRoute } from './routes/verify.ts';
import { addVendorMonthRoutes } from './routes/vendor-months.ts';
import { addVendorRoutes } from './routes/vendors.ts';

/**
 * The API as a Fastify plugin: `/api/*` behind a bearer token or a session cookie, its documentation at `/api/docs`,
 * and `/healthz`, `/readyz`, `/metrics`. Everything under `/api` but the documentation answers 401 without a valid token, and 404
 * for what the identity may not see.
 *
 * @example await createHttpServer({ log, clock }).register(api, deps);
 */
export async function api(server: HttpServer, deps: ApiDeps): Promise<void> {
  measureRequests(server, deps);
  await server.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Milepost',
        version: '1',
        description:
          'Money is decimal strings, rates are 0..1, null is "not defined". Ranges are half-open: `from` is in, `to` is not.',
      },
      components: {
        securitySchemes: {
          bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
          session: { type: 'apiKey', in: 'cookie', name: sessionCookie },
        },
      },
      security: [{ bearer: [] }, { session: [] }],
    },
  });
  await server.register(swaggerUi, {
    routePrefix: '/api/docs',
    staticCSP: true,
    // Where there is no TLS, as on a laptop, the page could not load its own files.
    transformStaticCSP: (header) => header.replace(/ ?upgrade-insecure-requests;?/, ''),
  });
  addHealthRoutes(server, deps);
  const reader = createReader(deps.warehouse);
  await server.register(
    async (app: HttpServer) => {
      requireIdentity(app, deps.verifier);
      app.addHook('onSend', async (_request, reply) => {
        reply.header('cache-control', 'private, no-cache');
        reply.header('vary', 'authorization, cookie, accept');
      });
      addMeRoute(app);
      addAffiliateListRoute(app, deps);
      addAffiliateRoutes(app, deps, reader);
      addAffiliateVendorsRoute(app, deps, reader);
      addJourneyRoutes(app, deps, reader);
      addLiveRoutes(app, deps, reader);
      addMoneyRoutes(app, deps, reader);
      addVendorRoutes(app, deps, reader);
      addVendorMonthRoutes(app, deps, reader);
      addShareRoutes(app, deps);
      addTravelerRoutes(app, deps);
      addVerifyRoute(app, deps);
      addReferenceRoute(app, reader);
      addTrendsRoute(app, deps, reader);
      addOperationsRoutes(app, deps, reader);
      addBackfillRoutes(app, deps);
      addDeadLettersRoutes(app, deps);
    },
    { prefix: '/api' },
  );
}

function measureRequests(server: HttpServer, deps: ApiDeps): void {
  const duration = deps.metrics.histogram(
    'milepost_http_request_duration_seconds',
    'Time from a request to the end of its answer',
    ['method', 'route', 'status'],
  );
  server.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'none';
    duration.observe(
      { method: request.method, route, status: String(reply.statusCode) },
      reply.elapsedTime / 1_000,
    );
  });
}
