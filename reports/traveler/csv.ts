import type { TravelerMetrics } from './metrics.ts';
import type { TravelerReport } from './report.ts';

type Cell = number | string | null;

/**
 * Makes a report's table: a row per number with the year before beside it; lists are joined by a space, a list of
 * cities by a semicolon.
 */
export function travelerTable(report: TravelerReport): { columns: string[]; rows: Cell[][] } {
  const own = flatten(report.metrics);
  const before = report.previousYear === null ? new Map<string, Cell>() : flatten(report.previousYear);
  const names = [...new Set([...own.keys(), ...before.keys()])];
  return {
    columns: ['metric', 'value', 'previousYear', 'travelerId', 'year', 'version', 'asOf'],
    rows: names.map((name) => [
      name,
      own.get(name) ?? null,
      before.get(name) ?? null,
      report.travelerId,
      report.year,
      report.version,
      report.asOf,
    ]),
  };
}

function flatten(metrics: TravelerMetrics): Map<string, Cell> {
  const cells = new Map<string, Cell>();
  const add = (name: string, value: unknown): void => {
    if (value === null || typeof value === 'number' || typeof value === 'string') cells.set(name, value);
    else if (name.endsWith('unconverted')) addUnconverted(cells, name, metrics.spend.unconverted);
    else if (Array.isArray(value)) cells.set(name, value.join(name === 'cities' ? '; ' : ' '));
    else if (typeof value === 'object') {
      for (const [key, inner] of Object.entries(value)) add(`${name}.${key}`, inner);
    }
  };
  for (const [name, value] of Object.entries(metrics)) add(name, value);
  return cells;
}

function addUnconverted(
  cells: Map<string, Cell>,
  name: string,
  amounts: TravelerMetrics['spend']['unconverted'],
): void {
  for (const { currency, amount } of amounts) cells.set(`${name}.${currency}`, amount);
}
