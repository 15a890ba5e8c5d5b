import { Type } from 'typebox';
import type { Identity } from '../../../infra/auth/identity.ts';
import type { HttpServer } from '../../../infra/http/server.ts';
import { identityOf } from '../authenticate.ts';
import { answers } from '../schemas/problem.ts';

const meAnswer = Type.Object({
  sub: Type.String(),
  role: Type.String(),
  affiliateId: Type.Optional(Type.String()),
  travelerId: Type.Optional(Type.String()),
  opens: Type.Array(Type.String(), { description: 'Paths that you may read; {id} stands for any' }),
});

/** `GET /me`: who you are, what you may open. */
export function addMeRoute(app: HttpServer): void {
  app.get(
    '/me',
    {
      schema: {
        tags: ['me'],
        summary: 'Who you are, what you may open',
        querystring: Type.Object({}, { additionalProperties: false }),
        response: answers({ 'application/json': meAnswer }),
      },
    },
    (request) => {
      const { sub, role, affiliateId, travelerId } = identityOf(request);
      return {
        sub,
        role,
        ...(affiliateId === undefined ? {} : { affiliateId }),
        ...(travelerId === undefined ? {} : { travelerId }),
        opens: opensOf(identityOf(request)),
      };
    },
  );
}

function opensOf(identity: Identity): string[] {
  const operations = ['/api/vendors', '/api/pipelines', '/api/accounting'];
  switch (identity.role) {
    case 'admin':
      return ['/api/affiliates/{id}', '/api/travelers/{id}/years', ...operations];
    case 'support':
      return operations;
    case 'affiliate':
      return [`/api/affiliates/${encodeURIComponent(identity.affiliateId ?? '')}`];
    case 'traveler':
      return [`/api/travelers/${encodeURIComponent(identity.travelerId ?? '')}/years`];
    case 'source':
  }
  return [];
}
