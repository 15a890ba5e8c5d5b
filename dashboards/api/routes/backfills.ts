import type { Static } from 'typebox';
import { codeOf, messageOf } from '../../../infra/errors.ts';
import type { HttpServer } from '../../../infra/http/server.ts';
import { invalidField, notFound } from '../../../infra/http/problem.ts';
import type { Identity } from '../../../infra/auth/identity.ts';
import { createBackfills, type Backfill } from '../../../pipelines/backfills.ts';
import { readCatalog } from '../../../pipelines/catalog.ts';
import { identityOf } from '../authenticate.ts';
import type { ApiDeps } from '../deps.ts';
import { backfillAnswer, backfillOrder, backfillPath, backfillsAnswer } from '../schemas/backfill.ts';
import { answers } from '../schemas/problem.ts';
import { OperationsScope } from '../scope.ts';

const listed = 200;

/** Orders to build slices again: support and admin see them, admin gives and takes them back. */
export function addBackfillRoutes(app: HttpServer, deps: Pick<ApiDeps, 'warehouse' | 'clock'>): void {
  const backfills = createBackfills({ ...deps, catalog: readCatalog() });
  const path = '/pipelines/backfills';

  const list = async () => ({ backfills: await backfills.list(listed) });

  async function open(wanted: Static<typeof backfillOrder>): Promise<Backfill> {
    const { downstream = false, newestFirst = false, ...order } = wanted;
    try {
      return await backfills.open({ ...order, downstream, newestFirst }, 'api');
    } catch (thrown) {
      if (codeOf(thrown) === 'model_unknown') throw invalidField('model', messageOf(thrown));
      if (codeOf(thrown) === 'backfill_invalid') throw invalidField('from', messageOf(thrown));
      throw thrown;
    }
  }

  async function cancel(id: string): Promise<Backfill> {
    await backfills.cancel(id);
    const known = await backfills.find(id);
    if (known === undefined) throw notFound();
    return known;
  }

  app.get(
    path,
    {
      schema: {
        tags: ['operations'],
        summary: 'Backfills and how far they are',
        response: answers({ 'application/json': backfillsAnswer }),
      },
    },
    (request) => {
      OperationsScope.of(identityOf(request));
      return list();
    },
  );

  app.post(
    path,
    {
      schema: {
        tags: ['operations'],
        summary: 'Have the scheduler build slices again; an order that has not come to its end goes on',
        body: backfillOrder,
        response: answers({ 'application/json': backfillAnswer }),
      },
    },
    (request) => {
      requireAdmin(identityOf(request));
      return open(request.body);
    },
  );

  app.delete(
    `${path}/:id`,
    {
      schema: {
        tags: ['operations'],
        summary: 'Cancel a backfill: the run under way is withdrawn, and every slice stays whole',
        params: backfillPath,
        response: answers({ 'application/json': backfillAnswer }),
      },
    },
    (request) => {
      requireAdmin(identityOf(request));
      return cancel(request.params.id);
    },
  );
}

function requireAdmin(identity: Identity): void {
  if (identity.role !== 'admin') throw notFound();
}
