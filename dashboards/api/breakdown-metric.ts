import { invalidField } from '../../infra/http/problem.ts';
import { noFigures, type Figures } from './figures.ts';
import { metrics, type MetricName, type Source } from './metric.ts';

/** What a session is told apart by; referrer is another site's host, source, medium and campaign are the utm ones. */
const traits = [
  'channel',
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
export const dimensions = ['page', 'event', ...traits, 'exitPage', 'vendor', 'destination'] as const;
export type Dimension = (typeof dimensions)[number];

/** The figures of a row: those of a bucket, and how often an event is. */
export interface KeyFigures extends Figures {
  event_count: number;
}
export const noKeyFigures: Readonly<KeyFigures> = { ...noFigures, event_count: 0 };
export type KeyRow = Partial<KeyFigures> & { key: string };

/** Every number that breakdowns have: those of any range, and the events of by=event. */
export const breakdownMetrics = {
  ...metrics,
  events: {
    sources: ['behaviour'],
    unit: 'count',
    about: 'Track events of that name',
    of: (figures: KeyFigures) => figures.event_count,
  },
} as const;
export type BreakdownMetric = keyof typeof breakdownMetrics;

const traffic = [
  'sessions',
  'visitors',
  'pageviews',
  'clicks',
  'bounceRate',
  'averageSessionSeconds',
] as const satisfies readonly MetricName[];
const money = [
  'bookings',
  'grossValue',
  'adjustedValue',
  'cancellations',
  'cancelledValue',
  'reinstatedValue',
  'deletedValue',
  'transferredValue',
  'netValue',
  'completedValue',
  'commissionApproved',
  'commissionDeclined',
  'commissionReversed',
  'averageOrderValue',
] as const satisfies readonly MetricName[];
const ofTraits = [...traffic, ...money, 'conversionRate', 'epc', 'approvedEpc'] as const;

/** The metrics of each dimension in the order in which they are shown; the first one asked for sorts. */
export const dimensionMetrics: Readonly<Record<Dimension, readonly BreakdownMetric[]>> = {
  page: ['pageviews', 'visitors', 'sessions', 'clicks'],
  event: ['events', 'visitors', 'sessions'],
  channel: ofTraits,
  entryPage: ofTraits,
  referrer: ofTraits,
  source: ofTraits,
  medium: ofTraits,
  campaign: ofTraits,
  country: ofTraits,
  device: ofTraits,
  browser: ofTraits,
  os: ofTraits,
  exitPage: ['sessions', 'bounceRate', 'averageSessionSeconds'],
  vendor: money,
  destination: money,
};

/** Whether a dimension is one of sessions that bookings have through theirs. */
export function isTrait(by: Dimension): boolean {
  return traits.some((each) => each === by);
}

/** Whether a dimension is one of bookings. */
export function isOfBookings(by: Dimension): boolean {
  return by === 'vendor' || by === 'destination';
}

/**
 * The metrics that were asked for; else those of the traffic where the dimension has them, else all.
 *
 * @throws {Problem} 400 for one that the dimension lacks, or none.
 */
export function chooseBreakdownMetrics(
  by: Dimension,
  names: readonly string[] | undefined,
): readonly [BreakdownMetric, ...BreakdownMetric[]] {
  const known = dimensionMetrics[by];
  const chosen = (names ?? (isTrait(by) ? traffic : known)).map((name) => {
    const found = known.find((each) => each === name);
    if (found === undefined) throw invalidField('metrics', `${name}: by=${by} has ${known.join(', ')}`);
    return found;
  });
  const [first, ...rest] = new Set(chosen);
  if (first === undefined) throw invalidField('metrics', 'must name a metric');
  return [first, ...rest];
}

/** What metrics are made of. */
export function sourcesOf(names: readonly BreakdownMetric[]): readonly Source[] {
  return [...new Set(names.flatMap((name): readonly Source[] => breakdownMetrics[name].sources))];
}
