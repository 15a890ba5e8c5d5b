import { toInstant } from '../../infra/clock.ts';
import { filterModels, filterParams } from './filter-params.ts';
import type { Filters } from './filter.ts';
import { bucketBounds } from './range/buckets.ts';
import type { Range } from './range/range.ts';
import { rangeParams, toDateTime, type Reader } from './reader.ts';
import type { AffiliateScope } from './scope.ts';

export type RetentionUnit = 'week' | 'month';

/** Visitors by the calendar unit of their first session ever, and how many of them came back in each later unit. */
export interface Retention {
  from: string;
  to: string;
  tz: string;
  asOf: string | null;
  unit: RetentionUnit;
  cohorts: {
    /** Start of the unit, an instant. */
    at: string;
    visitors: number;
    /** Entry n is the unit n after the cohort's own (0), as far as units have begun; rate is of the cohort. */
    returned: { n: number; visitors: number; rate: number | null }[];
  }[];
}

const models = ['session_fragments', 'identifications', 'alias_ends'];

interface CohortRow {
  cohort: number;
  unit: number;
  visitors: number;
}

/**
 * Computes retention over a range of whole units. Under filters there are but the sessions that they select, judged as a
 * whole: the first ever is the first of those. Throws the warehouse's errors only.
 */
export async function readRetention(
  reader: Reader,
  scope: AffiliateScope,
  request: { range: Range; filters: Filters; unit: RetentionUnit; nowMs: number },
): Promise<Retention> {
  const { range, filters, unit, nowMs } = request;
  const starts = bucketBounds(range, unit)
    .slice(0, -1)
    .map((boundMs) => boundMs / 1_000);
  const [asOf, rows] = await Promise.all([
    reader.asOf([...new Set([...models, ...filterModels(filters, { bookings: false })])]),
    reader.affiliate<CohortRow>(scope, 'retention', {
      ...filterParams(filters),
      ...rangeParams(range),
      starts,
      sessionsFrom: toDateTime(0),
    }),
  ]);
  const counts = new Map(rows.map((row) => [`${row.cohort} ${row.unit}`, row.visitors]));
  const begun = starts.filter((start) => start * 1_000 <= nowMs);
  return {
    from: toInstant(range.fromMs),
    to: toInstant(range.toMs),
    tz: range.timezone,
    asOf,
    unit,
    cohorts: begun.map((cohort, index) => {
      const visitors = counts.get(`${cohort} ${cohort}`) ?? 0;
      return {
        at: toInstant(cohort * 1_000),
        visitors,
        returned: begun.slice(index).map((start, n) => {
          const returned = counts.get(`${cohort} ${start}`) ?? 0;
          return { n, visitors: returned, rate: visitors === 0 ? null : returned / visitors };
        }),
      };
    }),
  };
}
