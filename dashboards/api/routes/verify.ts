import type { FastifyRequest } from 'fastify';
import type { Identity } from '../../../infra/auth/identity.ts';
import { notFound, Problem } from '../../../infra/http/problem.ts';
import type { HttpServer } from '../../../infra/http/server.ts';
import type { Print, Prints } from '../../../reports/books/prints.ts';
import { identityOf } from '../authenticate.ts';
import type { ApiDeps } from '../deps.ts';
import { answers } from '../schemas/problem.ts';
import { verifyAnswer } from '../schemas/verify.ts';
import { TravelerScope, VendorScope } from '../scope.ts';

/** Far above the longest report. */
const bodyLimit = 16 * 1024 * 1024;

/** Is this PDF one of ours, and which. */
export function addVerifyRoute(api: HttpServer, { prints }: Pick<ApiDeps, 'prints'>): void {
  // Only here a PDF is a body.
  void api.register(async (app: HttpServer) => {
    app.addContentTypeParser('application/pdf', { parseAs: 'buffer', bodyLimit }, (_request, body, done) =>
      done(null, body),
    );
    app.post(
      '/verify',
      {
        bodyLimit,
        schema: {
          tags: ['operations'],
          summary: 'Is this PDF (the body, as application/pdf) one of ours, and which',
          response: answers({ 'application/json': verifyAnswer }),
        },
      },
      (request) => identify(request, prints),
    );
  });
}

async function identify(request: FastifyRequest, prints: Prints) {
  const identity = identityOf(request);
  if (!['support', 'admin', 'traveler'].includes(identity.role)) throw notFound();
  const { body } = request;
  if (!(body instanceof Uint8Array)) {
    throw new Problem(400, 'body_invalid', 'Send the PDF itself, with Content-Type: application/pdf.');
  }
  const print = await prints.identify(body);
  // Of a report that one may not see, not even that it is there.
  if (print === undefined || !maySee(identity, print)) return { isOurs: false, report: null };
  const { kind, subjectId, period, version, audience, locale, seal, sha256 } = print;
  const subject = kind === 'vendor-month' ? { vendorId: subjectId } : { travelerId: subjectId };
  return { isOurs: true, report: { kind, ...subject, period, version, audience, locale, seal, sha256 } };
}

function maySee(identity: Identity, { kind, subjectId }: Print): boolean {
  try {
    if (kind === 'vendor-month') VendorScope.of(identity);
    else TravelerScope.of(identity, subjectId);
    return true;
  } catch (thrown) {
    if (thrown instanceof Problem) return false;
    throw thrown;
  }
}
