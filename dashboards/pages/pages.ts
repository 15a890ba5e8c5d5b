import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyReply } from 'fastify';
import { codeOf } from '../../infra/errors.ts';
import type { HttpServer } from '../../infra/http/server.ts';
import { addSessionRoutes, type SessionDeps } from '../session/session.ts';

export interface PagesDeps extends SessionDeps {
  /** Where the bundle of `dashboards/web` is. */
  bundleDir: string;
}

/** Where the app has pages; the app itself says what of them does not exist. */
const places = [
  '/',
  '/sign-in',
  '/affiliates',
  '/affiliates/*',
  '/vendors',
  '/vendors/*',
  '/travelers/*',
  '/trends',
  '/operations',
];

/** Nothing but what this server sends runs or is asked, and no other page frames it. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  // The preview of a PDF.
  "frame-src 'self'",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

const unbuilt = `<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Milepost</title>
<h1>The pages are not built</h1>
<p>Run <code>npm run build</code> in the directory of Milepost and start it again (<code>npm ci</code> builds them by itself).
The API is here all the same: <a href="/api/docs">/api/docs</a>.</p></html>
`;

/**
 * The web app as a Fastify plugin: its pages, its files under `/assets`, and the sessions of browsers.
 *
 * @example await server.register(pages, { bundleDir, warehouse, verifier, clock, openDoor });
 */
export async function pages(server: HttpServer, deps: PagesDeps): Promise<void> {
  addSessionRoutes(server, deps);
  const page = await readIfThere(join(deps.bundleDir, 'index.html'));
  const send = (reply: FastifyReply): FastifyReply =>
    reply
      .code(page === undefined ? 503 : 200)
      .header('content-type', 'text/html; charset=utf-8')
      .header('content-security-policy', policy)
      .header('cross-origin-opener-policy', 'same-origin')
      .header('permissions-policy', 'camera=(), geolocation=(), microphone=()')
      .header('cache-control', 'no-cache')
      .send(page ?? unbuilt);
  for (const place of places) server.get(place, { schema: { hide: true } }, (_request, reply) => send(reply));
  if (page === undefined) return;
  // Their names change with their content.
  await server.register(fastifyStatic, {
    root: join(deps.bundleDir, 'assets'),
    prefix: '/assets/',
    immutable: true,
    maxAge: '1y',
    preCompressed: true,
    index: false,
    schemaHide: true,
    decorateReply: false,
  });
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (thrown) {
    if (codeOf(thrown) === 'ENOENT') return undefined;
    throw thrown;
  }
}
