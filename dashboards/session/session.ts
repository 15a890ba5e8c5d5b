import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { DevelopmentIssuer } from '../../infra/auth/development-issuer.ts';
import type { Verifier } from '../../infra/auth/verifier.ts';
import type { Clock } from '../../infra/clock.ts';
import { Problem, invalidField, notFound } from '../../infra/http/problem.ts';
import type { HttpServer } from '../../infra/http/server.ts';
import type { Warehouse } from '../../warehouse/client.ts';
import { endSession, requireOwnOrigin, sessionSeconds, startSession } from './cookie.ts';
import { isLoopback } from './loopback.ts';
import { listPeople, toPersonIdentity } from './people.ts';

/** Signing in without a password, for machines that only their owner reaches. */
export interface OpenDoor {
  sign: DevelopmentIssuer['sign'];
  /** False: only under a loopback name, so that no name that others point at this machine comes in. */
  isAnyHost: boolean;
}

export interface SessionDeps {
  warehouse: Warehouse;
  verifier: Verifier;
  clock: Clock;
  /** Absent: whoever comes brings a token. */
  openDoor: OpenDoor | undefined;
}

/** A browser keeps about 4 KB of a cookie; a larger token would be dropped in silence. */
const maxTokenLength = 3_800;
const signInBody = Type.Union([
  Type.Object({ person: Type.String({ maxLength: 300 }) }, { additionalProperties: false }),
  Type.Object(
    { token: Type.String({ maxLength: maxTokenLength, pattern: String.raw`^\s*[\w.-]+\s*$` }) },
    { additionalProperties: false },
  ),
]);

/**
 * Adds what the sign-in page talks to: `GET /session/people` (`null` where only a token opens), `POST /session`
 * with `{person}` or `{token}`, `DELETE /session`. Not in the API's documentation: programs send bearer tokens.
 */
export function addSessionRoutes(server: HttpServer, deps: SessionDeps): void {
  const doorFor = (request: FastifyRequest): OpenDoor | undefined => {
    const { openDoor } = deps;
    return openDoor?.isAnyHost === true || isLoopback(request.hostname) ? openDoor : undefined;
  };
  const schema = { hide: true };

  server.get('/session/people', { schema }, async (request, reply) => {
    reply.header('cache-control', 'no-store');
    return { people: doorFor(request) === undefined ? null : await listPeople(deps) };
  });

  server.post('/session', { schema: { ...schema, body: signInBody } }, async (request, reply) => {
    requireOwnOrigin(request);
    const token =
      'token' in request.body
        ? await checkedToken(deps.verifier, request.body.token.trim())
        : await signedToken(doorFor(request), request.body.person);
    startSession(request, reply, token);
    return reply.code(204).send();
  });

  server.delete('/session', { schema }, async (request, reply) => {
    requireOwnOrigin(request);
    endSession(request, reply);
    return reply.code(204).send();
  });
}

async function signedToken(door: OpenDoor | undefined, person: string): Promise<string> {
  if (door === undefined) throw notFound();
  const identity = toPersonIdentity(person);
  if (identity === undefined) throw invalidField('person', 'must be one of those that are listed');
  return door.sign(identity, sessionSeconds);
}

async function checkedToken(verifier: Verifier, token: string): Promise<string> {
  const identity = await verifier.verify(token);
  if (identity !== undefined && identity.role !== 'source') return token;
  throw new Problem(401, 'token_invalid', 'This token is not valid here, or no longer.');
}
