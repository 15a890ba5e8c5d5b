import { toInstant } from '../../../infra/clock.ts';
import { addMonths, monthsBetween, startOfMonth, type Period } from '../../../reports/vendor/period.ts';
import type { Affiliate } from '../affiliate.ts';
import { decodeCursor, encodeCursor } from '../cursor.ts';
import { readFilterParams } from '../filter-params.ts';
import { parseFilters } from '../filter.ts';
import { measure, modelsOf } from '../measure.ts';
import { formatMoney, metrics, type MetricValue } from '../metric.ts';
import type { Range } from '../range/range.ts';
import type { Reader } from '../reader.ts';
import type { AffiliateScope } from '../scope.ts';
import {
  toCommissionEntries,
  toValueEntry,
  type CommissionEntry,
  type EntryRow,
  type ValueEntry,
} from './entry.ts';
import { readUnconverted, type Unconverted } from './unconverted.ts';

const models = [...new Set([...modelsOf.bookings, ...modelsOf.money])];
const values = [
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
] as const;

/** An entry of a statement: what it did to the value and to the commission. */
export interface StatementEntry extends ValueEntry {
  reservationId: string;
  vendorId: string;
  type: string;
  bookedAt: string;
  /** The booking is of an earlier month, which stays as it was. */
  isEarlierBooking: boolean;
  commission: CommissionEntry[];
}

/** A month of an affiliate's ledger. Every flow is signed: opening + flows = closing. */
export interface Statement {
  affiliateId: string;
  name: string;
  period: Period;
  from: string;
  to: string;
  tz: string;
  currency: string;
  asOf: string | null;
  /** A running month still changes. */
  phase: 'running' | 'past';
  value: Record<(typeof values)[number], MetricValue>;
  commission: {
    pending: Record<'opening' | 'accrued' | 'adjusted' | 'declined' | 'approved' | 'closing', string>;
    approved: Record<'opening' | 'approved' | 'reversed' | 'closing', string>;
  };
  /** What of the month's entries belongs to bookings of earlier months. */
  earlierBookings: { entries: number; value: string; commission: { pending: string; approved: string } };
  unconverted: Unconverted;
  withoutAmount: number;
  entries: StatementEntry[];
  next: string | null;
}

interface TotalsRow {
  opening_pending: string;
  opening_approved: string;
  accrued: string;
  adjusted: string;
  approved: string;
  declined: string;
  reversed: string;
  closing_pending: string;
  closing_approved: string;
  earlier_entries: number;
  earlier_value: string;
  earlier_pending: string;
  earlier_approved: string;
}

type StatementRow = EntryRow & {
  reservation_id: string;
  booked_at: string;
  vendor_id: string;
  type: string;
};

interface StatementRequest {
  period: Period;
  nowMs: number;
  limit: number;
  cursor?: string;
}

/**
 * Reads a month's statement, in the affiliate's zone and currency, with one page of its entries in the order in which
 * they happened. The values are the overview's of the same month.
 *
 * @throws {Problem} 400 for a cursor of another statement.
 */
export async function readCommissionStatement(
  reader: Reader,
  scope: AffiliateScope,
  affiliate: Affiliate,
  request: StatementRequest,
): Promise<Statement> {
  const { period, nowMs, limit } = request;
  const range = rangeOf(period, affiliate.timezone);
  const question = [scope.affiliateId, 'statement', period, affiliate.timezone].join('|');
  const offset = request.cursor === undefined ? 0 : decodeCursor(request.cursor, question);
  const params = await readFilterParams(reader, scope, affiliate, { range, filters: parseFilters([]) });
  const [asOf, { buckets }, [totals], unconverted, entries] = await Promise.all([
    reader.asOf(models),
    measure(reader, scope, {
      params,
      bounds: [range.fromMs, range.toMs],
      sources: ['bookings', 'money'],
    }),
    reader.affiliate<TotalsRow>(scope, 'statement_totals', params),
    readUnconverted(reader, scope, params),
    reader.affiliate<StatementRow>(scope, 'statement_entries', { ...params, limit: limit + 1, offset }),
  ]);
  const [figures] = buckets;
  if (figures === undefined || totals === undefined) throw new TypeError('Sums without a group have one row');
  const money = (decimal: string): string => formatMoney(decimal, affiliate.minorDigits);
  const minus = (decimal: string): string =>
    money(decimal.startsWith('-') ? decimal.slice(1) : `-${decimal}`);
  return {
    affiliateId: scope.affiliateId,
    name: affiliate.name,
    period,
    from: toInstant(range.fromMs),
    to: toInstant(range.toMs),
    tz: range.timezone,
    currency: affiliate.currency,
    asOf,
    phase: nowMs < range.toMs ? 'running' : 'past',
    value: {
      bookings: figures.bookings,
      grossValue: metrics.grossValue.of(figures, affiliate.minorDigits),
      adjustedValue: metrics.adjustedValue.of(figures, affiliate.minorDigits),
      cancellations: figures.cancellations,
      cancelledValue: metrics.cancelledValue.of(figures, affiliate.minorDigits),
      reinstatedValue: metrics.reinstatedValue.of(figures, affiliate.minorDigits),
      deletedValue: metrics.deletedValue.of(figures, affiliate.minorDigits),
      transferredValue: metrics.transferredValue.of(figures, affiliate.minorDigits),
      netValue: metrics.netValue.of(figures, affiliate.minorDigits),
      completedValue: metrics.completedValue.of(figures, affiliate.minorDigits),
    },
    commission: {
      pending: {
        opening: money(totals.opening_pending),
        accrued: money(totals.accrued),
        adjusted: money(totals.adjusted),
        declined: minus(totals.declined),
        approved: minus(totals.approved),
        closing: money(totals.closing_pending),
      },
      approved: {
        opening: money(totals.opening_approved),
        approved: money(totals.approved),
        reversed: minus(totals.reversed),
        closing: money(totals.closing_approved),
      },
    },
    earlierBookings: {
      entries: totals.earlier_entries,
      value: money(totals.earlier_value),
      commission: { pending: money(totals.earlier_pending), approved: money(totals.earlier_approved) },
    },
    unconverted,
    withoutAmount: figures.without_amount,
    entries: entries.slice(0, limit).map((row) => toStatementEntry(row, range)),
    next: entries.length > limit ? encodeCursor(offset + limit, question) : null,
  };
}

function toStatementEntry(row: StatementRow, range: Range): StatementEntry {
  return {
    reservationId: row.reservation_id,
    vendorId: row.vendor_id,
    type: row.type,
    bookedAt: row.booked_at,
    isEarlierBooking: Date.parse(row.booked_at) < range.fromMs,
    ...toValueEntry(row),
    commission: toCommissionEntries(row),
  };
}

function rangeOf(period: Period, timezone: string): Range {
  return {
    fromMs: startOfMonth(period, timezone),
    toMs: startOfMonth(addMonths(period, 1), timezone),
    timezone,
  };
}

/** The month of an instant in a zone. */
export function periodAt(epochMs: number, timezone: string): Period {
  return Temporal.Instant.fromEpochMilliseconds(epochMs)
    .toZonedDateTimeISO(timezone)
    .toPlainDate()
    .toPlainYearMonth()
    .toString();
}

export interface StatementList {
  affiliateId: string;
  tz: string;
  currency: string;
  asOf: string | null;
  statements: {
    period: Period;
    phase: 'running' | 'past';
    entries: number;
    netValue: string;
    commission: { pending: string; approved: string };
  }[];
}

interface MonthRow {
  period: Period;
  entries: number;
  net_value: string;
  closing_pending: string;
  closing_approved: string;
}

/** Lists the months from the first entry to now, the newest first; `commission` are the balances at the month's end. */
export async function listCommissionStatements(
  reader: Reader,
  scope: AffiliateScope,
  affiliate: Affiliate,
  nowMs: number,
): Promise<StatementList> {
  const { currency, timezone: tz, minorDigits } = affiliate;
  const [asOf, rows] = await Promise.all([
    reader.asOf(['value_entries']),
    reader.affiliate<MonthRow>(scope, 'statement_months', { currency, tz }),
  ]);
  const [first] = rows;
  const running = periodAt(nowMs, tz);
  const periods = first === undefined ? [] : monthsBetween(first.period, running);
  return {
    affiliateId: scope.affiliateId,
    tz,
    currency,
    asOf,
    statements: periods.map((period) => {
      const month = rows.find((row) => row.period === period);
      const balance = rows.findLast((row) => row.period <= period);
      return {
        period,
        phase: period === running ? 'running' : 'past',
        entries: month?.entries ?? 0,
        netValue: formatMoney(month?.net_value ?? '0', minorDigits),
        commission: {
          pending: formatMoney(balance?.closing_pending ?? '0', minorDigits),
          approved: formatMoney(balance?.closing_approved ?? '0', minorDigits),
        },
      };
    }),
  };
}
