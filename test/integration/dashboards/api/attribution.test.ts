import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { expectedCredit, touchesOf } from './expected-attribution.ts';
import { makeRawWorld } from './raw-world.ts';
import { startRawWorld } from './start-raw-world.ts';

const admin = { sub: 'ops', role: 'admin' } as const;
const span = { fromMs: Date.parse('2026-03-10T00:00:00Z'), toMs: Date.parse('2026-05-20T00:00:00Z') };
const world = makeRawWorld('a', { seed: 11, ...span, bursts: 400, devices: 30, bookings: 150 });
test('credit equals a plain walk through each booking, in every model, and is 1 a booking to the last millionth', async () => {
  const { get } = await startRawWorld(world, '2026-06-10T12:00:00Z');
  const touches = touchesOf(world);
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
      const booked = world.changes.filter(
        ({ bookedAt }) => Date.parse(bookedAt) >= fromMs && Date.parse(bookedAt) < toMs,
      );
      const expected = expectedCredit(
        touches,
        booked.map((change) => ({ person: world.booker(change), bookedAt: Date.parse(change.bookedAt) })),
        { model, by, days },
      );
      longest = Math.max(longest, expected.longest);
      expect(rows.map((row) => row.key).toSorted()).toEqual([...expected.credit.keys()].toSorted());
      for (const row of rows) expect(row.credit).toBeCloseTo(expected.credit.get(row.key) ?? 0, 3);
      expect(unattributed.credit).toBe(expected.without);
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
