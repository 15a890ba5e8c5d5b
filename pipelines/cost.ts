import type { PastRun } from './ledger.ts';

/** What building slices will cost, judged by past runs of the model; null while it never ran. */
export interface Cost {
  rows: number | null;
  seconds: number | null;
}

/** How many of the runs that are nearest in size are averaged. */
const nearest = 5;

/**
 * Estimates rows and seconds of `slices` slices. A run's time is that of the past runs nearest to it in size, in
 * proportion where it is larger than those: small runs cost mostly their start.
 *
 * @param knownRows rows of those slices that were built before, of `knownSlices` slices
 * @example estimateCost(past, { slices: 24, maxSlices: 10, knownSlices: 20, knownRows: 4_000 })
 */
export function estimateCost(
  past: readonly PastRun[],
  wanted: { slices: number; maxSlices: number; knownSlices: number; knownRows: number },
): Cost {
  const usable = past.filter((run) => run.slices > 0);
  if (wanted.slices === 0) return { rows: 0, seconds: 0 };
  if (usable.length === 0) return { rows: null, seconds: null };
  const builtSlices = usable.reduce((sum, run) => sum + run.slices, 0);
  const rowsPerSlice = usable.reduce((sum, run) => sum + run.rows, 0) / builtSlices;
  const rows = Math.round(wanted.knownRows + rowsPerSlice * (wanted.slices - wanted.knownSlices));

  const wholeRuns = Math.floor(wanted.slices / wanted.maxSlices);
  const rest = wanted.slices % wanted.maxSlices;
  const elapsedMs =
    wholeRuns * (wholeRuns > 0 ? runMs(usable, wanted.maxSlices) : 0) + (rest > 0 ? runMs(usable, rest) : 0);
  return { rows, seconds: Math.round(elapsedMs / 100) / 10 };
}

function runMs(past: readonly PastRun[], slices: number): number {
  const alike = past
    .toSorted((left, right) => distance(left.slices, slices) - distance(right.slices, slices))
    .slice(0, nearest);
  const estimates = alike.map((run) => run.elapsedMs * Math.max(1, slices / run.slices));
  return estimates.reduce((sum, each) => sum + each, 0) / estimates.length;
}

function distance(left: number, right: number): number {
  return Math.abs(Math.log(left / right));
}
