import { toInstant } from '../../infra/clock.ts';
import type { Affiliate } from './affiliate.ts';
import type { Figures } from './figures.ts';
import { filterModels, readFilterParams } from './filter-params.ts';
import type { Filters } from './filter.ts';
import { measure, modelsOf } from './measure.ts';
import { formatMoney, metrics, type MetricName, type MetricValue } from './metric.ts';
import { readLedger } from './money/ledger.ts';
import type { Unconverted } from './money/unconverted.ts';
import { compareRange, type Comparison } from './range/compare.ts';
import type { Range } from './range/range.ts';
import type { Reader } from './reader.ts';
import type { AffiliateScope } from './scope.ts';

/** The tiles of an affiliate's dashboard: every metric of the range as one bucket. */
export interface Overview {
  from: string;
  to: string;
  tz: string;
  currency: string;
  asOf: string | null;
  metrics: OverviewMetrics;
  /** The same of the range that this one compares with. */
  compare?: { from: string; to: string; metrics: OverviewMetrics };
}

type Flow = `commission${string}` & MetricName;
export type OverviewMetrics = Record<Exclude<MetricName, Flow>, MetricValue> & {
  commission: Record<'pending' | 'approved' | 'declined' | 'reversed', string>;
  unconverted: Unconverted;
  withoutAmount: number;
};

const sources = ['converted', 'visitors', 'bookings', 'behaviour', 'money', 'earned'] as const;
/** Those of them that the ledger as a whole does not have. */
const otherSources = ['converted', 'visitors', 'bookings', 'behaviour'] as const;
const models = [...new Set(sources.flatMap((source) => modelsOf[source]))];

/** Computes an overview. Throws the warehouse's errors only. */
export async function readOverview(
  reader: Reader,
  scope: AffiliateScope,
  affiliate: Affiliate,
  request: { range: Range; filters: Filters; comparison?: Comparison; nowMs: number },
): Promise<Overview> {
  const { range, filters, comparison } = request;
  const other = comparison === undefined ? undefined : compareRange(range, comparison, request.nowMs);
  const [asOf, own, others] = await Promise.all([
    reader.asOf([...new Set([...models, ...filterModels(filters, { bookings: true })])]),
    readMetrics(reader, scope, affiliate, range, filters),
    other === undefined ? undefined : readMetrics(reader, scope, affiliate, other, filters),
  ]);
  return {
    from: toInstant(range.fromMs),
    to: toInstant(range.toMs),
    tz: range.timezone,
    currency: affiliate.currency,
    asOf,
    metrics: own,
    ...(other === undefined || others === undefined
      ? {}
      : { compare: { from: toInstant(other.fromMs), to: toInstant(other.toMs), metrics: others } }),
  };
}

async function readMetrics(
  reader: Reader,
  scope: AffiliateScope,
  affiliate: Affiliate,
  range: Range,
  filters: Filters,
): Promise<OverviewMetrics> {
  const params = await readFilterParams(reader, scope, affiliate, { range, filters });
  const bounds = [range.fromMs, range.toMs];
  const asked = { bounds, sources: filters.filtersBookings ? sources : otherSources, params };
  const [{ buckets, filtered }, ledger] = await Promise.all([
    measure(reader, scope, asked),
    filters.filtersBookings ? undefined : readLedger(reader, scope, params),
  ]);
  const [whole] = buckets;
  const money = filtered ?? ledger;
  if (whole === undefined || money === undefined) throw new TypeError('A range of one bucket has one bucket');
  const digits = affiliate.minorDigits;
  const figures = { ...whole, ...ledger?.figures };
  return arrange(figures, digits, formatMoney(money.pending, digits), money.unconverted);
}

function arrange(
  figures: Figures,
  digits: number,
  pending: string,
  unconverted: OverviewMetrics['unconverted'],
): OverviewMetrics {
  const value = (name: MetricName): MetricValue => metrics[name].of(figures, digits);
  return {
    visitors: value('visitors'),
    sessions: value('sessions'),
    pageviews: value('pageviews'),
    bounceRate: value('bounceRate'),
    averageSessionSeconds: value('averageSessionSeconds'),
    clicks: value('clicks'),
    bookings: value('bookings'),
    grossValue: value('grossValue'),
    adjustedValue: value('adjustedValue'),
    cancellations: value('cancellations'),
    cancelledValue: value('cancelledValue'),
    reinstatedValue: value('reinstatedValue'),
    deletedValue: value('deletedValue'),
    transferredValue: value('transferredValue'),
    netValue: value('netValue'),
    completedValue: value('completedValue'),
    commission: {
      pending,
      approved: formatMoney(figures.commission_approved, digits),
      declined: formatMoney(figures.commission_declined, digits),
      reversed: formatMoney(figures.commission_reversed, digits),
    },
    epc: value('epc'),
    approvedEpc: value('approvedEpc'),
    conversionRate: value('conversionRate'),
    averageOrderValue: value('averageOrderValue'),
    unconverted,
    withoutAmount: figures.without_amount,
  };
}
