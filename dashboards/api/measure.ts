import { noFigures, type Figures } from './figures.ts';
import { bookedSince, type FilterParams } from './filter-params.ts';
import { readFilteredMoney, type FilteredMoney } from './filtered-money.ts';
import type { Source } from './metric.ts';
import type { Reader, StatementParams } from './reader.ts';
import type { AffiliateScope } from './scope.ts';

type BucketRow = Partial<Figures> & { bucket: number };

type Statement = Exclude<Source, 'converted'> | 'filtered_behaviour' | 'filtered_visitors';

/** Figures by bucket; under filters also what else they leave of the money, where money was asked for. */
export interface Measured {
  buckets: Figures[];
  filtered?: FilteredMoney;
}

/** Under filters these are one statement. */
const bookingSources: readonly Source[] = ['bookings', 'money', 'earned'];

/** The models whose freshness bounds a statement's answer. */
export const modelsOf: Record<Source, readonly string[]> = {
  behaviour: ['affiliate_quarters'],
  visitors: ['visit_quarters', 'identifications', 'alias_ends'],
  converted: [
    'visit_quarters',
    'identifications',
    'alias_ends',
    'clicks',
    'reservation_versions',
    'linked_reservations',
  ],
  bookings: ['reservation_versions', 'linked_reservations'],
  money: ['value_entries'],
  earned: ['value_entries'],
};

/**
 * Counts the figures of each bucket of a range. `bounds` are the buckets' boundaries in epoch milliseconds, one
 * more than there are buckets, and quarter-hours; the answer has one entry a bucket, zeros where nothing happened.
 * `params` are of {@link readFilterParams} for the same range.
 *
 * @throws {MilepostError} the warehouse's errors.
 */
export async function measure(
  reader: Reader,
  scope: AffiliateScope,
  request: { bounds: readonly number[]; sources: readonly Source[]; params: FilterParams },
): Promise<Measured> {
  const { bounds, params } = request;
  const starts = bounds.slice(0, -1).map((boundMs) => boundMs / 1_000);
  const sources = [...new Set(request.sources)];
  const ask = async (statement: Statement, more: StatementParams = {}): Promise<BucketRow[]> =>
    reader.affiliate<BucketRow>(scope, statement, { ...params, starts, ...more });
  const needsMoney = params.filtersBookings && sources.some((source) => bookingSources.includes(source));
  const [answers, money] = await Promise.all([
    Promise.all(
      sources
        .filter((source) => !params.filtersBookings || !bookingSources.includes(source))
        .filter((source) => !isWithConverted(source) || !sources.includes('converted'))
        .map(async (source) => {
          if (source === 'behaviour') return ask(params.filtersSessions ? 'filtered_behaviour' : source);
          if (source !== 'converted') return ask(source);
          if (params.filtersBookings) return ask('filtered_visitors', bookedSince(bounds[0] ?? 0));
          return ask('visitors', { parts: [...params.parts, 'converted'] });
        }),
    ),
    needsMoney ? readFilteredMoney(reader, scope, { params, starts }) : undefined,
  ]);
  const buckets = new Map(starts.map((start): [number, Figures] => [start, { ...noFigures }]));
  for (const { bucket, ...figures } of [...answers.flat(), ...(money?.buckets ?? [])]) {
    const found = buckets.get(bucket);
    if (found !== undefined) Object.assign(found, figures);
  }
  return { buckets: [...buckets.values()], ...(money === undefined ? {} : { filtered: money }) };
}

/** One statement looks at visitors and bookings to find who of them is the same. */
function isWithConverted(source: Source): boolean {
  return source === 'visitors' || source === 'bookings';
}
