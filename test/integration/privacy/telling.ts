import type { Warehouse } from '../../../warehouse/client.ts';
import {
  acmeEvents,
  badChanges,
  badEvents,
  changes,
  namesakeEvents,
  otherEvents,
  visitorEvents,
} from './story.ts';
import type { PrivacyWorld } from './world.ts';

export const read = (warehouse: Warehouse, sql: string) => warehouse.query<object>(sql, { name: 'test' });

/** All that a vendor and an affiliate are paid by. */
export const readMoney = async (warehouse: Warehouse) => ({
  months: await read(warehouse, 'select * from vendor_months order by vendor_id, period'),
  entries: await read(
    warehouse,
    `select * except (traveler_id, click_id, click_anonymous_id, click_user_id)
    from value_entries order by affiliate_id, at, reservation_id, version`,
  ),
  linked: await read(warehouse, 'select reservation_id, primary_id from linked_reservations'),
});

/** Sends the story, parts of it twice. */
export async function sendAll(world: PrivacyWorld): Promise<void> {
  await world.sendEvents('acme', acmeEvents);
  // A copy of each, as a retry brings it.
  await world.sendEvents('acme', acmeEvents);
  await world.sendEvents('acme', visitorEvents);
  await world.sendEvents('other', [...otherEvents, ...namesakeEvents]);
  await world.sendEvents('acme', badEvents);
  await world.sendChanges(changes);
  await world.sendChanges([...changes.slice(0, 2), ...badChanges]);
}
