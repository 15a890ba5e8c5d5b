import { toInstant } from '../../../infra/clock.ts';
import { codeOf, messageOf } from '../../../infra/errors.ts';
import { invalidField } from '../../../infra/http/problem.ts';
import type { HttpServer } from '../../../infra/http/server.ts';
import { readCatalog } from '../../../pipelines/catalog.ts';
import { readChecks } from '../../../pipelines/checks.ts';
import { describeLineage, type LineageModel } from '../../../pipelines/lineage.ts';
import { identityOf } from '../authenticate.ts';
import type { ApiDeps } from '../deps.ts';
import { readPipelines, readRuns } from '../pipelines.ts';
import { parseRange, type Range } from '../range/range.ts';
import type { Reader } from '../reader.ts';
import {
  accountingAnswer,
  accountingQuery,
  lineageAnswer,
  lineageQuery,
  pipelinesAnswer,
  pipelinesQuery,
  runsAnswer,
  runsQuery,
} from '../schemas/operations.ts';
import { answers } from '../schemas/problem.ts';
import { OperationsScope } from '../scope.ts';

/** How the house is doing, for support and admin. */
export function addOperationsRoutes(app: HttpServer, deps: ApiDeps, reader: Reader): void {
  const [catalog, checks] = [readCatalog(), readChecks()];
  const promises = new Map(catalog.sliced.map(({ name, freshWithinMs }) => [name, freshWithinMs]));

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
      const { limit = 50 } = request.query;
      return readPipelines(reader, scope, { nowMs: deps.clock.now(), limit, promises });
    },
  );

  app.get(
    '/pipelines/runs',
    {
      schema: {
        tags: ['operations'],
        summary: 'The runs of the last 90 days, of all models or one, and what checks found in them',
        querystring: runsQuery,
        response: answers({ 'application/json': runsAnswer }),
      },
    },
    (request) => {
      const scope = OperationsScope.of(identityOf(request));
      const { limit = 50, ...query } = request.query;
      return readRuns(reader, scope, { nowMs: deps.clock.now(), limit, ...query });
    },
  );

  app.get(
    '/pipelines/lineage',
    {
      schema: {
        tags: ['operations'],
        summary: 'What models mean, column by column, what they are made from and what is made from them',
        querystring: lineageQuery,
        response: answers({ 'application/json': lineageAnswer }),
      },
    },
    (request) => {
      OperationsScope.of(identityOf(request));
      return { models: lineageOf(catalog, checks, request.query.model) };
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

function lineageOf(...request: Parameters<typeof describeLineage>): LineageModel[] {
  try {
    return describeLineage(...request);
  } catch (thrown) {
    if (codeOf(thrown) === 'model_unknown') throw invalidField('model', messageOf(thrown));
    throw thrown;
  }
}

async function readAccounts(deps: ApiDeps, range: Range) {
  const bounds = { from: toInstant(range.fromMs), to: toInstant(range.toMs) };
  const asOf = toInstant(deps.clock.now());
  const [accounts, pending] = await Promise.all([deps.accounting.read(bounds), deps.pending()]);
  return { ...bounds, tz: range.timezone, asOf, accounts, pending };
}
