import type { Leadership } from '../infra/bus/leadership.ts';
import { MilepostError } from '../infra/errors.ts';

/**
 * Makes sure that no scheduler but this process works in a data directory.
 *
 * @throws {MilepostError} `data_directory_busy` when one does.
 */
export function requireLeading(leadership: Leadership, dataDir: string): void {
  if (leadership.isLeading()) return;
  throw new MilepostError(
    'data_directory_busy',
    `A Milepost is at work in ${dataDir}; end it first, then try again`,
  );
}
