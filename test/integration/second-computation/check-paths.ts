import * as fc from 'fast-check';
import { expect } from 'vitest';
import type { Computed } from '../../support/second-computation/computed.ts';
import { pathsOf } from '../../support/second-computation/paths.ts';
import { anyFilters, rangesAround, writeFilters } from '../../support/second-computation/questions.ts';
import { spanOf } from '../../support/second-computation/range.ts';
import type { SeededWorld } from '../../support/second-computation/seeded-world.ts';
import { select } from '../../support/second-computation/selection.ts';
import type { Ask } from './ask.ts';

interface Paths {
  sessions: number;
  rows: { pages: string[]; ends: boolean; sessions: number; share: number }[];
}

/** Holds paths under filters to a walk over each session; returns how many sessions had one. */
export async function checkPaths(
  ask: Ask,
  world: SeededWorld,
  computed: ReadonlyMap<string, Computed>,
): Promise<number> {
  const questions = fc.record({
    affiliateId: fc.constantFrom('berlin', 'howe'),
    range: rangesAround(world.visitSpan, { longestDays: 60 }),
    filters: fc.oneof(fc.constant([]), anyFilters),
    start: fc.constantFrom(undefined, 'page:/search', 'page:/', 'event:Offer Clicked'),
    depth: fc.integer({ min: 1, max: 5 }),
  });
  const { fromMs, toMs } = world.visitSpan;
  const [from, to] = [new Date(fromMs).toISOString(), new Date(toMs).toISOString()];
  /** Of some seeds all others leave no session. */
  const whole = {
    affiliateId: 'berlin',
    range: { from, to, tz: 'Europe/Berlin' },
    filters: [],
    start: undefined,
    depth: 3,
  } as const;
  let sessions = 0;
  await fc.assert(
    fc.asyncProperty(questions, async ({ affiliateId, range: asked, filters, start, depth }) => {
      const all = computed.get(affiliateId);
      if (all === undefined) throw new Error(affiliateId);
      const range = spanOf(asked);
      const selected = select(all, filters, (atMs) => atMs >= range.fromMs && atMs < range.toMs);
      const begin = start === undefined ? {} : { start };
      const question = { ...asked, ...begin, depth: String(depth), limit: '1000' };
      const found = await ask<Paths>(`${affiliateId}/paths`, question, writeFilters(filters));
      const shown = found.rows.map((row) => ({
        way: JSON.stringify({ pages: row.pages, ends: row.ends }),
        ...row,
      }));
      const expected = pathsOf(selected.visits.sessions, start, range, depth);
      const byWay = (a: { way: string }, b: { way: string }) => (a.way < b.way ? -1 : 1);
      expect({ sessions: found.sessions, rows: shown.toSorted(byWay) }).toEqual({
        sessions: expected.sessions,
        rows: expected.rows.toSorted(byWay),
      });
      sessions += found.sessions;
    }),
    { numRuns: 10, seed: world.seed, endOnFailure: true, examples: [[whole]] },
  );
  return sessions;
}
