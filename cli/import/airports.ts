import { toAlpha2 } from '../../ingest/countries.ts';
import { textIn } from '../../ingest/json.ts';
import { checkAirport, type Airport, type Airports } from '../../warehouse/repositories/airports.ts';
import { importRows } from './attributes.ts';
import type { Source } from './source.ts';
import type { Tally } from './tally.ts';

/**
 * Imports airports: columns or fields `iata`, `name`, `country`, `timezone`, `latitude`, `longitude` and, optional,
 * `city`, `source` (import), `version` and `validFrom` (always).
 */
export function importAirports(source: Source, airports: Airports, tally: Tally): Promise<void> {
  return importRows(source, tally, {
    read: (row): Airport => ({
      airport: textIn(row, 'iata'),
      name: textIn(row, 'name'),
      city: textIn(row, 'city'),
      country: toAlpha2(textIn(row, 'country')) ?? textIn(row, 'country'),
      timezone: textIn(row, 'timezone'),
      latitude: textIn(row, 'latitude'),
      longitude: textIn(row, 'longitude'),
      source: textIn(row, 'source') || 'import',
      version: textIn(row, 'version'),
      validFrom: textIn(row, 'validFrom'),
    }),
    check: checkAirport,
    store: (rows) => airports.put(rows),
  });
}
