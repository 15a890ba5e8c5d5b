import { parseDecimal, percentChange } from './decimal.ts';
import { figures, mapFigures, type FigureName, type FigureValue } from './figures.ts';
import type { MonthRow } from './month-row.ts';

interface ComparedFigure {
  value: FigureValue;
  /** Change from `value` to this month's in percent, to a tenth; null where it would say nothing. */
  changePercent: number | null;
}

/** Another month beside this one, every figure of the vendor's type by its name. */
export interface Comparison {
  period: string;
  /** False where the vendor has no such month: then every value is null. */
  isAvailable: boolean;
  figures: Partial<Record<FigureName, ComparedFigure>>;
}

/**
 * Puts a month beside another one. Percentages are null where either value is missing, where the base is 0,
 * where the currencies differ, and everywhere unless both are whole months.
 */
export function compareMonths(
  month: MonthRow,
  other: { period: string; row: MonthRow | undefined },
  { isWhole, type }: { isWhole: boolean; type: string },
): Comparison {
  const { row } = other;
  const compare = (name: FigureName): ComparedFigure => {
    if (row === undefined) return { value: null, changePercent: null };
    const figure = figures[name];
    const value = figure.of(row);
    const isComparable = isWhole && (figure.unit !== 'money' || row.currency === month.currency);
    return { value, changePercent: isComparable ? changeOf(figure.of(month), value) : null };
  };
  return { period: other.period, isAvailable: row !== undefined, figures: mapFigures(type, compare) };
}

/** Finds a figure of another month; missing where the vendor's type does not have it. */
export function comparedOf(comparison: Comparison, name: FigureName): ComparedFigure {
  return comparison.figures[name] ?? { value: null, changePercent: null };
}

function changeOf(value: FigureValue, base: FigureValue): number | null {
  if (value === null || base === null) return null;
  return percentChange(toDecimal(value), toDecimal(base)) ?? null;
}

function toDecimal(value: number | string) {
  return parseDecimal(typeof value === 'string' ? value : value.toFixed(12));
}
