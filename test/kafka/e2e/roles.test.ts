import { Analytics } from '@segment/analytics-node';
import { describe, expect, test, vi } from 'vitest';
import { withoutKafka } from '../../support/kafka.ts';
import { readAccounts } from '../../support/process/accounts.ts';
import { startPosting } from '../../support/process/poster.ts';
import { startRoles, type Roles } from './roles.ts';

const boundMs = 90_000;
const clean = { code: 0, signal: null };

describe.skipIf(withoutKafka())('collector, loader, scheduler and api as four processes over Kafka', () => {
  test('numbers of an unmodified SDK and of reservations, exact also when the loader is killed', async () => {
    const roles = await startRoles();
    await sendVisits(roles);
    await sendReservations(roles);
    await untilOverview(roles, {
      visitors: 2,
      sessions: 2,
      pageviews: 3,
      clicks: 1,
      bookings: 2,
      grossValue: '399.50',
    });

    const stream = Array.from({ length: 400 }, (_, index) => ({
      messageId: `m-${index}`,
      anonymousId: `s-${index % 10}`,
      event: 'Product Clicked',
      timestamp: new Date().toISOString(),
    }));
    const { address, env } = roles;
    const posting = startPosting(stream, {
      address: address.collector,
      writeKey: roles.writeKey,
      senders: 4,
      patienceMs: 30_000,
    });
    await vi.waitFor(() => expect(posting.answered).toBeGreaterThan(100), { timeout: 30_000, interval: 5 });
    expect(await roles.running('loader').kill()).toEqual({ code: null, signal: 'SIGKILL' });
    await roles.start('loader');
    await posting.finished;
    await vi.waitFor(async () => expect(await readPending(address.api)).toBe(0), {
      timeout: boundMs,
      interval: 200,
    });
    // Three pages, a click and two identifies; the stream; two changes.
    const sent = 6 + stream.length + 2;
    expect(await readAccounts(env)).toMatchObject({
      stored: sent,
      rejected: 0,
      missing: 0,
      unexplained: 0,
    });
    await untilOverview(roles, { visitors: 12, sessions: 12, pageviews: 3, clicks: 401, bookings: 2 });

    const names = ['collector', 'loader', 'scheduler', 'api'] as const;
    const ends = await Promise.all(names.map(async (name) => [name, await roles.running(name).stop()]));
    expect(Object.fromEntries(ends)).toEqual(Object.fromEntries(names.map((name) => [name, clean])));
  });
});

/** Two visitors: three page views, a click, an identify for each. */
async function sendVisits({ address, writeKey }: Roles): Promise<void> {
  const analytics = new Analytics({ writeKey, host: address.collector, flushAt: 3 });
  analytics.page({ anonymousId: 'a1', name: 'Home', properties: { url: 'https://shop.example/' } });
  analytics.page({ anonymousId: 'a1', name: 'Lisbon', properties: { url: 'https://shop.example/lisbon' } });
  analytics.track({ anonymousId: 'a1', event: 'Product Clicked', properties: { clickId: 'c1' } });
  analytics.identify({ anonymousId: 'a1', userId: 'u1' });
  analytics.page({ anonymousId: 'a2', name: 'Home', properties: { url: 'https://shop.example/' } });
  analytics.identify({ anonymousId: 'a2', userId: 'u2' });
  await analytics.closeAndFlush({ timeout: 20_000 });
}

async function sendReservations({ address, sourceToken }: Roles): Promise<void> {
  const bookedAt = new Date().toISOString();
  const change = (reservationId: string, amount: string): object => ({
    changeId: `${reservationId}:1`,
    reservationId,
    version: 1,
    changedAt: bookedAt,
    source: 'agency',
    kind: 'created',
    reservation: {
      type: 'hotel',
      status: 'booked',
      vendorId: 'city-hotel',
      travelerId: `guest-${reservationId}`,
      affiliateId: 'acme',
      click: { clickId: 'c1', anonymousId: null, userId: null, subId: null },
      bookedAt,
      startAt: '2030-05-03T15:00:00',
      endAt: '2030-05-06T11:00:00',
      timezone: 'Europe/Lisbon',
      amount,
      currency: 'EUR',
      hotel: { nights: 3, rooms: 1, guests: 2 },
    },
  });
  const answer = await fetch(`${address.collector}/v1/reservations`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${sourceToken}` },
    body: JSON.stringify({ changes: [change('r1', '300.00'), change('r2', '99.50')] }),
  });
  expect([answer.status, await answer.json()]).toEqual([200, { success: true }]);
}

async function untilOverview({ address, affiliateToken }: Roles, metrics: object): Promise<void> {
  const day = (offset: number): string =>
    new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10);
  const url = `${address.api}/api/affiliates/acme/overview?from=${day(-1)}&to=${day(2)}`;
  await vi.waitFor(
    async () => {
      const answer = await fetch(url, { headers: { authorization: `Bearer ${affiliateToken}` } });
      expect(await answer.json()).toMatchObject({ metrics });
    },
    { timeout: boundMs, interval: 500 },
  );
}

/** Sums what the loader has still to take, by the api's own measurements. */
async function readPending(address: string): Promise<number> {
  const text = await (await fetch(`${address}/metrics`)).text();
  const counts = [...text.matchAll(/^milepost_bus_pending_messages\{[^}]*\} (\d+)$/gm)];
  if (counts.length === 0) throw new Error('The api does not say what is pending');
  return counts.reduce((sum, [, count]) => sum + Number(count), 0);
}
