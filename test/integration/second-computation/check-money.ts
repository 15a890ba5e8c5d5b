import * as fc from 'fast-check';
import { expect } from 'vitest';
import { affiliateMoney } from '../../support/second-computation/affiliate-money.ts';
import type { Computed } from '../../support/second-computation/computed.ts';
import { minorDigitsOf } from '../../support/second-computation/money.ts';
import { rangesAround } from '../../support/second-computation/questions.ts';
import { spanOf } from '../../support/second-computation/range.ts';
import type { SeededWorld } from '../../support/second-computation/seeded-world.ts';
import type { Ask } from './ask.ts';

/** Holds money and commission to what the versions as sent come to; returns how many bookings. */
export async function checkMoney(
  ask: Ask,
  world: SeededWorld,
  computed: ReadonlyMap<string, Computed>,
): Promise<number> {
  let bookings = 0;
  const questions = fc.record({
    affiliateId: fc.constantFrom('berlin', 'howe', 'tokyo'),
    range: rangesAround(world.bookingSpan, { longestDays: 90 }),
  });
  await fc.assert(
    fc.asyncProperty(questions, async ({ affiliateId, range: asked }) => {
      const { affiliate, entries = [] } = computed.get(affiliateId) ?? {};
      const digits = minorDigitsOf(affiliate?.currency ?? '');
      const { metrics } = await ask(`${affiliateId}/overview`, asked);
      const expected = affiliateMoney(entries, spanOf(asked), digits);
      expect(metrics).toMatchObject(expected);
      bookings += expected.bookings;
    }),
    { numRuns: 15 },
  );
  return bookings;
}
