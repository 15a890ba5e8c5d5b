import { Type } from 'typebox';
import type { HttpServer } from '../../../infra/http/server.ts';
import { listVendorNames } from '../affiliate-vendors.ts';
import { readAffiliate } from '../affiliate.ts';
import { identityOf } from '../authenticate.ts';
import type { ApiDeps } from '../deps.ts';
import type { Reader } from '../reader.ts';
import { affiliateParams } from '../schemas/affiliate.ts';
import { answers } from '../schemas/problem.ts';
import { asOfProperty } from '../schemas/range-query.ts';
import { AffiliateScope } from '../scope.ts';

const answer = Type.Object({
  asOf: asOfProperty,
  vendors: Type.Array(
    Type.Object({
      vendorId: Type.String(),
      type: Type.String({ description: 'hotel, flight or car' }),
      name: Type.String({ description: 'Empty where none was given' }),
    }),
    { description: 'Those at which the affiliate has bookings, by id' },
  ),
});

/** The names behind the vendor ids of an affiliate's numbers. */
export function addAffiliateVendorsRoute(
  app: HttpServer,
  deps: Pick<ApiDeps, 'clock'>,
  reader: Reader,
): void {
  const list = async (scope: AffiliateScope) => {
    const nowMs = deps.clock.now();
    await readAffiliate(reader, scope, nowMs);
    return listVendorNames(reader, scope, nowMs);
  };
  app.get(
    '/affiliates/:id/vendors',
    {
      schema: {
        tags: ['affiliates'],
        summary: 'The vendors of its bookings, by name',
        params: affiliateParams,
        response: answers({ 'application/json': answer }),
      },
    },
    (request) => list(AffiliateScope.of(identityOf(request), request.params.id)),
  );
}
