import * as fc from 'fast-check';
import { expect } from 'vitest';
import { creditOf } from '../../support/second-computation/attribution.ts';
import type { Computed } from '../../support/second-computation/computed.ts';
import { rounded } from '../../support/second-computation/numbers.ts';
import { funnelOf, retentionOf } from '../../support/second-computation/journeys.ts';
import { anyFilters, rangesAround, writeFilters } from '../../support/second-computation/questions.ts';
import { cut, spanOf, widen } from '../../support/second-computation/range.ts';
import type { SeededWorld } from '../../support/second-computation/seeded-world.ts';
import { select } from '../../support/second-computation/selection.ts';
import type { Ask } from './ask.ts';

const hourMs = 3_600_000;
const windows = { '30m': hourMs / 2, '12h': 12 * hourMs, '7d': 168 * hourMs, '30d': 720 * hourMs };
const steps = ['page:/', 'page:/search', 'event:Product Viewed', 'event:Offer Clicked', 'booking'];

/** Holds funnels, retention and attribution under filters to walks over each person; returns how many entered. */
export async function checkJourneys(
  ask: Ask,
  world: SeededWorld,
  computed: ReadonlyMap<string, Computed>,
): Promise<number> {
  const questions = fc.record({
    affiliateId: fc.constantFrom('berlin', 'howe'),
    range: rangesAround(world.visitSpan, { longestDays: 60 }),
    filters: fc.oneof(fc.constant([]), anyFilters),
    chosen: fc.array(fc.constantFrom(...steps), { minLength: 1, maxLength: 4 }),
    window: fc.constantFrom('30m' as const, '12h' as const, '7d' as const, '30d' as const),
    unit: fc.constantFrom('week' as const, 'month' as const),
    model: fc.constantFrom(...(['first', 'last', 'linear', 'position', 'decay'] as const)),
    by: fc.constantFrom('channel' as const, 'campaign' as const, 'source' as const),
  });
  let entered = 0;
  await fc.assert(
    fc.asyncProperty(questions, async ({ affiliateId, range: asked, filters, window, ...rest }) => {
      const all = computed.get(affiliateId);
      if (all === undefined) throw new Error(affiliateId);
      const windowMs = windows[window];
      const range = spanOf(asked);
      const written = writeFilters(filters);
      const selectIn = (toMs: number) => select(all, filters, (atMs) => atMs >= range.fromMs && atMs < toMs);

      const question = { ...asked, steps: rest.chosen.join(','), window };
      const { steps: found } = await ask(`${affiliateId}/funnel`, question, written);
      const walked = funnelOf(selectIn(range.toMs + windowMs), rest.chosen, range, windowMs);
      expect(found.map(rounded)).toEqual(walked.map(rounded));
      entered += walked[0]?.visitors ?? 0;

      const retention = await ask(`${affiliateId}/retention`, { ...asked, unit: rest.unit }, written);
      const units = cut(widen(range, asked.tz, rest.unit), asked.tz, rest.unit);
      const begun = units.filter(({ fromMs }) => fromMs < Date.parse(world.now));
      const whole = select(all, filters, () => true).visits.sessions;
      expect(retention['cohorts']).toEqual(retentionOf(whole, begun));

      const { model, by } = rest;
      const attribution = await ask(`${affiliateId}/attribution`, { ...asked, model, by, window }, written);
      const bookings = selectIn(range.toMs).bookings.filter(
        ({ isOwned, bookedAtMs }) => isOwned && bookedAtMs >= range.fromMs && bookedAtMs < range.toMs,
      );
      const expected = creditOf(all.touches, bookings, { model, by, windowMs });
      const { unattributed } = attribution;
      expect(unattributed).toMatchObject({ credit: expected.unattributed });
      const credits = new Map(attribution.rows.map(({ key, credit }) => [key, Number(credit)]));
      expect([...credits.keys()].toSorted()).toEqual([...expected.credit.keys()].toSorted());
      for (const [key, credit] of expected.credit) expect(credits.get(key), key).toBeCloseTo(credit, 3);
      const millionths = [...credits.values()].reduce((sum, credit) => sum + Math.round(credit * 1e6), 0);
      expect(millionths).toBe((bookings.length - expected.unattributed) * 1e6);
    }),
    { numRuns: 10, seed: world.seed, endOnFailure: true },
  );
  return entered;
}

const minuteMs = 60_000;

/** Holds who is there now to the last messages as sent; returns how many. */
export async function checkRealtime(
  ask: Ask,
  world: SeededWorld,
  computed: ReadonlyMap<string, Computed>,
): Promise<number> {
  const nowMs = Date.parse(world.now);
  let visitors = 0;
  for (const [affiliateId, { visits }] of computed) {
    const peopleIn = (fromMs: number, toMs: number): number =>
      new Set(
        visits.views
          .filter(({ fact }) => fact.atMs >= fromMs && fact.atMs < toMs)
          .map(({ person }) => person),
      ).size;
    const latest = Math.floor(nowMs / minuteMs) * minuteMs;
    const minutes = Array.from({ length: 30 }, (_, index) => latest - (29 - index) * minuteMs);
    const expected = {
      visitors: peopleIn(nowMs - 5 * minuteMs, nowMs + 1),
      minutes: minutes.map((atMs) => ({
        at: new Date(atMs).toISOString(),
        visitors: peopleIn(atMs, atMs + minuteMs),
      })),
    };
    expect(await ask(`${affiliateId}/realtime`, {})).toMatchObject(expected);
    visitors += expected.visitors;
  }
  return visitors;
}
