import { comparedOf } from './comparison.ts';
import { figures, figuresOfType, type FigureValue, type Unit } from './figures.ts';
import { figureOf } from './metrics.ts';
import { mixDimensions } from './mix.ts';
import type { VendorReport } from './report.ts';

/** A number of a month as a row of its table. */
export interface VendorRow {
  /** A figure's name; `benchmark.<figure>`, `mix.<dimension>` and the like, of which `key` says what. */
  metric: string;
  key?: string | null;
  value?: number | null;
  /** Exact, where it is money. */
  amount?: string | null;
  /** Where the value is told in words: `suppressed`. */
  text?: string;
  unit?: string;
  basis?: string;
  previousMonth?: number | null;
  previousMonthAmount?: string | null;
  previousMonthChangePercent?: number | null;
  sameMonthLastYear?: number | null;
  sameMonthLastYearAmount?: string | null;
  sameMonthLastYearChangePercent?: number | null;
  vendorId: string;
  period: string;
  version: number;
  asOf: string | null;
}

type OwnRow = Omit<VendorRow, 'vendorId' | 'period' | 'version' | 'asOf'>;

/**
 * Makes a report into rows: one per figure, then one per row of each breakdown, whose `key` says of what;
 * `benchmark.<metric>` is what peers reached, or `suppressed` with the reason as key; the folded rest of a mix is
 * `mix.<dimension>.other`.
 */
export function vendorRows(report: VendorReport): (VendorRow & Record<string, unknown>)[] {
  const { vendorId, period, version, asOf } = report;
  return [...figureRows(report), ...benchmarkRows(report), ...breakdownRows(report)].map((row) => ({
    ...row,
    vendorId,
    period,
    version,
    asOf,
  }));
}

function figureRows(report: VendorReport): OwnRow[] {
  return figuresOfType(report.type).map((name) => {
    const previous = comparedOf(report.comparisons.previousMonth, name);
    const last = comparedOf(report.comparisons.sameMonthLastYear, name);
    return {
      metric: name,
      ...split(figureOf(report.metrics, name)),
      unit: unitOf(figures[name].unit, report.currency),
      basis: figures[name].basis,
      previousMonth: split(previous.value).value,
      previousMonthAmount: split(previous.value).amount,
      previousMonthChangePercent: previous.changePercent,
      sameMonthLastYear: split(last.value).value,
      sameMonthLastYearAmount: split(last.value).amount,
      sameMonthLastYearChangePercent: last.changePercent,
    };
  });
}

function benchmarkRows(report: VendorReport): OwnRow[] {
  return figuresOfType(report.type).flatMap((name): OwnRow[] => {
    const found = report.benchmark.figures[name];
    if (found === undefined) return [];
    const { unit, basis } = figures[name];
    const row = { metric: `benchmark.${name}`, unit: unitOf(unit, report.currency), basis };
    return found.status === 'shown'
      ? [{ ...row, ...split(found.value), key: `${found.peers} peers of ${found.owners} owners` }]
      : [{ ...row, text: found.status, key: found.reason }];
  });
}

function breakdownRows(report: VendorReport): OwnRow[] {
  const { metrics, mix, dataQuality } = report;
  const mixes = mixDimensions.flatMap((dimension) => {
    const found = mix[dimension];
    if (found === undefined) return [];
    const metric = `mix.${dimension}`;
    const rows = found.rows.map((row) => ({ metric, value: row.bookings, key: row.key }));
    const other = found.other === null ? [] : [{ metric: `${metric}.other`, value: found.other, key: null }];
    return [...rows, ...other].map((row) => ({ ...row, basis: 'booking date' }));
  });
  return [
    ...initiators('cancellationsByInitiator', metrics.cancellationsByInitiator),
    ...initiators('noShowsByInitiator', metrics.noShowsByInitiator),
    ...mixes,
    { metric: 'negativeLeadTimes', value: dataQuality.negativeLeadTimes, basis: 'booking date' },
  ].map((row) => ({ unit: 'reservations', ...row }));
}

function initiators(metric: string, counts: Readonly<Record<string, number>>): OwnRow[] {
  return Object.entries(counts).map(([key, value]) => ({ metric, value, basis: 'change date', key }));
}

/** Money comes as a decimal's text, all else as a number. */
function split(value: FigureValue): { value: number | null; amount: string | null } {
  return typeof value === 'string' ? { value: null, amount: value } : { value, amount: null };
}

function unitOf(unit: Unit, currency: string): string {
  return unit === 'money' ? currency : unit;
}
