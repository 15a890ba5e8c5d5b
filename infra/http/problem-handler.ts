import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { toInstant, type Clock } from '../clock.ts';
import { MilepostError, codeOf, messageOf } from '../errors.ts';
import { Problem, invalidField, notFound, type ProblemBody } from './problem.ts';

const busySeconds = 5;

/**
 * Creates the one error handler and the one not-found handler. A 5xx says nothing of its cause but the
 * request id, under which the log has it.
 */
export function createProblemHandlers(clock: Clock): {
  onError: (thrown: unknown, request: FastifyRequest, reply: FastifyReply) => FastifyReply;
  onNotFound: (request: FastifyRequest, reply: FastifyReply) => FastifyReply;
} {
  const send = (problem: Problem, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    const body: ProblemBody = {
      type: 'about:blank',
      title: problem.title,
      status: problem.status,
      detail: problem.detail,
      code: problem.code,
      requestId: request.id,
      at: toInstant(clock.now()),
      ...(problem.errors === undefined ? {} : { errors: problem.errors }),
    };
    if (problem.retryAfterSeconds !== undefined) reply.header('retry-after', problem.retryAfterSeconds);
    if (problem.status === 401) reply.header('www-authenticate', 'Bearer');
    // A string, so that no response schema of the route has a say in it.
    return reply
      .code(problem.status)
      .header('content-type', 'application/problem+json')
      .serializer((payload: string) => payload)
      .send(JSON.stringify(body));
  };
  return {
    onError: (thrown, request, reply) => {
      const problem = toProblem(thrown);
      if (problem.status >= 500) {
        request.log.error({ err: thrown, requestId: request.id, status: problem.status }, messageOf(thrown));
      }
      return send(problem, request, reply);
    },
    onNotFound: (request, reply) => send(notFound(), request, reply),
  };
}

/** Translates whatever a route threw into what the asker may know of it. Never throws. */
function toProblem(thrown: unknown): Problem {
  if (thrown instanceof Problem) return thrown;
  if (isFastifyError(thrown)) {
    const fault = thrown.validation?.[0];
    if (fault !== undefined) {
      const unknown = fault.params['additionalProperty'];
      if (typeof unknown === 'string') return invalidField(unknown, 'is not a parameter of this path');
      const missing = fault.params['missingProperty'];
      if (typeof missing === 'string') return invalidField(missing, 'is required');
      const place = fault.instancePath.replace(/^\//, '').replaceAll('/', '.');
      const allowed = allowedValues(thrown, fault.instancePath);
      const message =
        allowed.length > 0 ? `must be one of ${allowed.join(', ')}` : (fault.message ?? 'is not valid');
      return invalidField(place === '' ? 'body' : place, message);
    }
    if (thrown.statusCode !== undefined && thrown.statusCode >= 400 && thrown.statusCode < 500) {
      const code = (codeOf(thrown) ?? 'invalid_request').toLowerCase();
      return new Problem(thrown.statusCode, code, messageOf(thrown), { cause: thrown });
    }
  }
  if (thrown instanceof MilepostError && thrown.retryable) {
    return new Problem(503, 'unavailable', 'Not available for the moment. Try again.', {
      retryAfterSeconds: busySeconds,
      cause: thrown,
    });
  }
  return new Problem(500, 'internal_error', 'Something broke here. The request id leads to it in the log.', {
    cause: thrown,
  });
}

/** What a field may say, where its schema is a list or a union of constants. */
function allowedValues(thrown: FastifyError, instancePath: string): unknown[] {
  const faults = (thrown.validation ?? []).filter((each) => each.instancePath === instancePath);
  return faults.flatMap(({ keyword, params }) => {
    const list: unknown = params['allowedValues'];
    if (Array.isArray(list)) return list;
    return keyword === 'const' ? [params['allowedValue']] : [];
  });
}

function isFastifyError(thrown: unknown): thrown is FastifyError {
  return thrown instanceof Error && ('validation' in thrown || 'statusCode' in thrown);
}
