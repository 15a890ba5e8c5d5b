import type { FastifyRequest } from 'fastify';
import { notFound } from '../../infra/http/problem.ts';
import type { HttpServer } from '../../infra/http/server.ts';
import { allowAnyOrigin, answerPreflight } from './cors.ts';
import { basicUser, queryKey, type FindWriteKey } from './write-key.ts';

/** Adds what SDKs ask for before they send: Segment's settings and RudderStack's source configuration. */
export function addSettings(server: HttpServer, findWriteKey: FindWriteKey): void {
  allowAnyOrigin(server);
  const segment = async (request: FastifyRequest<{ Params: { key: string } }>): Promise<object> => {
    const { key } = request.params;
    if ((await findWriteKey(key)) === undefined) throw notFound();
    const sink = { apiKey: key, apiHost: `${request.host}/v1`, protocol: request.protocol };
    return { integrations: { 'Segment.io': sink }, metrics: { sampleRate: 0 } };
  };
  const rudderStack = async (request: FastifyRequest): Promise<object> => {
    const key = queryKey(request) || basicUser(request.headers.authorization);
    const found = key === '' ? undefined : await findWriteKey(key);
    if (found === undefined) throw notFound();
    const id = found.affiliateId;
    const rest = { enabled: true, workspaceId: id, destinations: [], config: {} };
    return { source: { id, name: id, writeKey: key, ...rest } };
  };

  for (const path of ['/v1/projects/:key/settings', '/projects/:key/settings']) {
    answerPreflight(server, path);
    server.route({ method: 'GET', url: path, handler: segment });
  }
  for (const path of ['/sourceConfig', '/sourceConfig/']) {
    answerPreflight(server, path);
    server.route({ method: 'GET', url: path, handler: rudderStack });
  }
}
