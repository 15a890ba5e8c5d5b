import { notFound } from '../../infra/http/problem.ts';
import type { HttpServer } from '../../infra/http/server.ts';
import { allowAnyOrigin, answerPreflight } from './cors.ts';
import { basicUser, queryKey, type FindWriteKey } from './write-key.ts';

/** Adds what SDKs ask for before they send: Segment's settings and RudderStack's source configuration. */
export function addSettings(server: HttpServer, findWriteKey: FindWriteKey): void {
  allowAnyOrigin(server);
  for (const path of ['/v1/projects/:key/settings', '/projects/:key/settings']) {
    answerPreflight(server, path);
    server.get<{ Params: { key: string } }>(path, async (request) => {
      const { key } = request.params;
      if ((await findWriteKey(key)) === undefined) throw notFound();
      const sink = { apiKey: key, apiHost: `${request.host}/v1`, protocol: request.protocol };
      return { integrations: { 'Segment.io': sink }, metrics: { sampleRate: 0 } };
    });
  }
  for (const path of ['/sourceConfig', '/sourceConfig/']) {
    answerPreflight(server, path);
    server.get(path, async (request) => {
      const key = queryKey(request) || basicUser(request.headers.authorization);
      const found = key === '' ? undefined : await findWriteKey(key);
      if (found === undefined) throw notFound();
      const { affiliateId } = found;
      const source = {
        id: affiliateId,
        name: affiliateId,
        writeKey: key,
        enabled: true,
        workspaceId: affiliateId,
        destinations: [],
        config: {},
      };
      return { source };
    });
  }
}
