import { figuresOfType, type FigureName, type FigureValue } from './figures.ts';
import { figureOf } from './metrics.ts';
import type { Mix } from './mix.ts';
import type { VendorReport } from './report.ts';

/** A number that is another one in a later version of the same month. */
export interface ChangedFigure {
  /** A figure's name, or `mix.<dimension>.<key>`. */
  figure: FigureName | `mix.${string}`;
  /** Null where it is not defined, or the row is not shown. */
  from: FigureValue;
  to: FigureValue;
}

/** Lists every number that differs between two versions of a month, in the order of the report. */
export function changedFigures(before: VendorReport, after: VendorReport): ChangedFigure[] {
  const pairs: ChangedFigure[] = figuresOfType(after.type).map((figure) => ({
    figure,
    from: figureOf(before.metrics, figure),
    to: figureOf(after.metrics, figure),
  }));
  const mixes = [mixRows(before), mixRows(after)] as const;
  for (const figure of new Set([...mixes[0].keys(), ...mixes[1].keys()]))
    pairs.push({ figure, from: mixes[0].get(figure) ?? null, to: mixes[1].get(figure) ?? null });
  return pairs.filter(({ from, to }) => from !== to);
}

function mixRows(report: VendorReport): Map<`mix.${string}`, number> {
  const rows = new Map<`mix.${string}`, number>();
  for (const [dimension, mix] of Object.entries<Mix | undefined>(report.mix))
    for (const { key, bookings } of mix?.rows ?? []) rows.set(`mix.${dimension}.${key}`, bookings);
  return rows;
}
