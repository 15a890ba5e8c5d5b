import type { HttpServer } from '../../../infra/http/server.ts';
import { identityOf } from '../authenticate.ts';
import type { ApiDeps } from '../deps.ts';
import { readPipelines } from '../pipelines.ts';
import type { Reader } from '../reader.ts';
import { pipelinesAnswer, pipelinesQuery } from '../schemas/operations.ts';
import { answers } from '../schemas/problem.ts';
import { OperationsScope } from '../scope.ts';

/** How the house is doing, for support and admin. */
export function addOperationsRoutes(app: HttpServer, deps: ApiDeps, reader: Reader): void {
  app.get(
    '/pipelines',
    {
      schema: {
        tags: ['operations'],
        summary: 'What is published of each model, and the newest runs',
        querystring: pipelinesQuery,
        response: answers({ 'application/json': pipelinesAnswer }),
      },
    },
    (request) => {
      const scope = OperationsScope.of(identityOf(request));
      return readPipelines(reader, scope, { nowMs: deps.clock.now(), limit: request.query.limit ?? 50 });
    },
  );
}
