import type { FastifyRequest } from 'fastify';
import type { Static } from 'typebox';
import { toInstant } from '../../../infra/clock.ts';
import { invalidField, notFound } from '../../../infra/http/problem.ts';
import type { HttpServer } from '../../../infra/http/server.ts';
import { replayLetters } from '../../../ingest/replay/replay-letters.ts';
import { createAudit } from '../../../warehouse/repositories/audit.ts';
import { createDeadLetters } from '../../../warehouse/repositories/dead-letters.ts';
import { identityOf } from '../authenticate.ts';
import type { ApiDeps } from '../deps.ts';
import { deadLettersAnswer, deadLettersQuery, replayAnswer, replayOrder } from '../schemas/dead-letter.ts';
import { answers } from '../schemas/problem.ts';
import { OperationsScope } from '../scope.ts';

/**
 * What could not be stored and why, for support and admin; what it holds stays with the operator's command. Admin sends
 * letters in again.
 */
export function addDeadLettersRoutes(
  app: HttpServer,
  deps: Pick<ApiDeps, 'warehouse' | 'clock' | 'intake'>,
): void {
  const letters = createDeadLetters(deps);
  const audit = createAudit(deps);
  const list = async (query: Static<typeof deadLettersQuery>) => {
    const { affiliate, reason, replayed = false, limit = 50 } = query;
    const found = await letters.list({
      ...(affiliate === undefined ? {} : { affiliateId: affiliate }),
      ...(reason === undefined ? {} : { reason }),
      isReplayedToo: replayed,
      limit,
    });
    return {
      asOf: toInstant(deps.clock.now()),
      deadLetters: found.map(({ payload: _payload, ...letter }) => letter),
    };
  };

  async function replay(request: FastifyRequest, receiptIds: readonly string[]) {
    const found = await letters.find(receiptIds);
    if (found.length < receiptIds.length)
      throw invalidField('receiptIds', 'names one that is no dead letter, or was sent in again already');
    const outcomes = await replayLetters(found, await deps.intake());
    await letters.markReplayed(receiptIds);
    const { sub: actor, role } = identityOf(request);
    for (const { receiptId, code } of outcomes) {
      const action = 'dead-letter.replayed';
      await audit.add({ actor, role, action, subject: receiptId, details: { code }, requestId: request.id });
    }
    const refused = outcomes.filter(({ code }) => code !== '');
    return { replayed: outcomes.length, accepted: outcomes.length - refused.length, refused };
  }

  app.get(
    '/dead-letters',
    {
      schema: {
        tags: ['operations'],
        summary: 'What could not be stored, and why',
        querystring: deadLettersQuery,
        response: answers({ 'application/json': deadLettersAnswer }),
      },
    },
    (request) => {
      OperationsScope.of(identityOf(request));
      return list(request.query);
    },
  );

  app.post(
    '/dead-letters',
    {
      schema: {
        tags: ['operations'],
        summary: 'Send dead letters in again, each once; timestamps may then be of any age',
        body: replayOrder,
        response: answers({ 'application/json': replayAnswer }),
      },
    },
    (request) => {
      if (identityOf(request).role !== 'admin') throw notFound();
      return replay(request, request.body.receiptIds);
    },
  );
}
