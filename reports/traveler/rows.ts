import { travelerTable } from './csv.ts';
import type { TravelerReport } from './report.ts';

/** A number of a year as a row of its table. */
export interface TravelerRow {
  metric: string;
  value: number | null;
  /** Exact, where it is money. */
  amount: string | null;
  /** Where it is a list, a name or a date. */
  text: string | null;
  previousYear: number | null;
  previousYearAmount: string | null;
  previousYearText: string | null;
  travelerId: string;
  year: number;
  version: number;
  asOf: string | null;
}

/** Makes a report into the rows of its CSV, told apart by what they are. */
export function travelerRows(report: TravelerReport): (TravelerRow & Record<string, unknown>)[] {
  const { travelerId, year, version, asOf } = report;
  return travelerTable(report).rows.map(([metric, own, before]) => {
    const name = String(metric);
    const [now, then] = [split(name, own ?? null), split(name, before ?? null)];
    return {
      metric: name,
      ...now,
      previousYear: then.value,
      previousYearAmount: then.amount,
      previousYearText: then.text,
      travelerId,
      year,
      version,
      asOf,
    };
  });
}

function split(metric: string, cell: number | string | null): Pick<TravelerRow, 'value' | 'amount' | 'text'> {
  if (typeof cell !== 'string') return { value: cell, amount: null, text: null };
  // Of what was spent everything is money but the currency and whence it is known.
  const isMoney = metric.startsWith('spend.') && /^-?\d+(\.\d+)?$/.test(cell);
  return { value: null, amount: isMoney ? cell : null, text: isMoney ? null : cell };
}
