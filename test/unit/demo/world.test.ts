import { describe, expect, test } from 'vitest';
import { distanceKm } from '../../../demo/world/places.ts';
import { createDemoWorld } from '../../../demo/world/world.ts';
import { createChangeReader } from '../../../ingest/change.ts';
import { readEvent } from '../../../ingest/event.ts';
import { checkFxRate } from '../../../warehouse/repositories/fx-rates.ts';

const to = Date.parse('2026-05-20T09:30:00.000Z');
const size = { travelers: 400, months: 26, visitMonths: 3, visitors: 400 };
const world = await createDemoWorld({ seed: 7, to, size });
const monthsOf = (of: typeof world) =>
  of.months.map((start) => {
    const { changes, events } = of.month(start);
    return {
      changes: [...changes],
      events: events.map((group) => ({ ...group, events: [...group.events] })),
    };
  });
const months = monthsOf(world);
const events = months.flatMap((month) => month.events.flatMap((group) => group.events));
const lasts = world.lives.flatMap((versions) => versions.at(-1) ?? []);
const dayMs = 86_400_000;

describe('a demo world', () => {
  test('is the same whenever it is made, to the last id', async () => {
    const again = await createDemoWorld({ seed: 7, to, size });
    expect(JSON.stringify(monthsOf(again))).toBe(JSON.stringify(months));
    expect(again.stragglers()).toEqual(world.stragglers());
    // What was offline at the end of a month comes when the next one has begun, too.
    const early = await createDemoWorld({ seed: 7, to: Date.parse('2026-05-02T09:30:00.000Z'), size });
    const late = early.stragglers().events.flatMap((group) => group.events);
    expect(late.some((event) => JSON.stringify(event).includes('2026-04-2'))).toBe(true);
    const other = await createDemoWorld({ seed: 8, to, size });
    expect([...other.month(other.months[1] ?? 0).changes]).not.toEqual(months[1]?.changes);
  });

  test('has the people and the places that are told of', () => {
    expect(world.affiliates).toHaveLength(12);
    expect(new Set(world.affiliates.map((each) => each.currency)).size).toBeGreaterThanOrEqual(7);
    const kinds = Map.groupBy(world.vendors, ({ type }) => type);
    expect(Object.fromEntries([...kinds].map(([type, some]) => [type, some.length]))).toEqual({
      hotel: 9,
      flight: 6,
      car: 5,
    });
    expect(world.travelers).toHaveLength(400);
    expect(new Set(world.travelers.map((each) => each.travelerId)).size).toBe(400);
  });

  test('every change and event is one that the collector takes', () => {
    const reader = createChangeReader();
    for (const { changes } of months) {
      for (const change of changes)
        expect(reader.read(change), JSON.stringify(change)).toMatchObject({ ok: true });
    }
    for (const event of events) {
      const read = readEvent(event, { receiptId: 'r', receivedAtMs: to, origin: 'http' });
      expect(read, JSON.stringify(event)).toMatchObject({ ok: true });
    }
    for (const rate of world.rates) checkFxRate(rate);
    expect(new Set(world.rates.map((rate) => rate.source))).toEqual(new Set(['demo']));
  });

  test('nothing of it has happened after its end, and every version follows the one before', () => {
    for (const versions of world.lives) {
      expect(versions.map((each) => each.version)).toEqual(versions.map((_, index) => index + 1));
      for (const [index, { changedAt }] of versions.entries()) {
        expect(changedAt).toBeLessThan(to);
        expect(changedAt).toBeGreaterThan(versions[index - 1]?.changedAt ?? 0);
      }
    }
    for (const event of events) expect(Date.parse(String(event['timestamp']))).toBeLessThan(to);
  });

  test('ids are used once', () => {
    const ids = events.map((event) => event['messageId']);
    expect(new Set(ids).size).toBe(ids.length);
    const reservations = world.lives.map(([first]) => first?.booking.reservationId);
    expect(new Set(reservations).size).toBe(reservations.length);
  });

  test('flights go between airports at the speed of flights, and start where the traveler lives', () => {
    for (const { booking } of lasts) {
      if (booking.part.type !== 'flight') continue;
      const { legs } = booking.part;
      expect(legs[0]?.from).toBe(booking.trip.home);
      expect(legs.at(-1)?.to).toBe(booking.trip.home);
      for (const [index, leg] of legs.entries()) {
        const hours = (leg.arrivesAt - leg.departsAt) / 3_600_000;
        const km = distanceKm(leg.from, leg.to);
        expect(km).toBeGreaterThan(90);
        expect(km / hours, `${leg.from.airport} ${leg.to.airport}`).toBeLessThan(900);
        expect(leg.departsAt).toBeGreaterThan(legs[index - 1]?.arrivesAt ?? 0);
      }
    }
  });

  test('shares are those of the trade', () => {
    const over = lasts.filter(({ booking }) => booking.startLocalMs < to - 5 * dayMs);
    const share = (type: string, is: (status: string) => boolean): number => {
      const some = over.filter(({ booking }) => booking.part.type === type);
      return some.filter(({ status }) => is(status)).length / some.length;
    };
    expect(share('hotel', (status) => status === 'cancelled')).toBeGreaterThan(0.11);
    expect(share('hotel', (status) => status === 'cancelled')).toBeLessThan(0.24);
    expect(share('flight', (status) => status === 'cancelled')).toBeGreaterThan(0.04);
    expect(share('flight', (status) => status === 'cancelled')).toBeLessThan(0.13);
    expect(share('hotel', (status) => status === 'no_show')).toBeLessThan(0.04);
    const kinds = new Set(world.lives.flat().map((each) => each.kind));
    expect([...kinds].toSorted()).toEqual([
      'cancelled',
      'completed',
      'created',
      'deleted',
      'no_show',
      'reinstated',
      'updated',
    ]);
    const flights = new Map(
      over
        .flatMap(({ booking, status }) =>
          booking.part.type === 'flight' && status === 'completed' ? booking.part.legs : [],
        )
        .map((leg) => [`${leg.carrier}${leg.number} ${leg.departsAt}`, leg.fate]),
    );
    const onTime =
      [...flights.values()].filter((fate) => fate.delayMinutes < 15 && !fate.isCancelled).length /
      flights.size;
    expect(onTime).toBeGreaterThan(0.68);
    expect(onTime).toBeLessThan(0.86);
  });

  test('business grows, and holidays are taken in summer', () => {
    const booked = (from: number, until: number): number =>
      lasts.filter(({ booking }) => booking.bookedAt >= from && booking.bookedAt < until).length;
    const year = 365 * dayMs;
    expect(booked(to - year, to)).toBeGreaterThan(booked(to - 2 * year, to - year) * 1.1);
    const sunStarts = (month: number): number =>
      lasts.filter(
        ({ booking }) =>
          booking.trip.draw === 'sun' && new Date(booking.startLocalMs).getUTCMonth() === month,
      ).length;
    expect(sunStarts(6) + sunStarts(7)).toBeGreaterThan(2 * (sunStarts(0) + sunStarts(1)));
  });

  test('work leaves on Mondays and is planned late, holidays leave on Fridays and Saturdays', () => {
    const trips = new Map(lasts.map(({ booking }) => [booking.trip.tripId, booking.trip]));
    const [work, leisure] = [
      [...trips.values()].filter((trip) => trip.isWork),
      [...trips.values()].filter((trip) => !trip.isWork),
    ];
    const median = (some: typeof work): number =>
      some.map((trip) => trip.leadDays).toSorted((a, b) => a - b)[Math.floor(some.length / 2)] ?? 0;
    const on = (some: typeof work, days: number[]): number =>
      some.filter((trip) => days.includes((trip.departDay + 4) % 7)).length / some.length;
    expect(on(work, [1, 2])).toBeGreaterThan(0.45);
    expect(on(work, [5, 6])).toBeLessThan(0.1);
    expect(on(leisure, [5, 6])).toBeGreaterThan(0.38);
    expect(median(work)).toBeLessThan(25);
    expect(median(leisure)).toBeGreaterThan(30);
  });

  test('bots crawl, people use several devices and follow campaigns, and clicks lead to bookings', () => {
    const contexts = JSON.stringify(events.slice(0, 20_000));
    expect(contexts).toContain('Googlebot');
    expect(contexts).toContain('"medium":"paidsocial"');
    expect(contexts).toContain('gclid=');
    const devices = Map.groupBy(
      events.filter((event) => event['type'] === 'identify'),
      (event) => String(event['userId']),
    );
    const several = [...devices.values()].filter(
      (some) => new Set(some.map((event) => event['anonymousId'])).size > 1,
    );
    expect(several.length).toBeGreaterThan(5);
    const clicked = new Set(
      events
        .filter((event) => event['event'] === 'Offer Clicked')
        .map((event) => String(Object(event['properties']).clickId)),
    );
    const named = months
      .slice(0, 3)
      .flatMap(({ changes }) =>
        changes
          .map((change) => Object(Object(change['reservation']).click).clickId)
          .filter((id) => typeof id === 'string'),
      );
    expect(named.length).toBeGreaterThan(25);
    // The newest may be among those that arrive late.
    expect(named.filter((id) => clicked.has(id)).length / named.length).toBeGreaterThan(0.97);
  });

  test('visitors come again, many within a week and a few for months, and few visits lead to a booking', () => {
    const [weekMs, gapMs] = [7 * dayMs, 30 * 60_000];
    const seen = events.filter(
      (event) =>
        event['type'] !== 'identify' && !/bot|Headless/i.test(String(Object(event['context']).userAgent)),
    );
    const visits = [...Map.groupBy(seen, (event) => event['anonymousId']).values()].map((own) => {
      const times = own.map((event) => Date.parse(String(event['timestamp']))).toSorted((a, b) => a - b);
      return times.filter((at, index) => at - (times[index - 1] ?? 0) >= gapMs);
    });
    const returned = (week: number): number => {
      const old = visits.filter(([first]) => (first ?? to) + (week + 1) * weekMs <= to);
      const isBack = (times: readonly number[]): boolean =>
        times.some((at) => Math.floor((at - (times[0] ?? 0)) / weekMs) === week);
      return old.filter(isBack).length / old.length;
    };
    const [next, fourth, eighth] = [returned(1), returned(4), returned(8)];
    expect(next).toBeGreaterThan(0.09);
    expect(next).toBeLessThan(0.2);
    expect(fourth).toBeGreaterThan(0.03);
    expect(fourth).toBeLessThan(next * 0.65);
    expect(eighth).toBeGreaterThan(0.012);
    expect(eighth).toBeLessThan(fourth);
    const booked = lasts.filter(
      ({ booking }) => booking.isOnline && booking.bookedAt >= (world.months[2] ?? to),
    ).length;
    const share = booked / visits.reduce((sum, times) => sum + times.length, 0);
    expect(share).toBeGreaterThan(0.005);
    expect(share).toBeLessThan(0.04);
  });
});
