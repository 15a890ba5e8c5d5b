import { toInstant } from '../../../infra/clock.ts';
import type { HttpServer } from '../../../infra/http/server.ts';
import { identityOf } from '../authenticate.ts';
import type { ApiDeps } from '../deps.ts';
import { readPipelines } from '../pipelines.ts';
import { parseRange, type Range } from '../range/range.ts';
import type { Reader } from '../reader.ts';
import { accountingAnswer, accountingQuery, pipelinesAnswer, pipelinesQuery } from '../schemas/operations.ts';
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

  app.get(
    '/accounting',
    {
      schema: {
        tags: ['operations'],
        summary: 'What became of what was received, by affiliate; tz is UTC by default',
        querystring: accountingQuery,
        response: answers({ 'application/json': accountingAnswer }),
      },
    },
    (request) => {
      OperationsScope.of(identityOf(request));
      return readAccounts(deps, parseRange(request.query, 'UTC', deps.clock.now()));
    },
  );
}

async function readAccounts(deps: ApiDeps, range: Range) {
  const bounds = { from: toInstant(range.fromMs), to: toInstant(range.toMs) };
  const asOf = toInstant(deps.clock.now());
  const [accounts, pending] = await Promise.all([deps.accounting.read(bounds), deps.pending()]);
  return { ...bounds, tz: range.timezone, asOf, accounts, pending };
}
