import type { Change, Reservation } from './change.ts';
import type { Profile, SeededTraveler } from './travel-world.ts';
import { testAirports } from '../traveler-world.ts';

/** Where a traveler lives on a date. */
export interface Home {
  country: string;
  /** Named like {@link cityAt}; '' where it is not known. */
  city: string;
  source: 'profile' | 'travelerCountry' | 'unknown';
  /** Whether an airport is the one near home. */
  isNear(airport: string): boolean;
}

/** Home by local date: the profile at that date, else the latest country that a booking told, else unknown. */
export function createFindHome(
  { profiles }: SeededTraveler,
  told: readonly (readonly Change[])[],
): (date: string) => Home {
  const countries = told
    .flatMap((versions) => versions.at(-1)?.reservation ?? [])
    .filter(({ status, travelerCountry }) => status !== 'deleted' && (travelerCountry ?? '') !== '')
    .toSorted((a, b) => (a.bookedAt < b.bookedAt ? -1 : 1));
  const last = countries.at(-1)?.travelerCountry ?? '';
  return (date) => {
    const profile = profileAt(profiles, date);
    const country = profile?.homeCountry ?? last;
    return {
      country,
      city: profile?.homeCity === undefined ? '' : `${profile.homeCity}, ${country}`,
      source: profile !== undefined ? 'profile' : last === '' ? 'unknown' : 'travelerCountry',
      isNear: (airport) =>
        profile?.homeAirport === undefined
          ? country !== '' && countryAt(airport) === country
          : airport === profile.homeAirport,
    };
  };
}

/** The profile that held on a date. */
export function profileAt(profiles: readonly Profile[], date: string): Profile | undefined {
  return profiles.findLast(({ validFrom }) => validFrom === undefined || validFrom <= date);
}

export function countryAt(airport: string): string {
  return testAirports.find(([code]) => code === airport)?.[2] ?? '';
}

/** @example cityAt('LIS') // 'Lisbon, PT' */
export function cityAt(airport: string): string {
  const found = testAirports.find(([code]) => code === airport);
  return found === undefined ? '' : `${found[1]}, ${found[2]}`;
}

export function startDateOf({ startAt }: Reservation): string {
  return startAt.slice(0, 10);
}
