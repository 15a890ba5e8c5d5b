import { expect, test } from 'vitest';
import type { Warehouse } from '../../../warehouse/client.ts';
import { createTravelers } from '../../../warehouse/repositories/travelers.ts';
import { findTraces } from '../../support/traces.ts';
import {
  acmeEvents,
  badChanges,
  badEvents,
  changes,
  namesakeEvents,
  otherEvents,
  traveler,
  visitorEvents,
} from './story.ts';
import { createPrivacyWorld, unexplained, type PrivacyWorld } from './world.ts';

const read = (warehouse: Warehouse, sql: string) => warehouse.query<object>(sql, { name: 'test' });

/** All that a vendor and an affiliate are paid by. */
const readMoney = async (warehouse: Warehouse) => ({
  months: await read(warehouse, 'select * from vendor_months order by vendor_id, period'),
  entries: await read(
    warehouse,
    `select * except (traveler_id, click_id, click_anonymous_id, click_user_id)
    from value_entries order by affiliate_id, at, reservation_id, version`,
  ),
  linked: await read(warehouse, 'select reservation_id, primary_id from linked_reservations'),
});

/** A visit of somebody else's on a device that the traveler used as well, in another hour. */
const othersSql = `select * except (run_id) from session_fragments
  where anonymous_id = 'tablet' and first_at >= '2026-03-02 18:00:00'`;

async function sendAll(world: PrivacyWorld): Promise<void> {
  await world.sendEvents('acme', acmeEvents);
  // A copy of each, as a retry brings it.
  await world.sendEvents('acme', acmeEvents);
  await world.sendEvents('acme', visitorEvents);
  await world.sendEvents('other', [...otherEvents, ...namesakeEvents]);
  await world.sendEvents('acme', badEvents);
  await world.sendChanges(changes);
  await world.sendChanges([...changes.slice(0, 2), ...badChanges]);
}

/** The device's own rows have gone; of the friend's booking only the click, and the other affiliate's namesake is another. */
async function expectVisitorGone({ warehouse }: PrivacyWorld): Promise<void> {
  expect(await findTraces(warehouse, ['click-9c1e', 'sub-9c1e'])).toEqual([]);
  const left = await read(
    warehouse,
    "select distinct affiliate_id from events where anonymous_id = 'phone-9c1e'",
  );
  expect(left).toEqual([{ affiliate_id: 'other' }]);
  const booking = await read(
    warehouse,
    `select distinct traveler_id, click_id, JSONHas(payload, 'reservation', 'click') as has
    from reservation_changes where reservation_id = 'r5'`,
  );
  expect(booking).toEqual([{ traveler_id: 'friend', click_id: '', has: 1 }]);
}

/** What checks and runs have said about persons. */
async function storeQuotes({ warehouse }: PrivacyWorld): Promise<void> {
  const found = (id: string) => ({
    run_id: crypto.randomUUID(),
    model: 'clean_events',
    check_name: 'found',
    severity: 'warning',
    rows_failing: 1,
    sample: [JSON.stringify({ user_id: id }).replaceAll('/', '\\/')],
    // Samples older than 30 days the engine empties by itself.
    recorded_at: new Date().toISOString(),
  });
  await warehouse.insert('check_results', [found(traveler), found('other-user')], { name: 'test' });
}

test('an erased traveler or visitor is nowhere any more, money stays, accounts balance, and a replay brings nothing back', async () => {
  const world = await createPrivacyWorld();
  const { warehouse, pipelines, clock, erasures } = world;
  await sendAll(world);
  const profile = { travelerId: traveler, homeCountry: 'NL', homeCity: 'Delft' };
  const travelers = createTravelers(world);
  await travelers.put([profile, { ...profile, travelerId: 'friend' }]);
  await pipelines.run();
  await storeQuotes(world);
  const money = await readMoney(warehouse);
  expect(money.linked).toEqual([{ reservation_id: 'r1-mail', primary_id: 'r1' }]);
  expect(money.entries.length).toBeGreaterThan(3);
  expect(await findTraces(warehouse, ['7f3a'])).not.toEqual([]);
  const shared = await read(warehouse, othersSql);
  expect(shared).toHaveLength(1);
  expect(await world.books.close('traveler-year', '2026')).toMatchObject({
    outcome: 'closed',
    manifest: { controlTotals: { travelers: '3', reservations: '4' } },
  });
  const restore = await world.backUp();
  const before = await world.accounts();
  expect(new Set(unexplained(before))).toEqual(new Set([0]));

  clock.time += 60_000;
  const preview = await erasures.preview({ kind: 'traveler', travelerId: traveler });
  expect(Object.fromEntries(preview.map(({ table, rows }) => [table, rows]))).toMatchObject({
    events: 14,
    reservation_changes: expect.any(Number),
    clean_events: 8,
    reservation_versions: 5,
    traveler_bookings: 1,
    dead_letters: 2,
    travelers: 1,
    books: 1,
  });
  expect(await read(warehouse, 'select * from erasure_scopes')).toEqual([]);
  const receipt = await erasures.erase({ kind: 'traveler', travelerId: traveler });
  expect(receipt).toMatchObject({ state: 'done', suppressed: { person: 2, device: 3, click: 1 } });
  expect(await erasures.get(receipt.id)).toEqual(receipt);

  // The lists of the sister and the stranger are untouched; what the traveler did on the shared tablet is gone.
  const kept = await read(warehouse, 'select distinct anonymous_id, user_id from events order by all');
  expect(kept).toEqual([
    { anonymous_id: 'phone-7f3b', user_id: '' },
    { anonymous_id: 'phone-9c1e', user_id: '' },
    { anonymous_id: 'stranger', user_id: '' },
    { anonymous_id: 'stranger', user_id: 'other-user' },
    { anonymous_id: 'tablet', user_id: 'sister' },
  ]);
  expect(await findTraces(warehouse, ['7f3a'])).toEqual([]);
  expect(await read(warehouse, othersSql)).toEqual(shared);
  expect(await Array.fromAsync(world.travelerBooks.travelers())).toEqual(
    expect.not.arrayContaining([traveler]),
  );
  const [year] = await world.books.list();
  expect(year).toMatchObject({ version: 1, controlTotals: { travelers: '2' }, erasures: [{ rows: 1 }] });
  expect(await world.books.verify()).toMatchObject({ books: 1, faults: [] });
  expect(await world.books.close('traveler-year', '2026')).toMatchObject({ outcome: 'unchanged' });
  expect(await read(warehouse, 'select distinct traveler_id from traveler_bookings order by all')).toEqual([
    { traveler_id: 'friend' },
    { traveler_id: 'other-user' },
  ]);
  expect(await readMoney(warehouse)).toEqual(money);
  const after = await world.accounts();
  expect(new Set(unexplained(after))).toEqual(new Set([0]));
  expect(after.map(({ received }) => received)).toEqual(before.map(({ received }) => received));
  expect(after.find(({ kind, affiliateId }) => kind === 'event' && affiliateId === 'acme')).toMatchObject({
    received: 22,
    erased: 13,
    stored: 5,
    duplicate: 3,
    rejected: 1,
    missing: 0,
  });
  const gone = world.states.filter(({ value }) => value === null).map(({ key }) => key);
  expect([...new Set(gone)].toSorted()).toEqual(['r1', 'r1-mail', 'r2']);

  const samples = await read(
    warehouse,
    "select sample from check_results where check_name = 'found' order by all",
  );
  expect(samples).toEqual([{ sample: [] }, { sample: ['{"user_id":"other-user"}'] }]);

  const visitor = { kind: 'visitor', affiliateId: 'acme', anonymousId: 'phone-9c1e' } as const;
  expect(await erasures.erase(visitor)).toMatchObject({
    affiliateId: 'acme',
    suppressed: { visitor: 1, click: 1 },
  });
  await expectVisitorGone(world);
  expect(await readMoney(warehouse)).toEqual(money);
  expect(await erasures.erase(visitor)).toMatchObject({ tables: [] });

  const changesSql =
    'select distinct * except (received_at, receipt_id, batch_id) from reservation_changes order by all';
  const stored = await read(warehouse, changesSql);
  clock.time += 60_000;
  await sendAll(world);
  await travelers.put([profile]);
  await pipelines.run();
  expect(await findTraces(warehouse, ['7f3a'])).toEqual([]);
  expect(await read(warehouse, changesSql)).toEqual(stored);
  expect(await readMoney(warehouse)).toEqual(money);
  await expectVisitorGone(world);
  const replayed = await world.accounts();
  expect(new Set(unexplained(replayed))).toEqual(new Set([0]));
  expect(replayed.every(({ missing }) => missing === 0)).toBe(true);
  expect((await pipelines.plan()).filter((each) => each.due.length > 0)).toEqual([]);

  // An older backup has them all; they are gone again before anybody sees it, and anything is built.
  expect(await restore()).toEqual({ keptErasures: 8 });
  expect(await findTraces(warehouse, ['7f3a'])).toEqual([]);
  await expectVisitorGone(world);
  expect(await read(warehouse, othersSql)).toEqual(shared);
  expect(await readMoney(warehouse)).toEqual(money);
  await pipelines.run();
  expect(await read(warehouse, changesSql)).toEqual(stored);
  expect(await readMoney(warehouse)).toEqual(money);
  expect(new Set(unexplained(await world.accounts()))).toEqual(new Set([0]));
});
