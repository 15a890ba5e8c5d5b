import { systemClock } from '../../../infra/clock.ts';
import { createAffiliates } from '../../../warehouse/repositories/affiliates.ts';
import { createCommissionRates } from '../../../warehouse/repositories/commission-rates.ts';
import { createFxRates } from '../../../warehouse/repositories/fx-rates.ts';
import { createVendors } from '../../../warehouse/repositories/vendors.ts';
import { storeAirports } from '../traveler-world.ts';
import type { OpenWorld } from './open-world.ts';
import type { SeededWorld } from './seeded-world.ts';
import type { TravelWorld } from './travel-world.ts';

/** Stores what a world's numbers look up: affiliates, their rates, vendors, exchange rates. */
export async function storeReference(
  { warehouse }: OpenWorld,
  world: Pick<SeededWorld, 'affiliates' | 'vendors' | 'dayRates'>,
): Promise<void> {
  const { affiliates, vendors, dayRates } = world;
  const deps = { warehouse, clock: systemClock };
  await createAffiliates(deps).add(
    affiliates.map(({ affiliateId, currency, timezone }) => ({
      affiliateId,
      name: affiliateId,
      currency,
      timezone,
    })),
  );
  await createCommissionRates(deps).set(
    affiliates.flatMap(({ affiliateId, rates: own }) => own.map((rate) => ({ affiliateId, ...rate }))),
  );
  await createFxRates(deps).put(dayRates.map((rate) => ({ ...rate, base: 'EUR', source: 'test' })));
  await storeAirports(warehouse);
  await createVendors(deps).add(vendors.map((each) => ({ ...each, name: each.vendorId })));
}

/** Sends everything, reservations the newest version first, and builds all that is due. */
export async function sendWorld(open: OpenWorld, world: SeededWorld): Promise<void> {
  await storeReference(open, world);
  await open.sendRequests(world.requests);
  await open.sendChanges(world.reservations.flat().toReversed());
  await open.run();
}

/** Sends the profiles and every reservation of a world of travelers, the newest version first, and builds all that is due. */
export async function sendTravels(open: OpenWorld, world: TravelWorld): Promise<void> {
  await storeReference(open, world);
  for (const { travelerId, profiles } of world.travelers) {
    for (const profile of profiles) await open.sendProfile(travelerId, profile);
  }
  await open.sendChanges(world.reservations.flat().toReversed());
  await open.run();
}
