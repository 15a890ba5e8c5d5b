import type { Peer } from './benchmark.ts';
import { emptyMonthRow, type MonthRow } from './month-row.ts';
import { addMonths, type Period } from './period.ts';
import type { ReportSource } from './report.ts';

/** A vendor as it was when a month ended, and the first and last month in which it has anything. */
export interface MonthVendor {
  vendorId: string;
  name: string;
  type: string;
  currency: string;
  timezone: string;
  minorDigits: number;
  firstPeriod: Period;
  lastPeriod: Period;
}

/** Where a month's report is read from: what is known now, or a closed book. */
export interface MonthSource {
  /** Undefined where there is no such vendor, or nothing of it. */
  vendor(vendorId: string, period: Period): Promise<MonthVendor | undefined>;
  months(vendorId: string, periods: readonly Period[]): Promise<MonthRow[]>;
  /** Whom the vendor is compared with in that month, and the owner that it had when they were chosen. */
  peers(vendorId: string, period: Period): Promise<{ owner: string; peers: Peer[] }>;
  /** Complete up to this instant; null before anything was computed. */
  asOf(): Promise<string | null>;
}

/** Reads what a report is made of; undefined outside of the vendor's first and last month. */
export async function readMonth(
  source: MonthSource,
  vendorId: string,
  period: Period,
): Promise<ReportSource | undefined> {
  const before = addMonths(period, -1);
  const yearBefore = addMonths(period, -12);
  const [vendor, asOf, rows] = await Promise.all([
    source.vendor(vendorId, period),
    source.asOf(),
    source.months(vendorId, monthsUpTo(period)),
  ]);
  if (vendor === undefined) return undefined;
  const rowOf = (month: Period): MonthRow | undefined => {
    if (month < vendor.firstPeriod || month > vendor.lastPeriod) return undefined;
    return rows.find((row) => row.period === month) ?? emptyMonthRow(month, vendor);
  };
  const month = rowOf(period);
  if (month === undefined) return undefined;
  return {
    ...(await source.peers(vendorId, period)),
    vendorId,
    vendorName: vendor.name,
    type: vendor.type,
    asOf,
    month,
    previousMonth: rowOf(before),
    sameMonthLastYear: rowOf(yearBefore),
    trend: monthsUpTo(period).map((each) => ({ period: each, row: rowOf(each) })),
  };
}

/** The 13 months that end with one, the oldest first: the same month last year is the first of them. */
export function monthsUpTo(period: Period): Period[] {
  return Array.from({ length: 13 }, (_, index) => addMonths(period, index - 12));
}
