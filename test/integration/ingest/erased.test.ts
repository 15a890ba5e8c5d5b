import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { createErasureKey } from '../../../infra/erasure-key.ts';
import { createSuppressions, type Suppressed } from '../../../warehouse/repositories/suppressions.ts';
import { aChange } from '../../unit/ingest/a-change.ts';
import { createWorld, type World } from './world.ts';

const source = { authorization: 'Bearer source' };
const suppress = (world: World, entries: readonly Suppressed[]) =>
  world.suppressions.add(entries, randomUUID());
const person = { kind: 'person', affiliateId: '', id: 'guest-17' } as const;
const page = (fields: object) => ({ type: 'page', messageId: randomUUID(), name: 'x', ...fields });

test('events of erased persons are received, and not stored', async () => {
  const world = await createWorld();
  await suppress(world, [
    person,
    { kind: 'device', affiliateId: 'acme', id: 'phone' },
    { kind: 'visitor', affiliateId: 'acme', id: 'kiosk' },
  ]);
  const gone = [
    { anonymousId: 'd', userId: 'guest-17' },
    { anonymousId: 'phone' },
    { anonymousId: 'kiosk', userId: 'somebody-else' },
    { type: 'alias', previousId: 'guest-17', userId: 'guest-18' },
  ];
  const kept = [{ anonymousId: 'd' }, { anonymousId: 'phone', userId: 'somebody-else' }];
  const batch = [...gone, ...kept].map((fields) => page(fields));
  expect(await world.send('/v1/batch', { batch })).toMatchObject({ json: { success: true } });
  const rows = await world.warehouse.query(
    'select anonymous_id, user_id from events order by anonymous_id, user_id',
    {
      name: 'test',
    },
  );
  expect(rows).toEqual([
    { anonymous_id: 'd', user_id: '' },
    { anonymous_id: 'phone', user_id: 'somebody-else' },
  ]);
  expect(await world.account()).toMatchObject({ received: 6, stored: 2, erased: 4, rejected: 0, missing: 0 });
});

test('another affiliate knows the device as somebody else', async () => {
  const world = await createWorld();
  await suppress(world, [{ kind: 'visitor', affiliateId: 'other', id: 'phone' }]);
  await world.send('/v1/track', page({ type: 'track', event: 'x', anonymousId: 'phone' }));
  expect(await world.account()).toMatchObject({ received: 1, stored: 1, erased: 0 });
});

test("an erased traveler's change leaves what numbers are made of, the same row whenever it comes", async () => {
  const world = await createWorld();
  await suppress(world, [person]);
  for (const changeId of ['1', '2']) {
    await world.send('/v1/reservations', { changes: [{ ...aChange(), changeId }] }, source);
  }
  const rows = await world.warehouse.query<object>(
    `select distinct * except (receipt_id, batch_id) from reservation_changes`,
    { name: 'test' },
  );
  expect(rows).toMatchObject([
    {
      reservation_id: 'hb-17',
      traveler_id: '',
      confirmation: expect.stringMatching(/^erased:[\da-f]{32}$/),
      click_id: '',
      change_id: '',
      payload: '',
      amount: '294.6',
      hotel_nights: 3,
      is_erased: true,
    },
  ]);
  expect(JSON.stringify(rows)).not.toMatch(/guest-17|XK4T2P/);
  expect(await world.account('change', 'agent-9')).toMatchObject({ received: 2, stored: 0, erased: 2 });
});

test("an erased person's click goes from another traveler's booking, which is stored", async () => {
  const world = await createWorld();
  await suppress(world, [{ kind: 'click', affiliateId: 'agent-9', id: 'c1' }]);
  await world.send('/v1/reservations', { changes: [aChange({ amount: '294.60' })] }, source);
  const [row] = await world.warehouse.query<{ payload: string }>(
    'select traveler_id, click_id, payload from reservation_changes',
    { name: 'test' },
  );
  expect(row).toMatchObject({ traveler_id: 'guest-17', click_id: '' });
  expect(JSON.parse(row?.payload ?? '')).toMatchObject({ reservation: { amount: '294.60', click: null } });
  expect(await world.account('change', 'agent-9')).toMatchObject({ stored: 1, erased: 0 });
});

test('what is refused of an erased person is no dead letter', async () => {
  const world = await createWorld();
  await suppress(world, [person]);
  const bad = aChange({ currency: 'QQQ' });
  await world.send('/v1/reservations', { changes: [bad] }, source);
  await world.send('/v1/batch', { batch: [{ type: 'nothing', userId: 'guest-17' }, { type: 'nothing' }] });
  const letters = await world.warehouse.query('select payload from dead_letters', { name: 'test' });
  expect(letters).toEqual([{ payload: '{"type":"nothing"}' }]);
  expect(await world.account('change', 'agent-9')).toMatchObject({ received: 1, rejected: 0, erased: 1 });
  expect(await world.account()).toMatchObject({ received: 2, rejected: 1, erased: 1 });
});

test('the list holds no id, and a process with another key stops', async () => {
  const world = await createWorld();
  expect(await suppress(world, [person])).toBe(1);
  expect(await suppress(world, [person])).toBe(0);
  const rows = await world.warehouse.query('select * from suppressions', { name: 'test' });
  expect(rows).toHaveLength(1);
  expect(JSON.stringify(rows)).not.toContain('guest-17');
  const { warehouse, clock } = world;
  const other = createSuppressions({}, { warehouse, clock, key: createErasureKey('another secret') });
  await expect(other.current()).rejects.toMatchObject({ code: 'erasure_key_foreign' });
});
