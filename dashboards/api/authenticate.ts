import type { FastifyRequest } from 'fastify';
import type { Identity } from '../../infra/auth/identity.ts';
import { Problem } from '../../infra/http/problem.ts';
import type { HttpServer } from '../../infra/http/server.ts';
import type { Verifier } from '../../infra/auth/verifier.ts';
import { sessionTokenOf } from '../session/cookie.ts';

const decoration = 'identity';

/**
 * Lets nobody past without a valid token, before anything else of the request is looked at: 401. It comes as bearer
 * token or, from a browser, in the session cookie.
 */
export function requireIdentity(app: HttpServer, verifier: Verifier): void {
  app.decorateRequest(decoration);
  app.addHook('onRequest', async (request) => {
    const { authorization } = request.headers;
    const token =
      authorization === undefined ? sessionTokenOf(request) : /^Bearer +(\S+)$/i.exec(authorization)?.[1];
    const identity = token === undefined ? undefined : await verifier.verify(token);
    if (identity === undefined) {
      throw new Problem(401, 'unauthenticated', 'Send a valid token as "Authorization: Bearer <token>".');
    }
    request.setDecorator<Identity>(decoration, identity);
  });
}

/** Who asks. There is always somebody behind {@link requireIdentity}. */
export function identityOf(request: FastifyRequest): Identity {
  return request.getDecorator<Identity>(decoration);
}
