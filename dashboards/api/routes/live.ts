import type { HttpServer } from '../../../infra/http/server.ts';
import { readAffiliate } from '../affiliate.ts';
import { identityOf } from '../authenticate.ts';
import type { ApiDeps } from '../deps.ts';
import { createLive, liveDefaults } from '../live.ts';
import { readRealtime } from '../realtime.ts';
import type { Reader } from '../reader.ts';
import { affiliateParams } from '../schemas/affiliate.ts';
import { answers, refusal } from '../schemas/problem.ts';
import { liveEvents, liveHeaders, realtimeAnswer, realtimeQuery } from '../schemas/realtime.ts';
import { AffiliateScope } from '../scope.ts';

const tags = ['affiliates'];

/** Who is there now: asked for once, or told as it changes. */
export function addLiveRoutes(app: HttpServer, deps: ApiDeps, reader: Reader): void {
  const live = createLive(
    { ...liveDefaults, ...deps.live },
    { ...deps, read: async (scope) => readRealtime(await reader.now(), scope, deps.clock.now()) },
  );
  app.addHook('preClose', async () => live.close());

  app.get(
    '/affiliates/:id/realtime',
    {
      schema: {
        tags,
        summary: 'Who is there now',
        params: affiliateParams,
        querystring: realtimeQuery,
        response: answers({ 'application/json': realtimeAnswer }),
      },
    },
    async (request, reply) => {
      const scope = AffiliateScope.of(identityOf(request), request.params.id);
      const nowMs = deps.clock.now();
      const now = await reader.now();
      await readAffiliate(now, scope, nowMs);
      return reply.send(await readRealtime(now, scope, nowMs));
    },
  );

  app.get(
    '/affiliates/:id/live',
    {
      // It would listen without being heard.
      exposeHeadRoute: false,
      schema: {
        tags,
        summary: 'Who is there now, as it changes',
        params: affiliateParams,
        querystring: realtimeQuery,
        headers: liveHeaders,
        response: {
          ...answers({ 'text/event-stream': liveEvents }),
          429: refusal('There are as many streams of the affiliate as there may be, see Retry-After'),
        },
      },
    },
    async (request, reply) => {
      const identity = identityOf(request);
      const scope = AffiliateScope.of(identity, request.params.id);
      await readAffiliate(reader, scope, deps.clock.now());
      const lastEventId = request.headers['last-event-id'];
      const { expiresAtMs } = identity;
      const events = live.listen(scope, {
        ...(lastEventId === undefined ? {} : { lastEventId }),
        ...(expiresAtMs === undefined ? {} : { expiresAtMs }),
      });
      // A proxy that gathers an answer would keep it for ever.
      return reply
        .header('content-type', 'text/event-stream; charset=utf-8')
        .header('x-accel-buffering', 'no')
        .send(events);
    },
  );
}
