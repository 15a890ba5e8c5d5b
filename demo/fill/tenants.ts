import type { Clock } from '../../infra/clock.ts';
import type { Warehouse } from '../../warehouse/client.ts';
import { createAffiliates } from '../../warehouse/repositories/affiliates.ts';
import { createCommissionRates } from '../../warehouse/repositories/commission-rates.ts';
import { createFxRates } from '../../warehouse/repositories/fx-rates.ts';
import { createTravelers } from '../../warehouse/repositories/travelers.ts';
import { createVendors } from '../../warehouse/repositories/vendors.ts';
import { createWriteKeys } from '../../warehouse/repositories/write-keys.ts';
import type { Suppressions } from '../../warehouse/repositories/suppressions.ts';
import type { DemoWorld } from '../world/world.ts';

/** Puts a world's affiliates, vendors, travelers and rates into the warehouse; again adds nothing twice. */
export async function storeTenants(
  world: DemoWorld,
  deps: { warehouse: Warehouse; clock: Clock; suppressions: Suppressions },
): Promise<void> {
  const [affiliates, vendors] = [createAffiliates(deps), createVendors(deps)];
  const knownAffiliates = new Set((await affiliates.list()).map((each) => each.affiliateId));
  const knownVendors = new Set((await vendors.list()).map((each) => each.vendorId));
  await createFxRates(deps).put(world.rates);
  await createCommissionRates(deps).set(world.commissions);
  await vendors.add(
    world.vendors
      .filter(({ vendorId }) => !knownVendors.has(vendorId))
      .map(({ airports: _airports, price: _price, weight: _weight, carrier: _carrier, ...vendor }) => vendor),
  );
  await createTravelers(deps).put(
    world.travelers.flatMap(({ travelerId, home, formerHome, movedAt, currency, locale }) => {
      const profileOf = (place: typeof home, validFrom?: string) => ({
        travelerId,
        homeCountry: place.country,
        homeCity: place.city,
        homeAirport: place.airport,
        timezone: place.timezone,
        currency,
        locale,
        validFrom,
      });
      if (formerHome === undefined) return [profileOf(home)];
      return [profileOf(formerHome), profileOf(home, new Date(movedAt).toISOString())];
    }),
  );
  await affiliates.add(
    world.affiliates
      .filter(({ affiliateId }) => !knownAffiliates.has(affiliateId))
      .map(({ affiliateId, name, currency, timezone }) => ({ affiliateId, name, currency, timezone })),
  );
}

/** Returns a write key of every affiliate of a world, made where there is none. */
export async function openWriteKeys(
  world: DemoWorld,
  deps: { warehouse: Warehouse; clock: Clock },
): Promise<ReadonlyMap<string, string>> {
  const keys = createWriteKeys({}, deps);
  const known = new Map((await keys.list()).map((each) => [each.affiliateId, each.writeKey]));
  for (const { affiliateId } of world.affiliates) {
    if (!known.has(affiliateId)) known.set(affiliateId, (await keys.create(affiliateId, 'demo')).writeKey);
  }
  return known;
}
