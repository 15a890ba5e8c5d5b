import type { HttpServer } from '../../infra/http/server.ts';

const allowedHeaders = 'authorization, content-type, content-encoding, x-retry-count, anonymousid, sentat';
const daySeconds = 86_400;

/** Lets pages of any origin send events: the write key, not the origin, says whose they are. */
export function allowAnyOrigin(server: HttpServer): void {
  server.addHook('onRequest', async (request, reply) => {
    reply.header('vary', 'Origin');
    const { origin } = request.headers;
    if (origin === undefined) return;
    reply.header('access-control-allow-origin', origin);
    reply.header('access-control-expose-headers', 'Retry-After, X-Request-Id');
  });
}

/** Answers the preflight of a path. */
export function answerPreflight(server: HttpServer, path: string): void {
  server.options(path, async (_request, reply) => {
    reply
      .code(204)
      .header('access-control-allow-methods', 'GET, POST, OPTIONS')
      .header('access-control-allow-headers', allowedHeaders)
      .header('access-control-max-age', daySeconds);
  });
}
