import type { Manifest } from './manifest.ts';

/**
 * What became of a wish to close a period. `early`: its day has not come. `incomplete`: the numbers are not complete up to
 * that day. `unchanged`: the newest version holds what is known now. `closed`: a version was put up.
 */
export type Closing =
  | { outcome: 'early'; closesOn: string }
  | { outcome: 'incomplete'; asOf: string | null }
  | { outcome: 'unchanged'; manifest: Manifest }
  | { outcome: 'closed'; manifest: Manifest };

/** How a period is closed. */
export interface CloseOptions {
  /** Close it although its day has not come: it has to be over. */
  isEarly?: boolean;
  /** Only say what would happen: nothing is put up. */
  isDryRun?: boolean;
}
