import type { FastifyRequest } from 'fastify';
import { Problem } from '../../infra/http/problem.ts';
import type { HttpServer } from '../../infra/http/server.ts';
import type { Verifier } from '../../infra/auth/verifier.ts';
import type { Intake } from '../intake.ts';
import { listItems } from '../payload.ts';
import { readBody } from './body.ts';
import { requireSource } from './source-token.ts';
import { toAnswer, type Answer } from './tracking.ts';

const maxChanges = 1_000;
/** Room for as many changes of 4 KB; most take one. */
const maxBodyBytes = 4 * 1024 * 1024;

/** Adds `POST /v1/reservations`: up to 1,000 changes, answered one by one. */
export function addReservations(server: HttpServer, intake: Intake, verifier: Verifier): void {
  const collect = async (request: FastifyRequest): Promise<Answer> => {
    const identity = await requireSource(request, verifier);
    const body = await readBody(request.body, maxBodyBytes);
    const items = listItems(body.text, body.value, 'changes');
    if (items === undefined) {
      throw new Problem(400, 'invalid_body', 'changes: is required, a list of reservation changes', {
        errors: [{ field: 'changes', message: 'is required, a list of reservation changes' }],
      });
    }
    if (items.length > maxChanges) {
      const detail = `changes: ${items.length} are too many; send at most ${maxChanges} at once`;
      throw new Problem(413, 'too_many_changes', detail);
    }
    return toAnswer(await intake.submitChanges({ origin: 'http', items, identity }));
  };
  server.route({ method: 'POST', url: '/v1/reservations', bodyLimit: maxBodyBytes, handler: collect });
}
