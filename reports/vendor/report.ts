import type { BookReference, PeriodState } from '../books/period-state.ts';
import { benchmarkOf, type Benchmark, type Peer } from './benchmark.ts';
import { compareMonths, type Comparison } from './comparison.ts';
import { figures, mapFigures, type FigureName, type FigureValue } from './figures.ts';
import { metricsOf, type Metrics } from './metrics.ts';
import { foldMix, mixDimensions, type Mix, type MixDimension } from './mix.ts';
import type { MonthRow } from './month-row.ts';
import { addMonths, closesOn, startOfMonth, type Period } from './period.ts';

/** Who reads a copy: `shared` leaves the house and never names affiliates. */
export type Audience = 'support' | 'shared';

/** `future`: not begun at `asOf`; `running`: begun, and beside whole months without percentages; `past`: over. */
type Phase = 'future' | 'running' | 'past';

/** A vendor's month as JSON. Money is decimal strings in `currency`, rates are 0..1, null is "not defined". */
export interface VendorReport {
  vendorId: string;
  vendorName: string;
  type: string;
  period: Period;
  version: number;
  state: PeriodState;
  phase: Phase;
  /** The day on which the month is due to be closed. */
  closesOn: string;
  currency: string;
  timezone: string;
  /** Complete up to this instant; null before anything was computed. */
  asOf: string | null;
  /** The closed book that this is read from; null while the month is open. */
  book: BookReference | null;
  /** The closed version before this one, and how many numbers late data made others; null for the first one. */
  restates: { version: number; numbers: number } | null;
  audience: Audience;
  metrics: Metrics;
  comparisons: { previousMonth: Comparison; sameMonthLastYear: Comparison };
  benchmark: Benchmark;
  mix: Partial<Record<MixDimension, Mix>>;
  /** The 13 months that end with this one, the oldest first; null before the vendor's first and after its last. */
  trend: TrendMonth[];
  dataQuality: { negativeLeadTimes: number };
}

export interface TrendMonth {
  period: Period;
  figures: Partial<Record<FigureName, FigureValue>> | null;
}

/** Where a report stands among the versions of its month. */
export interface Standing {
  version: number;
  state: PeriodState;
  book: BookReference | null;
}

export interface ReportSource {
  vendorId: string;
  vendorName: string;
  type: string;
  asOf: string | null;
  month: MonthRow;
  previousMonth: MonthRow | undefined;
  sameMonthLastYear: MonthRow | undefined;
  trend: readonly { period: Period; row: MonthRow | undefined }[];
  owner: string;
  peers: readonly Peer[];
}

/** Builds a month's report from its rows. */
export function buildReport(source: ReportSource, audience: Audience, standing: Standing): VendorReport {
  const { month } = source;
  const phase = phaseOf(month, source.asOf);
  const compare = (months: number, row: MonthRow | undefined) =>
    compareMonths(
      month,
      { period: addMonths(month.period, months), row },
      { isWhole: phase === 'past', type: source.type },
    );
  return {
    vendorId: source.vendorId,
    vendorName: source.vendorName,
    type: source.type,
    period: month.period,
    version: standing.version,
    state: standing.state,
    phase,
    closesOn: closesOn(month.period),
    currency: month.currency,
    timezone: month.timezone,
    asOf: source.asOf,
    book: standing.book,
    restates: null,
    audience,
    metrics: metricsOf(month, source.type),
    comparisons: {
      previousMonth: compare(-1, source.previousMonth),
      sameMonthLastYear: compare(-12, source.sameMonthLastYear),
    },
    benchmark: benchmarkOf(source, source.peers),
    mix: mixOf(month, source.type, audience),
    trend: source.trend.map(({ period, row }) => ({
      period,
      figures: row === undefined ? null : mapFigures(source.type, (name) => figures[name].of(row)),
    })),
    dataQuality: { negativeLeadTimes: month.lead_time_negative },
  };
}

function phaseOf(month: MonthRow, asOf: string | null): Phase {
  const at = asOf === null ? Number.NEGATIVE_INFINITY : Date.parse(asOf);
  if (at < startOfMonth(month.period, month.timezone)) return 'future';
  return at < startOfMonth(addMonths(month.period, 1), month.timezone) ? 'running' : 'past';
}

function mixOf(month: MonthRow, type: string, audience: Audience): Partial<Record<MixDimension, Mix>> {
  const mix: Partial<Record<MixDimension, Mix>> = {};
  for (const dimension of mixDimensions) {
    if (dimension === 'affiliate' && audience === 'shared') continue;
    if (dimension === 'lengthOfStay' && type === 'flight') continue;
    const rows = month.mix.filter((row) => row.dimension === dimension);
    mix[dimension] = foldMix(rows.map(({ key, bookings }) => ({ key, bookings })));
  }
  return mix;
}
