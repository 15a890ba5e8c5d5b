import { comparedOf } from './comparison.ts';
import { figures, figuresOfType, type Unit } from './figures.ts';
import { figureOf } from './metrics.ts';
import { mixDimensions } from './mix.ts';
import type { VendorReport } from './report.ts';

const columns = [
  'metric',
  'value',
  'unit',
  'basis',
  'previousMonth',
  'previousMonthChangePercent',
  'sameMonthLastYear',
  'sameMonthLastYearChangePercent',
  'key',
  'vendorId',
  'period',
  'version',
  'asOf',
] as const;

type Cell = number | string | null;
type CsvRow = Partial<Record<(typeof columns)[number], Cell>>;

/**
 * Formats a report as CSV (RFC 4180, UTF-8, CRLF): a row per figure, then one per row of each breakdown,
 * whose `key` says of what; `benchmark.<metric>` is what peers reached, or `suppressed` with the reason as
 * key; the folded rest of a mix is `mix.<dimension>.other`. Texts that a spreadsheet
 * would take for a formula start with an apostrophe.
 */
export function formatVendorCsv(report: VendorReport): string {
  const about = {
    vendorId: text(report.vendorId),
    period: report.period,
    version: report.version,
    asOf: report.asOf,
  };
  const lines = [...figureRows(report), ...benchmarkRows(report), ...breakdownRows(report)].map((row) => ({
    ...row,
    ...about,
  }));
  const table = [columns, ...lines.map((row: CsvRow) => columns.map((column) => row[column] ?? null))];
  return table.map((cells) => `${cells.map((cell) => quote(cell)).join(',')}\r\n`).join('');
}

function figureRows(report: VendorReport): CsvRow[] {
  const { previousMonth, sameMonthLastYear } = report.comparisons;
  return figuresOfType(report.type).map((name) => ({
    metric: name,
    value: figureOf(report.metrics, name),
    unit: unitOf(figures[name].unit, report.currency),
    basis: figures[name].basis,
    previousMonth: comparedOf(previousMonth, name).value,
    previousMonthChangePercent: comparedOf(previousMonth, name).changePercent,
    sameMonthLastYear: comparedOf(sameMonthLastYear, name).value,
    sameMonthLastYearChangePercent: comparedOf(sameMonthLastYear, name).changePercent,
  }));
}

function benchmarkRows(report: VendorReport): CsvRow[] {
  return figuresOfType(report.type).flatMap((name) => {
    const found = report.benchmark.figures[name];
    if (found === undefined) return [];
    const { unit, basis } = figures[name];
    const row = { metric: `benchmark.${name}`, unit: unitOf(unit, report.currency), basis };
    return found.status === 'shown'
      ? [{ ...row, value: found.value, key: `${found.peers} peers of ${found.owners} owners` }]
      : [{ ...row, value: found.status, key: found.reason }];
  });
}

function breakdownRows(report: VendorReport): CsvRow[] {
  const { metrics, mix, dataQuality } = report;
  const mixes = mixDimensions.flatMap((dimension) => {
    const found = mix[dimension];
    if (found === undefined) return [];
    const metric = `mix.${dimension}`;
    const rows = found.rows.map((row) => ({ metric, value: row.bookings, key: text(row.key) }));
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

function initiators(metric: string, counts: Readonly<Record<string, number>>): CsvRow[] {
  return Object.entries(counts).map(([key, value]) => ({
    metric,
    value,
    basis: 'change date',
    key: text(key),
  }));
}

function unitOf(unit: Unit, currency: string): string {
  return unit === 'money' ? currency : unit;
}

/** Keeps a spreadsheet from running a text as a formula (OWASP, CSV injection). */
function text(value: string): string {
  return /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
}

function quote(cell: Cell): string {
  if (cell === null) return '';
  const value = String(cell);
  return /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}
