import { readFile } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import type { Clock } from '../../infra/clock.ts';
import type { Warehouse } from '../client.ts';
import type { Migrator } from '../migrate.ts';
import { storeAirports, type Airport } from '../repositories/airports.ts';

/** The list of airports that comes with Milepost; README.md beside it says how it is made. */
export const shippedAirports = { source: 'airportsdata', version: '20260905' } as const;

const file = new URL('airports.csv.gz', import.meta.url);

/** What to keep of what is there: the newest version of ours, and the airports that somebody imported for always. */
const knownSql = `
select
  max(if(source = {source:String}, toString(version), '')) as version,
  groupArrayIf(toString(airport), source != {source:String} and valid_from = toDateTime64(0, 3, 'UTC')) as imported
from airports final`;

/**
 * Stores the shipped airports where the warehouse has none of them or an older version, and returns how many. What
 * somebody imported stays; an airport that a newer list lacks stays as it was.
 *
 * @example await loadAirports({ warehouse, clock }); // 7884, then 0
 */
export async function loadAirports(deps: { warehouse: Warehouse; clock: Clock }): Promise<number> {
  const [known] = await deps.warehouse.query<{ version: string; imported: string[] }>(knownSql, {
    name: 'reference-airports',
    params: { source: shippedAirports.source },
  });
  if (known !== undefined && known.version >= shippedAirports.version) return 0;
  const imported = new Set(known?.imported);
  const fresh = (await readShippedAirports()).filter((each) => !imported.has(each.airport));
  // A test has checked them.
  await storeAirports(deps, fresh);
  return fresh.length;
}

/** Returns a migrator that also loads the airports, so that whoever brings the schema up to date has them. */
export function withAirports(migrator: Migrator, deps: { warehouse: Warehouse; clock: Clock }): Migrator {
  return {
    plan: () => migrator.plan(),
    migrate: async () => {
      const migrated = await migrator.migrate();
      await loadAirports(deps);
      return migrated;
    },
  };
}

/** Reads the list, by code. */
export async function readShippedAirports(): Promise<Airport[]> {
  const rows: Record<string, string>[] = parse(gunzipSync(await readFile(file)), { columns: true });
  return rows.map((row) => ({
    airport: row['iata'] ?? '',
    name: row['name'] ?? '',
    city: row['city'] ?? '',
    country: row['country'] ?? '',
    timezone: row['timezone'] ?? '',
    latitude: row['latitude'] ?? '',
    longitude: row['longitude'] ?? '',
    ...shippedAirports,
    validFrom: '',
  }));
}
