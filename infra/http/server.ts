import { randomUUID } from 'node:crypto';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import {
  LogController,
  fastify,
  type FastifyInstance,
  type RawReplyDefaultExpression,
  type RawRequestDefaultExpression,
  type RawServerDefault,
} from 'fastify';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import { createProblemHandlers } from './problem-handler.ts';

/** A Fastify server (or an encapsulated part of one) whose schemas are TypeBox's. */
export type HttpServer = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  Log,
  TypeBoxTypeProvider
>;

export interface HttpServerOptions {
  log: Log;
  clock: Clock;
}

/** Largest body that is read at all; a route may allow less. */
const bodyLimitBytes = 4 * 1024 * 1024;

/**
 * Creates a server without routes: errors are `application/problem+json`, every answer carries
 * `X-Request-Id`, unknown query parameters of a schema are refused rather than removed. `close()` answers the
 * requests under way and refuses new ones.
 */
export function createHttpServer(options: HttpServerOptions): HttpServer {
  const handlers = createProblemHandlers(options.clock);
  const server = fastify({
    // Faults before there is a route, such as a URL that cannot be decoded.
    frameworkErrors: (error, request, reply) => {
      handlers.onError(error, request, reply);
    },
    loggerInstance: options.log,
    // A URL may hold a write key: what is logged is the route's pattern, below.
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: (request) => {
      const given = request.headers['x-request-id'];
      return typeof given === 'string' && /^[\w-]{8,64}$/.test(given) ? given : randomUUID();
    },
    bodyLimit: bodyLimitBytes,
    requestTimeout: 30_000,
    connectionTimeout: 0,
    // Longer than the 60 s after which load balancers let an idle connection go.
    keepAliveTimeout: 65_000,
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: 1_024 },
    ajv: { customOptions: { removeAdditional: false, coerceTypes: true, allErrors: false } },
  }).withTypeProvider<TypeBoxTypeProvider>();
  server.setErrorHandler(handlers.onError);
  server.setNotFoundHandler(handlers.onNotFound);
  server.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id);
    reply.header('x-content-type-options', 'nosniff');
    reply.header('x-frame-options', 'DENY');
    reply.header('referrer-policy', 'no-referrer');
  });
  server.addHook('onResponse', async (request, reply) => {
    request.log.debug(
      {
        method: request.method,
        route: request.routeOptions.url,
        status: reply.statusCode,
        elapsedMs: Math.round(reply.elapsedTime),
      },
      'answered',
    );
  });
  return server;
}
