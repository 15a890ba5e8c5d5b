import type { FastifyReply, FastifyRequest } from 'fastify';
import { Problem } from '../../infra/http/problem.ts';

/** The name of the cookie that holds a signed token, as a bearer token is sent. */
export const sessionCookie = 'milepost_session';

/** How long a browser keeps a session; the token in it may end before. */
export const sessionSeconds = 12 * 3_600;

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Returns the token of a request's session cookie, or undefined where it has none.
 *
 * @throws {Problem} 403 for a request that changes something and does not come from a page of this very address: a
 *   browser sends the cookie along whoever wrote the page.
 */
export function sessionTokenOf(request: FastifyRequest): string | undefined {
  const token = readCookie(request.headers.cookie ?? '');
  if (token === undefined) return undefined;
  if (!safeMethods.has(request.method)) requireOwnOrigin(request);
  return token;
}

/** @throws {Problem} 403 unless the browser says that a page of this address sent the request. */
export function requireOwnOrigin(request: FastifyRequest): void {
  const { origin, host } = request.headers;
  if (origin !== undefined && URL.canParse(origin) && new URL(origin).host === host) return;
  throw new Problem(403, 'origin_foreign', 'Only pages of this address may change something in a session.');
}

/** Gives the browser a session: out of reach of scripts, not sent along from other sites. */
export function startSession(request: FastifyRequest, reply: FastifyReply, token: string): void {
  reply.header('set-cookie', writeCookie(request, token, sessionSeconds));
}

/** Takes the browser's session away. */
export function endSession(request: FastifyRequest, reply: FastifyReply): void {
  reply.header('set-cookie', writeCookie(request, '', 0));
}

/** The first cookie of the name; a signed token needs no quoting (RFC 6265, 4.1.1). */
function readCookie(header: string): string | undefined {
  const start = `${sessionCookie}=`;
  const found = header.split(';').find((pair) => pair.trim().startsWith(start));
  const token = found?.trim().slice(start.length);
  return token === '' ? undefined : token;
}

function writeCookie(request: FastifyRequest, token: string, maxAgeSeconds: number): string {
  // A proxy that ends TLS says so; whoever makes it up keeps only his own cookie off plain HTTP.
  const isSecure = request.protocol === 'https' || request.headers['x-forwarded-proto'] === 'https';
  const attributes = ['Path=/', `Max-Age=${maxAgeSeconds}`, 'HttpOnly', 'SameSite=Lax'];
  return [`${sessionCookie}=${token}`, ...attributes, ...(isSecure ? ['Secure'] : [])].join('; ');
}
