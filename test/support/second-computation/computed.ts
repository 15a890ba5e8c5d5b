import type { Affiliate } from './affiliate.ts';
import { visitsOf, type Visits } from './behaviour.ts';
import { createFindRate } from './fx.ts';
import { createIdentity } from './identity.ts';
import { ledgerOf, type Entry } from './ledger.ts';
import { accept } from './message.ts';
import type { SeededWorld } from './seeded-world.ts';

/** What is computed of one affiliate from the messages and changes as sent. */
export interface Computed {
  affiliate: Affiliate;
  visits: Visits;
  entries: readonly Entry[];
}

/** Computes every affiliate of a world, by id. */
export function computeWorld({
  affiliates,
  requests,
  reservations,
  dayRates,
}: SeededWorld): Map<string, Computed> {
  const byId = new Map(affiliates.map((each) => [each.affiliateId, each]));
  const findRate = createFindRate(dayRates);
  const ledgers = reservations.flatMap((each) => ledgerOf(each, { affiliates: byId, findRate }));
  const entries = Map.groupBy(ledgers, ({ affiliateId }) => affiliateId);
  return new Map(
    affiliates.map((affiliate) => {
      const facts = accept(requests.filter(({ affiliateId }) => affiliateId === affiliate.affiliateId));
      const visits = visitsOf(facts, createIdentity(facts));
      return [
        affiliate.affiliateId,
        { affiliate, visits, entries: entries.get(affiliate.affiliateId) ?? [] },
      ];
    }),
  );
}
