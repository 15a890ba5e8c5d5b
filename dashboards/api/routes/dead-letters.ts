import type { Static } from 'typebox';
import { toInstant } from '../../../infra/clock.ts';
import type { HttpServer } from '../../../infra/http/server.ts';
import { createDeadLetters } from '../../../warehouse/repositories/dead-letters.ts';
import { identityOf } from '../authenticate.ts';
import type { ApiDeps } from '../deps.ts';
import { deadLettersAnswer, deadLettersQuery } from '../schemas/dead-letter.ts';
import { answers } from '../schemas/problem.ts';
import { OperationsScope } from '../scope.ts';

/** What could not be stored and why, for support and admin; what it holds stays with the operator's command. */
export function addDeadLettersRoute(app: HttpServer, deps: Pick<ApiDeps, 'warehouse' | 'clock'>): void {
  const letters = createDeadLetters(deps);
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
}
