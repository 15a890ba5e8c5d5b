import { Type, type Static } from 'typebox';
import type { Identity } from '../../../infra/auth/identity.ts';
import type { HttpServer } from '../../../infra/http/server.ts';
import {
  createAffiliates,
  type Affiliate,
  type Affiliates,
} from '../../../warehouse/repositories/affiliates.ts';
import { identityOf } from '../authenticate.ts';
import type { ApiDeps } from '../deps.ts';
import { answers } from '../schemas/problem.ts';
import { AffiliateScope } from '../scope.ts';

const listAnswer = Type.Object({
  affiliates: Type.Array(
    Type.Object({
      affiliateId: Type.String(),
      name: Type.String(),
      currency: Type.String({ description: 'ISO 4217: of its money' }),
      timezone: Type.String({ description: 'IANA: of its days' }),
    }),
  ),
});

/** `GET /affiliates`: the affiliates whose numbers you may read. */
export function addAffiliateListRoute(app: HttpServer, deps: ApiDeps): void {
  const affiliates = createAffiliates(deps);

  app.get(
    '/affiliates',
    {
      schema: {
        tags: ['affiliates'],
        summary: 'The affiliates whose numbers you may read',
        querystring: Type.Object({}, { additionalProperties: false }),
        response: answers({ 'application/json': listAnswer }),
      },
    },
    (request) => listFor(affiliates, identityOf(request)),
  );
}

async function listFor(affiliates: Affiliates, identity: Identity): Promise<Static<typeof listAnswer>> {
  const found = await findFor(affiliates, identity);
  return {
    affiliates: found.map(({ affiliateId, name, currency, timezone }) => {
      return { affiliateId, name, currency, timezone };
    }),
  };
}

async function findFor(affiliates: Affiliates, identity: Identity): Promise<Affiliate[]> {
  if (identity.role === 'admin') return affiliates.list();
  if (identity.role !== 'affiliate' || identity.affiliateId === undefined) return [];
  const { affiliateId } = AffiliateScope.of(identity, identity.affiliateId);
  const own = await affiliates.find(affiliateId);
  return own === undefined ? [] : [own];
}
