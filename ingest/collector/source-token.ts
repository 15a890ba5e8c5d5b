import type { FastifyRequest } from 'fastify';
import type { Identity } from '../../infra/auth/identity.ts';
import type { Verifier } from '../../infra/auth/verifier.ts';
import { Problem } from '../../infra/http/problem.ts';

/**
 * Returns who sends, by the request's bearer token.
 *
 * @throws {Problem} 401 `invalid_token`, 403 `not_a_source`
 */
export async function requireSource(request: FastifyRequest, verifier: Verifier): Promise<Identity> {
  const found = /^Bearer\s+(\S+)\s*$/i.exec(request.headers.authorization ?? '');
  const identity = found?.[1] === undefined ? undefined : await verifier.verify(found[1]);
  if (identity === undefined) {
    const detail = found === null ? 'There is no bearer token' : 'The bearer token is not valid';
    throw new Problem(401, 'invalid_token', `${detail}; send one of the role source`);
  }
  if (identity.role !== 'source') {
    throw new Problem(403, 'not_a_source', `The token is of the role ${identity.role}; send one of source`);
  }
  return identity;
}
