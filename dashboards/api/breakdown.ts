import { toInstant } from '../../infra/clock.ts';
import { invalidField } from '../../infra/http/problem.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';
import { noFigures, type Figures } from './figures.ts';
import { metrics, type MetricValue } from './metric.ts';
import type { Range } from './range/range.ts';
import { rangeParams, type Reader } from './reader.ts';
import type { AffiliateScope } from './scope.ts';

/** What a session is told apart by; referrer is another site's host, source, medium and campaign are the utm ones. */
const traits = [
  'entryPage',
  'referrer',
  'source',
  'medium',
  'campaign',
  'country',
  'device',
  'browser',
  'os',
] as const;
export const dimensions = ['page', 'channel', ...traits, 'exitPage'] as const;
export type Dimension = (typeof dimensions)[number];

const traitMetrics = [
  'sessions',
  'visitors',
  'pageviews',
  'clicks',
  'bounceRate',
  'averageSessionSeconds',
] as const;

/** The metrics of each dimension in the order in which they are shown; the first one asked for sorts. */
export const dimensionMetrics = {
  page: ['pageviews', 'visitors', 'sessions', 'clicks'],
  channel: traitMetrics,
  entryPage: traitMetrics,
  referrer: traitMetrics,
  source: traitMetrics,
  medium: traitMetrics,
  campaign: traitMetrics,
  country: traitMetrics,
  device: traitMetrics,
  browser: traitMetrics,
  os: traitMetrics,
  exitPage: ['sessions', 'bounceRate', 'averageSessionSeconds'],
} as const satisfies Record<Dimension, readonly (keyof typeof metrics)[]>;
type BreakdownMetric = (typeof dimensionMetrics)[Dimension][number];

function modelsOf(by: Dimension): readonly string[] {
  if (by === 'page') return ['visit_quarters', 'identifications', 'aliases'];
  const first = by === 'channel' ? 'affiliate_quarters' : 'session_fragments';
  return [first, 'visit_quarters', 'identifications', 'aliases'];
}

/** Numbers by a dimension, the highest first. The key is '' where there is none: events without a page or session. */
export interface Breakdown {
  from: string;
  to: string;
  tz: string;
  asOf: string | null;
  by: Dimension;
  rows: Record<string, MetricValue>[];
  /** What to send as `cursor` for the rows after these; null at the end. */
  next: string | null;
}

export interface BreakdownRequest {
  range: Range;
  by: Dimension;
  /** Absent: all of the dimension. */
  names?: readonly string[];
  limit: number;
  cursor?: string;
}

type KeyRow = Partial<Figures> & { key: string };

/**
 * Computes one page of a breakdown.
 *
 * @throws {Problem} 400 for a metric that the dimension lacks or a cursor of another question.
 */
export async function readBreakdown(
  reader: Reader,
  scope: AffiliateScope,
  request: BreakdownRequest,
): Promise<Breakdown> {
  const { range, by, limit } = request;
  const names = chooseMetrics(by, request.names);
  const [sort] = names;
  const question = [scope.affiliateId, range.fromMs, range.toMs, by, sort].join('|');
  const offset = request.cursor === undefined ? 0 : decodeCursor(request.cursor, question);
  const page = { sort, limit: limit + 1, offset };
  const [asOf, found] = await Promise.all([
    reader.asOf(modelsOf(by)),
    by === 'channel'
      ? readChannels(reader, scope, range, page)
      : reader.affiliate<KeyRow>(scope, by === 'page' ? 'page_totals' : 'trait_totals', {
          ...rangeParams(range),
          ...page,
          by,
        }),
  ]);
  const rows = found.slice(0, limit).map(({ key, ...figures }) => {
    const whole = { ...noFigures, ...figures };
    return { key, ...Object.fromEntries(names.map((name) => [name, metrics[name].of(whole, 0)])) };
  });
  return {
    from: toInstant(range.fromMs),
    to: toInstant(range.toMs),
    tz: range.timezone,
    asOf,
    by,
    rows,
    next: found.length > limit ? encodeCursor(offset + limit, question) : null,
  };
}

/** There are a handful of channels: their two statements are joined and sorted here. */
async function readChannels(
  reader: Reader,
  scope: AffiliateScope,
  range: Range,
  page: { sort: BreakdownMetric; limit: number; offset: number },
): Promise<KeyRow[]> {
  const params = rangeParams(range);
  const answers = await Promise.all([
    reader.affiliate<KeyRow>(scope, 'channel_totals', params),
    reader.affiliate<KeyRow>(scope, 'channel_visitors', params),
  ]);
  const channels = new Map<string, KeyRow>();
  for (const row of answers.flat()) channels.set(row.key, { ...channels.get(row.key), ...row });
  const rank = (row: KeyRow): number => {
    const value = metrics[page.sort].of({ ...noFigures, ...row }, 0);
    return typeof value === 'number' ? value : Number.NEGATIVE_INFINITY;
  };
  return [...channels.values()]
    .toSorted((a, b) => compareNumbers(rank(b), rank(a)) || (a.key < b.key ? -1 : 1))
    .slice(page.offset, page.offset + page.limit);
}

function compareNumbers(a: number, b: number): number {
  return a === b ? 0 : a - b;
}

function chooseMetrics(
  by: Dimension,
  names: readonly string[] | undefined,
): readonly [BreakdownMetric, ...BreakdownMetric[]] {
  const known: readonly BreakdownMetric[] = dimensionMetrics[by];
  const chosen = (names ?? known).map((name) => {
    const found = known.find((each) => each === name);
    if (found === undefined) throw invalidField('metrics', `${name}: by=${by} has ${known.join(', ')}`);
    return found;
  });
  const [first, ...rest] = new Set(chosen);
  if (first === undefined) throw invalidField('metrics', 'must name a metric');
  return [first, ...rest];
}
