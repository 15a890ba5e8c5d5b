import * as fc from 'fast-check';
import { expect } from 'vitest';
import type { Computed } from '../../support/second-computation/computed.ts';
import { flatNumbersOf, overviewOf, rounded } from '../../support/second-computation/numbers.ts';
import {
  anyDimension,
  anyFilters,
  rangesAround,
  writeFilters,
} from '../../support/second-computation/questions.ts';
import { cut, spanOf } from '../../support/second-computation/range.ts';
import { rowsBy, type Row } from '../../support/second-computation/rows.ts';
import type { SeededWorld } from '../../support/second-computation/seeded-world.ts';
import { select } from '../../support/second-computation/selection.ts';
import type { Ask } from './ask.ts';

/**
 * Holds overview, time series and breakdown under filters to what a walk over the messages and versions as sent comes
 * to; returns how many rows of breakdowns had something.
 */
export async function checkNumbers(
  ask: Ask,
  world: SeededWorld,
  computed: ReadonlyMap<string, Computed>,
): Promise<number> {
  const questions = fc.record({
    affiliateId: fc.constantFrom(...computed.keys()),
    range: rangesAround(world.bookingSpan, { longestDays: 60 }),
    filters: anyFilters,
    granularity: fc.constantFrom('hour' as const, 'day' as const, 'week' as const, 'month' as const),
    by: anyDimension,
  });
  let rows = 0;
  await fc.assert(
    fc.asyncProperty(questions, async ({ affiliateId, range: asked, filters, granularity, by }) => {
      const all = computed.get(affiliateId);
      if (all === undefined) throw new Error(affiliateId);
      const { currency } = all.affiliate;
      const range = spanOf(asked);
      const selected = select(all, filters, (atMs) => atMs >= range.fromMs && atMs < range.toMs);
      const written = writeFilters(filters);

      const overview = await ask(`${affiliateId}/overview`, asked, written);
      expect(rounded(overview.metrics)).toEqual(rounded(overviewOf(selected, range, currency)));

      const points = cut(range, asked.tz, granularity).map((each) =>
        rounded({ at: new Date(each.fromMs).toISOString(), ...flatNumbersOf(selected, each, currency) }),
      );
      const metrics = Object.keys(flatNumbersOf(selected, range, currency)).join(',');
      const series = await ask(`${affiliateId}/timeseries`, { ...asked, granularity, metrics }, written);
      expect(series.points.map(rounded)).toEqual(points);

      const expected = rowsBy(by, selected, range, currency);
      const names = metricsOf(by, expected);
      const question = { ...asked, by, limit: '1000', ...(names === undefined ? {} : { metrics: names }) };
      const answer = await ask(`${affiliateId}/breakdown`, question, written);
      const shown = new Map(answer.rows.map(({ key, ...row }) => [key, row]));
      for (const key of new Set([...expected.keys(), ...shown.keys()])) {
        const row = expected.get(key) ?? {};
        const found = shown.get(key);
        if (found === undefined) expect({ by, key, row: something(row) }).toEqual({ by, key, row: {} });
        else expect({ by, key, ...rounded(row) }).toMatchObject({ by, key, ...rounded(found) });
        rows += found === undefined ? 0 : 1;
      }
    }),
    { numRuns: 8, seed: world.seed, endOnFailure: true },
  );
  return rows;
}

/** What is not nothing of a row. */
function something(row: Row): Row {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null && Number(value) !== 0));
}

const isTraffic = ['page', 'event', 'exitPage'];

/** Of dimensions with traffic and money, all; of others the default is all. */
function metricsOf(by: string, rows: ReadonlyMap<string, Row>): string | undefined {
  const [first] = rows.values();
  if (first === undefined || isTraffic.includes(by) || by === 'vendor' || by === 'destination')
    return undefined;
  return Object.keys(first).join(',');
}
