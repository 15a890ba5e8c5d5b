import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Where the "Hotel booking demand" data set lies, and whether it does: it is not part of the repository. */
export interface HotelBookingsFile {
  path: string;
  isThere: boolean;
}

/**
 * Finds the data set: the path in MILEPOST_HOTEL_BOOKINGS, else the shared data beside the repository. Where it is
 * missing, says on stderr which tests are left out and why.
 *
 * @throws {Error} where MILEPOST_HOTEL_BOOKINGS names a file that is not there
 */
export function findHotelBookings(tests: string): HotelBookingsFile {
  const given = process.env['MILEPOST_HOTEL_BOOKINGS'] ?? '';
  const beside = fileURLToPath(new URL('../../../../shared/data/hotel-bookings.csv.gz', import.meta.url));
  const path = given === '' ? beside : given;
  const isThere = existsSync(path);
  if (!isThere && given !== '') throw new Error(`MILEPOST_HOTEL_BOOKINGS names ${path}, which is not there`);
  if (!isThere) {
    process.stderr.write(
      `LEFT OUT: ${tests}: there is no ${path}; name the file in MILEPOST_HOTEL_BOOKINGS\n`,
    );
  }
  return { path, isThere };
}
