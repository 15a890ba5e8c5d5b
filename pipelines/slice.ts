import type { SliceKind } from './model.ts';

export interface SliceBounds {
  /** First instant of the slice. */
  from: Date;
  /** First instant after it. */
  to: Date;
}

/**
 * Returns the UTC bounds `[from, to)` of a slice; of a bucket and of `all`, more than any booking has.
 *
 * @example sliceBounds('month', '2016-05') // from 2016-05-01T00:00Z to 2016-06-01T00:00Z
 */
export function sliceBounds(kind: SliceKind, slice: string): SliceBounds {
  switch (kind) {
    case 'hour': {
      const start = Date.parse(`${slice}:00:00Z`);
      return { from: instant(start), to: instant(start + 3_600_000) };
    }
    case 'day': {
      const start = Date.parse(`${slice}T00:00:00Z`);
      return { from: instant(start), to: instant(start + 86_400_000) };
    }
    case 'month': {
      const [year = 0, month = 0] = slice.split('-').map(Number);
      return { from: instant(Date.UTC(year, month - 1)), to: instant(Date.UTC(year, month)) };
    }
    case 'bucket':
    case 'all':
      return { from: instant(0), to: instant(Date.UTC(2200, 0)) };
  }
}

/** Returns the bounds that hold all of the slices, of which there must be one at least. */
export function spanOf(kind: SliceKind, slices: readonly string[]): SliceBounds {
  const bounds = slices.map((slice) => sliceBounds(kind, slice));
  return {
    from: bounds.map((each) => each.from).reduce((least, each) => (each < least ? each : least)),
    to: bounds.map((each) => each.to).reduce((most, each) => (each > most ? each : most)),
  };
}

function instant(epochMs: number): Date {
  return new Date(epochMs);
}
