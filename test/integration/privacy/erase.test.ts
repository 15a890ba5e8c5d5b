import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTravelers } from '../../../warehouse/repositories/travelers.ts';
import { createReplay } from '../../../ingest/replay/replay.ts';
import { readPublished } from '../../support/published.ts';
import { findTraces } from '../../support/traces.ts';
import { traveler } from './story.ts';
import { read, readMoney, sendAll } from './telling.ts';
import { openPrivacyWorld, unexplained, type PrivacyWorld } from './world.ts';
import type { Account } from '../../../warehouse/repositories/accounting.ts';

/** A visit of somebody else's on a device that the traveler used as well, in another hour. */
const othersSql = `select * except (run_id) from session_fragments
  where anonymous_id = 'tablet' and first_at >= '2026-03-02 18:00:00'`;

/** The device's own rows have gone; of the friend's booking only the click, and the other affiliate's namesake is another. */
async function expectVisitorGone({ warehouse }: PrivacyWorld): Promise<void> {
  expect(await findTraces(warehouse, ['click-zw9z', 'sub-zw9z'])).toEqual([]);
  const left = await read(
    warehouse,
    "select distinct affiliate_id from events where anonymous_id = 'phone-zw9z'",
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

const changesSql =
  'select distinct * except (received_at, receipt_id, batch_id) from reservation_changes order by all';
const profile = { travelerId: traveler, homeCountry: 'NL', homeCity: 'Delft' };
const visitor = { kind: 'visitor', affiliateId: 'acme', anonymousId: 'phone-zw9z' } as const;

/** One world, in which one test goes on where the one before has ended. */
let world: Awaited<ReturnType<typeof openPrivacyWorld>>;
let known: {
  money: Awaited<ReturnType<typeof readMoney>>;
  shared: object[];
  accounts: Account[];
  restore: () => Promise<object>;
};

beforeAll(async () => {
  world = await openPrivacyWorld();
  await sendAll(world);
  await createTravelers(world).put([profile, { ...profile, travelerId: 'friend' }]);
  await world.pipelines.run();
  await storeQuotes(world);
  await world.books.close('traveler-year', '2026');
  known = {
    money: await readMoney(world.warehouse),
    shared: await read(world.warehouse, othersSql),
    accounts: await world.accounts(),
    restore: await world.backUp(),
  };
});
afterAll(() => world.close());

test('an erased traveler is nowhere any more; money stays, and accounts balance', async () => {
  const { warehouse, clock, erasures } = world;
  const { money, shared, accounts: before } = known;
  expect(money.linked).toEqual([{ reservation_id: 'r1-mail', primary_id: 'r1' }]);
  expect(money.entries.length).toBeGreaterThan(3);
  expect(await findTraces(warehouse, ['xq7x'])).not.toEqual([]);
  expect(shared).toHaveLength(1);
  const [closed] = await world.books.list();
  expect(closed).toMatchObject({ controlTotals: { travelers: '3', reservations: '4' }, erasures: [] });
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
    { anonymous_id: 'phone-zw9z', user_id: '' },
    { anonymous_id: 'stranger', user_id: '' },
    { anonymous_id: 'stranger', user_id: 'other-user' },
    { anonymous_id: 'tablet', user_id: 'sister' },
  ]);
  expect(await findTraces(warehouse, ['xq7x'])).toEqual([]);
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
});

test("an erased visitor's device is gone from its affiliate, and from others' bookings", async () => {
  const { warehouse, erasures } = world;
  expect(await erasures.erase(visitor)).toMatchObject({
    affiliateId: 'acme',
    suppressed: { visitor: 1, click: 1 },
  });
  await expectVisitorGone(world);
  expect(await readMoney(warehouse)).toEqual(known.money);
  expect(await erasures.erase(visitor)).toMatchObject({ tables: [] });
});

test('neither a replay nor sending everything again changes a number or brings anybody back', async () => {
  const { warehouse, pipelines, clock } = world;
  const stored = await read(warehouse, changesSql);
  const published = await readPublished(warehouse);
  clock.time += 60_000;
  const accounts = await world.accounts();
  const ever = { from: '2000-01-01T00:00:00.000Z', to: '2100-01-01T00:00:00.000Z' };
  const replay = createReplay(world);
  expect(await replay.count(ever)).toMatchObject({ events: 8, changes: 3 });
  // The friends' changes have lost a click: what is left is another body than the one that came.
  expect(await replay.send(ever)).toEqual({ events: 8, changes: 1, anonymous: 7 });
  expect(await world.accounts()).toEqual(accounts);
  await sendAll(world);
  await createTravelers(world).put([profile]);
  await pipelines.run();
  expect(await findTraces(warehouse, ['xq7x'])).toEqual([]);
  expect(await read(warehouse, changesSql)).toEqual(stored);
  expect(await readPublished(warehouse)).toEqual(published);
  await expectVisitorGone(world);
  const replayed = await world.accounts();
  expect(new Set(unexplained(replayed))).toEqual(new Set([0]));
  expect(replayed.every(({ missing }) => missing === 0)).toBe(true);
  expect((await pipelines.plan()).filter((each) => each.due.length > 0)).toEqual([]);
});

test('a restored backup has nobody who was erased since, before anything is built', async () => {
  const { warehouse, pipelines } = world;
  const { money, shared } = known;
  const stored = await read(warehouse, changesSql);
  expect(await known.restore()).toEqual({ keptErasures: 8 });
  expect(await findTraces(warehouse, ['xq7x'])).toEqual([]);
  await expectVisitorGone(world);
  expect(await read(warehouse, othersSql)).toEqual(shared);
  expect(await readMoney(warehouse)).toEqual(money);
  await pipelines.run();
  expect(await read(warehouse, changesSql)).toEqual(stored);
  expect(await readMoney(warehouse)).toEqual(money);
  expect(new Set(unexplained(await world.accounts()))).toEqual(new Set([0]));
});
