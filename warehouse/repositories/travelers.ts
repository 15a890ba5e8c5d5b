import { toInstant, type Clock } from '../../infra/clock.ts';
import type { Warehouse } from '../client.ts';
import type { Suppressions } from './suppressions.ts';
import {
  beginning,
  isCountry,
  isCurrency,
  isInstant,
  isOptionalText,
  isText,
  isTimezone,
  parseInstant,
  requireFields,
  type FieldCheck,
} from './fields.ts';

/** What is known of a traveler; a field that is absent, null or empty is unknown. */
export interface TravelerProfile {
  travelerId: string;
  /** ISO 3166 alpha-2. */
  homeCountry?: string | null | undefined;
  homeCity?: string | null | undefined;
  /** IATA. */
  homeAirport?: string | null | undefined;
  /** ISO 4217. */
  currency?: string | null | undefined;
  /** IANA. */
  timezone?: string | null | undefined;
  /** BCP 47, e.g. `pt-PT`. */
  locale?: string | null | undefined;
  /** Date or instant since when it holds. Default: the beginning of time. */
  validFrom?: string | null | undefined;
}

export interface Travelers {
  /**
   * Stores profiles whole: a later one of the same traveler and `validFrom` takes the earlier one's place. That of
   * somebody who was erased is left out, and nobody is told.
   *
   * @throws {MilepostError} `fields_invalid`.
   */
  put(profiles: readonly TravelerProfile[]): Promise<void>;
}

/** Creates the repository of travelers' profiles. */
export function createTravelers({
  warehouse,
  clock,
  suppressions,
}: {
  warehouse: Warehouse;
  clock: Clock;
  suppressions: Pick<Suppressions, 'hasTraveler'>;
}): Travelers {
  return {
    async put(profiles) {
      for (const profile of profiles) checkTraveler(profile);
      const recordedAt = toInstant(clock.now());
      const kept: TravelerProfile[] = [];
      for (const profile of profiles)
        if (!(await suppressions.hasTraveler(profile.travelerId))) kept.push(profile);
      await warehouse.insert(
        'travelers',
        kept.map((profile) => ({
          traveler_id: profile.travelerId,
          valid_from:
            given(profile.validFrom) === undefined ? beginning : parseInstant(profile.validFrom ?? ''),
          home_country: profile.homeCountry ?? '',
          home_city: profile.homeCity ?? '',
          home_airport: profile.homeAirport ?? '',
          currency: profile.currency ?? '',
          timezone: profile.timezone ?? '',
          locale: profile.locale ?? '',
          recorded_at: recordedAt,
        })),
        { name: 'travelers-put' },
      );
    },
  };
}

/**
 * Checks a profile.
 *
 * @throws {MilepostError} `fields_invalid` naming every field that is wrong.
 */
export function checkTraveler(profile: TravelerProfile): void {
  requireFields({
    travelerId: [profile.travelerId, isText],
    homeCountry: [given(profile.homeCountry), isCountry],
    homeCity: [given(profile.homeCity), isOptionalText],
    homeAirport: [given(profile.homeAirport), isAirport],
    currency: [given(profile.currency), isCurrency],
    timezone: [given(profile.timezone), isTimezone],
    locale: [given(profile.locale), isLocale],
    validFrom: [given(profile.validFrom), isInstant],
  });
}

const isAirport: FieldCheck = (value) =>
  /^[A-Z]{3}$/.test(value) ? undefined : `"${value}" is no IATA code; use three capitals, e.g. LIS`;

const isLocale: FieldCheck = (value) => {
  try {
    Intl.getCanonicalLocales(value);
    return undefined;
  } catch {
    return `"${value}" is no BCP 47 tag; use one like pt-PT`;
  }
};

function given(value: string | null | undefined): string | undefined {
  return value === null || value === '' ? undefined : value;
}
