import type { Affiliate } from './affiliate.ts';
import { touchesOf, type Touch } from './attribution.ts';
import { visitsOf } from './behaviour.ts';
import { bookingsOf } from './bookings.ts';
import { withoutCopies } from './copies.ts';
import { createFindRate } from './fx.ts';
import { createIdentity } from './identity.ts';
import { ledgerOf } from './ledger.ts';
import { accept } from './message.ts';
import type { SeededWorld } from './seeded-world.ts';
import type { Selected } from './selection.ts';

/** What is computed of one affiliate from the messages and changes as sent. */
export interface Computed extends Selected {
  affiliate: Affiliate;
  /** By time. */
  touches: readonly Touch[];
}

/** Computes every affiliate of a world, by id. */
export function computeWorld({
  affiliates,
  requests,
  reservations,
  dayRates,
}: SeededWorld): ReadonlyMap<string, Computed> {
  const byId = new Map(affiliates.map((each) => [each.affiliateId, each]));
  const findRate = createFindRate(dayRates);
  const told = withoutCopies(reservations);
  const ledgers = told.flatMap((each) => ledgerOf(each, { affiliates: byId, findRate }));
  const entries = Map.groupBy(ledgers, ({ affiliateId }) => affiliateId);
  return new Map(
    affiliates.map((affiliate) => {
      const { affiliateId } = affiliate;
      const facts = accept(requests.filter((each) => each.affiliateId === affiliateId));
      const identity = createIdentity(facts);
      const visits = visitsOf(facts, identity);
      const bookings = bookingsOf(told, entries.get(affiliateId) ?? [], { facts, identity, visits });
      const touches = touchesOf(visits.sessions, (fact) => identity.person(fact.anonymousId, '', fact.atMs));
      return [affiliateId, { affiliate, visits, bookings, touches }];
    }),
  );
}
