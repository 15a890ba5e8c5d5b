import * as fc from 'fast-check';
import { expect } from 'vitest';
import { behaviour, breakdown, within, type Visits } from '../../support/second-computation/behaviour.ts';
import type { Computed } from '../../support/second-computation/computed.ts';
import { rangesAround } from '../../support/second-computation/questions.ts';
import { cut, spanOf } from '../../support/second-computation/range.ts';
import type { SeededWorld } from '../../support/second-computation/seeded-world.ts';
import type { Ask } from './ask.ts';

const metrics = 'visitors,sessions,pageviews,bounceRate,averageSessionSeconds,clicks';

/** Holds visits, over time and by what they are told apart by, to a walk over the messages as sent; returns how many. */
export async function checkVisits(
  ask: Ask,
  world: SeededWorld,
  computed: ReadonlyMap<string, Computed>,
): Promise<number> {
  let sessions = 0;
  const questions = fc.record({
    affiliateId: fc.constantFrom('berlin', 'howe'),
    range: rangesAround(world.visitSpan, { longestDays: 40 }),
    granularity: fc.constantFrom('hour' as const, 'day' as const, 'week' as const, 'month' as const),
    by: fc.constantFrom(
      ...(['page', 'channel', 'entryPage', 'exitPage', 'referrer', 'source', 'medium'] as const),
      ...(['campaign', 'country', 'device', 'browser', 'os'] as const),
    ),
  });
  await fc.assert(
    fc.asyncProperty(questions, async ({ affiliateId, range: asked, granularity, by }) => {
      const all = computed.get(affiliateId)?.visits ?? { views: [], sessions: [] };
      const range = spanOf(asked);
      sessions += within(all, range).sessions.length;
      const overview = await ask(`${affiliateId}/overview`, asked);
      expect(rounded(overview.metrics)).toMatchObject(rounded(numbersOf(within(all, range))));

      const series = await ask(`${affiliateId}/timeseries`, { ...asked, granularity, metrics });
      expect(series.points.map(rounded)).toEqual(
        cut(range, asked.tz, granularity).map((each) =>
          rounded({ at: new Date(each.fromMs).toISOString(), ...numbersOf(within(all, each)) }),
        ),
      );

      const { rows } = await ask(`${affiliateId}/breakdown`, { ...asked, by, limit: '1000' });
      const expected = breakdown(within(all, range), by);
      const shown = new Map(rows.map(({ key, ...row }) => [key, rounded(row)]));
      expect([...shown.keys()].toSorted()).toEqual([...expected.keys()].toSorted());
      for (const [key, row] of expected)
        expect({ key, row: rounded(row) }).toMatchObject({ key, row: shown.get(key) });
    }),
    { numRuns: 15 },
  );
  return sessions;
}

function numbersOf({ views, sessions }: Visits) {
  return behaviour(views, sessions);
}

/** Fractions to the billionth: two ways to one sum may differ behind that. */
function rounded(row: object): object {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name,
      typeof value === 'number' ? Math.round(value * 1e9) / 1e9 : value,
    ]),
  );
}
