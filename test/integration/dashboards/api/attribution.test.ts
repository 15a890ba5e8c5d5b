import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { RawEvent } from '../../../support/raw-rows.ts';
import { makeRawWorld } from './raw-world.ts';
import { startRawWorld } from './start-raw-world.ts';

const admin = { sub: 'ops', role: 'admin' } as const;
const span = { fromMs: Date.parse('2026-03-10T00:00:00Z'), toMs: Date.parse('2026-05-20T00:00:00Z') };
const world = makeRawWorld('a', { seed: 11, ...span, bursts: 400, devices: 30, bookings: 150 });
const dayMs = 86_400_000;

interface Touch {
  at: number;
  person: string;
  campaign: string;
  channel: string;
  source: string;
}

/** Only as far as the world goes. */
function channelOf(event: RawEvent): string {
  const medium = event.utmMedium ?? '';
  if (medium === 'cpc' || ((event.adClick ?? '') !== '' && medium === '')) return 'Paid';
  if (medium === 'email' || event.utmSource === 'newsletter') return 'Email';
  if (medium === 'partner') return 'Affiliate';
  if (event.referrerHost === 'm.facebook.com') return 'Social';
  if (event.referrerHost === 'www.google.co.uk') return 'Organic Search';
  if (`${medium}${event.utmSource ?? ''}${event.utmCampaign ?? ''}` !== '') return 'Other';
  return event.referrerHost === 'blog.example.org' ? 'Referral' : 'Direct';
}

/** What an event brings: a campaign, an ad click, another site. */
function bringsOf(event: RawEvent): string[] {
  const campaign = [event.utmSource, event.utmMedium, event.utmCampaign].map((part) => part ?? '').join('|');
  const referrer = event.referrerHost ?? '';
  return [
    ...(campaign === '||' ? [] : [`campaign ${campaign}`]),
    ...((event.adClickId ?? '') === '' ? [] : [`click ${event.adClickId}`]),
    ...(referrer === '' || referrer.endsWith('shop.example') ? [] : [`referrer ${referrer}`]),
  ];
}

function touchesOf(events: readonly RawEvent[]): Touch[] {
  const found: Touch[] = [];
  const put = (timestamp: string, event: RawEvent) =>
    found.push({
      at: Date.parse(timestamp),
      person: world.person({ anonymousId: event.anonymousId ?? '', userId: '', timestamp }),
      campaign: event.utmCampaign ?? '',
      channel: channelOf(event),
      source: event.utmSource ?? '',
    });
  const own = events.filter((event) => event.botRule === '' && (event.anonymousId ?? '') !== '');
  for (const device of Map.groupBy(own, (event) => event.anonymousId).values()) {
    let start = '';
    let lastAt = Number.NEGATIVE_INFINITY;
    let had: Set<string> | undefined;
    for (const event of device.toSorted((a, b) =>
      `${a.timestamp}${a.messageId}` < `${b.timestamp}${b.messageId}` ? -1 : 1,
    )) {
      const at = Date.parse(event.timestamp);
      if (at - lastAt >= 30 * 60_000) {
        start = event.timestamp;
        had = undefined;
      }
      lastAt = at;
      if (event.type === 'identify') continue;
      const brings = bringsOf(event);
      if (had === undefined) put(start, event);
      else if (brings.some((each) => had?.has(each) === false)) put(event.timestamp, event);
      had = new Set([...(had ?? []), ...brings]);
    }
  }
  return found.toSorted((a, b) => a.at - b.at);
}

function weightsOf(model: string, path: readonly Touch[], bookedAt: number): number[] {
  const last = path.length - 1;
  const known = path.findLastIndex((touch) => touch.channel !== 'Direct');
  return path.map((touch, index) => {
    if (model === 'first') return index === 0 ? 1 : 0;
    if (model === 'last') return index === (known < 0 ? last : known) ? 1 : 0;
    if (model === 'linear') return 1 / path.length;
    if (model === 'decay') return 0.5 ** ((bookedAt - touch.at) / (7 * dayMs));
    if (path.length < 3) return 1 / path.length;
    return index === 0 || index === last ? 0.4 : 0.2 / (path.length - 2);
  });
}

test('credit equals a plain walk through each booking, in every model, and is 1 a booking to the last millionth', async () => {
  const { get } = await startRawWorld(world, '2026-06-10T12:00:00Z');
  const touches = touchesOf(world.events);
  const questions = fc.record({
    model: fc.constantFrom('first', 'last', 'linear', 'position', 'decay'),
    by: fc.constantFrom('campaign' as const, 'channel' as const, 'source' as const),
    startQuarter: fc.integer({ min: -100, max: 5_000 }),
    quarters: fc.integer({ min: 100, max: 6_000 }),
    days: fc.constantFrom(1, 7, 30, 90),
  });
  let longest = 0;
  await fc.assert(
    fc.asyncProperty(questions, async ({ model, by, startQuarter, quarters, days }) => {
      const fromMs = span.fromMs + startQuarter * 900_000;
      const toMs = fromMs + quarters * 900_000;
      const query = new URLSearchParams({
        from: new Date(fromMs).toISOString(),
        to: new Date(toMs).toISOString(),
        model,
        by,
        window: `${days}d`,
      });
      const answer = await get(`/api/affiliates/a/attribution?${query.toString()}`, admin);
      expect(answer).toMatchObject({ statusCode: 200 });
      const { rows, unattributed } = answer.json<{
        rows: { key: string; credit: number; grossValue: string }[];
        unattributed: { credit: number; grossValue: string };
      }>();
      const expected = new Map<string, number>();
      let without = 0;
      const booked = world.changes.filter(
        ({ bookedAt }) => Date.parse(bookedAt) >= fromMs && Date.parse(bookedAt) < toMs,
      );
      for (const change of booked) {
        const bookedAt = Date.parse(change.bookedAt);
        const person = world.booker(change);
        const path = touches.filter(
          (touch) => touch.person === person && touch.at >= bookedAt - days * dayMs && touch.at < bookedAt,
        );
        longest = Math.max(longest, path.length);
        const weights = weightsOf(model, path, bookedAt);
        const whole = weights.reduce((sum, weight) => sum + weight, 0);
        if (path.length === 0) without += 1;
        for (const [index, touch] of path.entries()) {
          expected.set(touch[by], (expected.get(touch[by]) ?? 0) + (weights[index] ?? 0) / whole);
        }
      }
      const keys = [...expected].filter(([, credit]) => credit > 0).map(([key]) => key);
      expect(rows.map((row) => row.key).toSorted()).toEqual(keys.toSorted());
      for (const row of rows) expect(row.credit).toBeCloseTo(expected.get(row.key) ?? 0, 3);
      expect(unattributed.credit).toBe(without);
      const millionths = [...rows, unattributed].reduce((sum, row) => sum + Math.round(row.credit * 1e6), 0);
      expect(millionths).toBe(booked.length * 1e6);
      const cents = (decimal: string | null | undefined) => Math.round(Number(decimal) * 100);
      expect([...rows, unattributed].reduce((sum, row) => sum + cents(row.grossValue), 0)).toBe(
        booked.reduce((sum, change) => sum + cents(change.amount), 0),
      );
    }),
    { numRuns: 40, seed: 4 },
  );
  expect(longest).toBeGreaterThan(5);
});
