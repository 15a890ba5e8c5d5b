import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { aChange } from '../../unit/ingest/a-change.ts';
import { createWorld, type World } from './world.ts';

const source = { authorization: 'Bearer source' };
const post = (world: World, changes: unknown, headers = source) =>
  world.send('/v1/reservations', { changes }, headers);

describe('reservation changes', () => {
  test('are stored with their columns, once each', async () => {
    const world = await createWorld();
    const change = aChange();
    for (const again of [change, { ...change, changeId: 'another delivery' }]) {
      expect(await post(world, [again])).toMatchObject({ status: 200, json: { success: true } });
    }
    const rows = await world.warehouse.query(
      `select reservation_id, version, start_at, start_local, amount, traveler_country, hotel_country, click_id, hotel_nights
      from reservation_changes final`,
      { name: 'test' },
    );
    expect(rows).toEqual([
      {
        reservation_id: 'hb-17',
        version: 3,
        start_at: '2016-05-03T14:00:00.000Z',
        start_local: '2016-05-03T15:00:00Z',
        amount: '294.6',
        traveler_country: 'PT',
        hotel_country: 'PT',
        click_id: 'c1',
        hotel_nights: 3,
      },
    ]);
    expect(await world.account('change', 'agent-9')).toMatchObject({
      received: 2,
      stored: 1,
      duplicate: 1,
      missing: 0,
    });
  });

  test('are answered one by one', async () => {
    const world = await createWorld();
    const bad = [
      { ...aChange({ currency: 'QQQ' }), changeId: 'c1' },
      { ...aChange({ amount: 3 }), changeId: 'c2' },
    ];
    expect(await post(world, [aChange(), ...bad])).toMatchObject({
      status: 200,
      json: {
        rejected: [
          {
            index: 1,
            messageId: 'c1',
            code: 'unknown_currency',
            message: expect.stringContaining('reservation.currency'),
          },
          { index: 2, messageId: 'c2', code: 'invalid_field' },
        ],
      },
    });
    expect(await world.account('change', 'agent-9')).toMatchObject({
      received: 3,
      stored: 1,
      rejected: 2,
      rejectedByReason: { unknown_currency: 1, invalid_field: 1 },
    });
  });

  test('of vendors and affiliates that a token is not for are rejected', async () => {
    const world = await createWorld();
    world.tokens.set('limited', {
      sub: 't',
      role: 'source',
      vendorIds: ['city-hotel'],
      affiliateIds: ['agent-9'],
    });
    const changes = [
      aChange(),
      aChange({ vendorId: 'other' }),
      aChange({ affiliateId: 'other' }),
      aChange({ affiliateId: null }),
    ];
    expect(await post(world, changes, { authorization: 'Bearer limited' })).toMatchObject({
      json: { rejected: [1, 2, 3].map((index) => ({ index, code: 'not_allowed' })) },
    });
    expect(await world.account('change', '')).toMatchObject({ received: 3, rejected: 3 });
    const put = { method: 'PUT', url: '/v1/travelers/t1', payload: {} } as const;
    const refused = await world.server.inject({ ...put, headers: { authorization: 'Bearer limited' } });
    expect(refused.statusCode).toBe(403);
  });

  test('a limited token cannot take over a reservation of others by a version that names its own', async () => {
    const world = await createWorld();
    world.tokens.set('limited', { sub: 't', role: 'source', vendorIds: ['own'], affiliateIds: ['own'] });
    expect(await post(world, [aChange()], { authorization: 'Bearer source' })).toMatchObject({
      json: { success: true },
    });
    const grab = { ...aChange({ vendorId: 'own', affiliateId: 'own' }), version: 9 };
    const answer = await post(world, [grab], { authorization: 'Bearer limited' });
    expect(answer).toMatchObject({ json: { rejected: [{ index: 0, code: 'not_allowed' }] } });
  });

  test('need a source token and a list of at most 1,000', async () => {
    const world = await createWorld();
    world.tokens.set('admin', { sub: 'a', role: 'admin' });
    const cases: [why: string, changes: unknown, token: string, status: number][] = [
      ['no such token', [], 'forged', 401],
      ['another role', [], 'admin', 403],
      ['no list', {}, 'source', 400],
      ['too many', Array.from({ length: 1_001 }, () => 0), 'source', 413],
    ];
    for (const [why, changes, token, status] of cases) {
      const answer = await post(world, changes, { authorization: `Bearer ${token}` });
      expect({ why, status: answer.status }).toEqual({ why, status });
    }
  });

  test('in whatever order and batches they come, the highest version wins, of two bodies the least hash', async () => {
    const world = await createWorld();
    const published = new Map<string, string>();
    await world.bus.subscribe({
      group: 'test',
      topics: ['reservations.state'],
      maxMessages: 10,
      maxBytes: 1e6,
      minIntervalMs: 0,
      handle: async (messages) => {
        for (const { key, value } of messages) published.set(key, String(value));
      },
    });
    const winners = new Set<unknown>();
    const bodies = fc.shuffledSubarray([1, 2, 2, 3, 3], { minLength: 5 });
    let run = 0;
    await fc.assert(
      fc.asyncProperty(bodies, fc.integer({ min: 1, max: 5 }), async (versions, size) => {
        run += 1;
        const reservationId = `r-${run}`;
        const counts = new Map<number, number>();
        const changes = versions.map((version) => {
          const copy = (counts.get(version) ?? 0) + 1;
          counts.set(version, copy);
          return { ...aChange({ tripId: `body ${copy}` }), reservationId, version };
        });
        for (let at = 0; at < changes.length; at += size) {
          expect(await post(world, changes.slice(at, at + size))).toMatchObject({ status: 200 });
        }
        const state: ReturnType<typeof aChange> = JSON.parse(published.get(reservationId) ?? '{}');
        const [stored] = await world.warehouse.query<{ trip: string; top: number }>(
          `select argMin(trip_id, tuple(bitNot(version), body_hash)) as trip, max(version) as top
          from reservation_changes where reservation_id = {id:String}`,
          { name: 'test', params: { id: reservationId } },
        );
        expect([state.version, state.reservation.tripId]).toEqual([stored?.top, stored?.trip]);
        winners.add(state.version);
      }),
      { numRuns: 10 },
    );
    expect([...winners]).toEqual([3]);
  });

  test('a batch names the booking dates of all versions, also of those in earlier batches', async () => {
    const world = await createWorld();
    await post(world, [{ ...aChange({ bookedAt: '2016-01-05T23:59:59Z' }), version: 1 }]);
    await post(world, [{ ...aChange({ bookedAt: '2016-02-06T00:00:00Z' }), version: 2 }]);
    const rows = await world.warehouse.query(
      "select booked_dates from batches where phase = 'done' order by length(booked_dates)",
      { name: 'test' },
    );
    expect(rows).toEqual([{ booked_dates: ['2016-01-05'] }, { booked_dates: ['2016-01-05', '2016-02-06'] }]);
  });
});

describe('travelers', () => {
  test('a profile is read, normalised and stored', async () => {
    const world = await createWorld();
    const put = (payload: object) =>
      world.server.inject({ method: 'PUT', url: '/v1/travelers/guest-1', headers: source, payload });
    const profile = {
      homeCountry: 'PRT',
      homeAirport: 'LIS',
      currency: 'EUR',
      timezone: 'Europe/Lisbon',
      locale: 'pt-pt',
      validFrom: '2025-01-01',
    };
    expect((await put(profile)).statusCode).toBe(200);
    expect(world.profiles).toEqual([
      {
        travelerId: 'guest-1',
        homeCity: '',
        ...profile,
        homeCountry: 'PT',
        locale: 'pt-PT',
        validFrom: '2025-01-01T00:00:00.000Z',
      },
    ]);
    const bad = await put({ homeCountry: 'Portugal', currency: 'EURO' });
    expect(bad.statusCode).toBe(400);
    expect(bad.json()).toMatchObject({ errors: [{ field: 'homeCountry' }, { field: 'currency' }] });
  });
});
