import { toInstant, type Clock } from '../../infra/clock.ts';
import type { Warehouse } from '../client.ts';
import {
  beginning,
  isCountry,
  isInstant,
  isOptionalText,
  isText,
  isTimezone,
  parseInstant,
  requireFields,
  type FieldCheck,
} from './fields.ts';

/** An airport as a list has it. */
export interface Airport {
  /** IATA code. */
  airport: string;
  name: string;
  city: string;
  /** ISO 3166 alpha-2. */
  country: string;
  /** IANA: what its local times are of. */
  timezone: string;
  /** Decimal degrees. */
  latitude: string;
  longitude: string;
  /** Whose list it is, and which edition. */
  source: string;
  version: string;
  /** A date or instant; '' for always. */
  validFrom: string;
}

export interface Airports {
  /**
   * Stores airports; a later one of the same code and validFrom takes the earlier one's place.
   *
   * @throws {MilepostError} `fields_invalid`.
   */
  put(airports: readonly Airport[]): Promise<void>;
}

/** Creates the repository of airports. */
export function createAirports({ warehouse, clock }: { warehouse: Warehouse; clock: Clock }): Airports {
  return {
    async put(airports) {
      for (const airport of airports) checkAirport(airport);
      await storeAirports({ warehouse, clock }, airports);
    },
  };
}

/** Stores airports that were checked before. */
export async function storeAirports(
  { warehouse, clock }: { warehouse: Warehouse; clock: Clock },
  airports: readonly Airport[],
): Promise<void> {
  const recordedAt = toInstant(clock.now());
  await warehouse.insert(
    'airports',
    airports.map(({ validFrom, latitude, longitude, ...rest }) => ({
      ...rest,
      latitude: Number(latitude),
      longitude: Number(longitude),
      valid_from: parseInstant(validFrom) ?? beginning,
      recorded_at: recordedAt,
    })),
    { name: 'airports-put' },
  );
}

/**
 * Checks an airport.
 *
 * @throws {MilepostError} `fields_invalid` naming every field that is wrong.
 */
export function checkAirport(airport: Airport): void {
  requireFields({
    iata: [airport.airport, isIata],
    name: [airport.name, isText],
    city: [airport.city, isOptionalText],
    country: [airport.country, isCountry],
    timezone: [airport.timezone, isTimezone],
    latitude: [airport.latitude, isDegrees(90)],
    longitude: [airport.longitude, isDegrees(180)],
    source: [airport.source, isText],
    version: [airport.version, isOptionalText],
    validFrom: [airport.validFrom === '' ? undefined : airport.validFrom, isInstant],
  });
}

const isIata: FieldCheck = (value) =>
  /^[A-Z]{3}$/.test(value) ? undefined : `"${value}" is no IATA code; use three capitals, e.g. LIS`;

function isDegrees(most: number): FieldCheck {
  return (value) =>
    /^-?\d{1,3}(\.\d+)?$/.test(value) && Math.abs(Number(value)) <= most
      ? undefined
      : `"${value}" is not in degrees; use a decimal from -${most} to ${most}`;
}
