import { toRawItem, type RawItem } from '../../ingest/payload.ts';
import type { Rejected } from '../../ingest/intake.ts';
import { createAffiliates } from '../../warehouse/repositories/affiliates.ts';
import { createCommissionRates } from '../../warehouse/repositories/commission-rates.ts';
import { createVendors } from '../../warehouse/repositories/vendors.ts';
import { createWriteKeys } from '../../warehouse/repositories/write-keys.ts';
import type { World } from '../world.ts';
import { createBookings } from './bookings.ts';
import { createRandom } from './random.ts';
import { createVisits } from './visits.ts';

const seed = 20_260_501;
const days = 30;
const itemsAtOnce = 500;

/**
 * Fills an empty warehouse with a small world: the affiliate `demo`, two hotels, a month of visits and bookings.
 * Everything but its moment is the same each time. It goes the way that real events and changes go.
 *
 * @returns what a person may want to know of it; undefined where the warehouse has affiliates already
 */
export async function seedDemo(world: World): Promise<string | undefined> {
  const deps = { warehouse: await world.warehouse(), clock: world.clock };
  const affiliates = createAffiliates(deps);
  if ((await affiliates.list()).length > 0) return undefined;
  await addVendors(deps);
  const intake = await world.intake();
  const now = world.clock.now();
  const random = createRandom(seed);
  const { events, visitors } = createVisits({ visitors: 260, days, now }, random);
  const changes = createBookings({ bookings: 200, days, now }, visitors, random);
  const send = async (all: readonly object[], submit: (items: RawItem[]) => Promise<Rejected[]>) => {
    for (let start = 0; start < all.length; start += itemsAtOnce) {
      await submit(all.slice(start, start + itemsAtOnce).map((each) => toRawItem(each)));
    }
  };
  await send(events, (items) => intake.submitEvents({ affiliateId: 'demo', origin: 'http', items }));
  await send(changes, (items) => intake.submitChanges({ origin: 'http', items }));
  // Last, since it is what says that the demo is there: a start that was cut off is made up for by the next.
  await createCommissionRates(deps).set([{ affiliateId: 'demo', rate: '0.1' }]);
  const attributes = { name: 'Demo Travel', currency: 'EUR', timezone: 'Europe/Amsterdam' };
  await affiliates.add([{ affiliateId: 'demo', ...attributes }]);
  const key = await createWriteKeys({}, deps).create('demo', 'demo');
  return (
    `Sample data: the affiliate demo (write key ${key.writeKey}), ${events.length} events, ` +
    `${changes.length} reservation changes of two hotels`
  );
}

async function addVendors(deps: Parameters<typeof createVendors>[0]): Promise<void> {
  const vendors = createVendors(deps);
  const shared = { type: 'hotel', timezone: 'Europe/Lisbon', currency: 'EUR', country: 'PT' };
  for (const vendor of [
    { vendorId: 'city-hotel', name: 'City Hotel', city: 'Lisbon', class: '4 stars', ...shared },
    { vendorId: 'resort-hotel', name: 'Resort Hotel', city: 'Algarve', class: '4 stars', ...shared },
  ]) {
    if ((await vendors.find(vendor.vendorId)) === undefined) await vendors.add([vendor]);
  }
}
