import type { QueryParams } from '../../warehouse/client.ts';
import type { Affiliate } from './affiliate.ts';
import type { Filters } from './filter.ts';
import type { Source } from './metric.ts';
import type { Range } from './range/range.ts';
import { rangeParams, toDateTime, type Reader } from './reader.ts';
import type { AffiliateScope } from './scope.ts';

/** How long before a booking its session may start. */
const sessionWindowMs = 30 * 86_400_000;

/** The parameters of every statement that can be filtered. */
export type FilterParams = QueryParams & {
  from: string;
  to: string;
  currency: string;
  filtersSessions: boolean;
  filtersBookings: boolean;
  /** Bookings from then on are looked at: those of the range, or all that moved money in it. */
  bookedFrom: string;
  /** Their sessions start from then on. */
  sessionsFrom: string;
};

/** Makes the parameters for a range; with filters, looks up how old the bookings are whose money is in it. */
export async function readFilterParams(
  reader: Reader,
  scope: AffiliateScope,
  affiliate: Affiliate,
  request: { range: Range; filters: Filters },
): Promise<FilterParams> {
  const { range, filters } = request;
  const params = { ...rangeParams(range), currency: affiliate.currency };
  const [oldest] = filters.filtersBookings
    ? await reader.affiliate<{ booked_from: string | null }>(scope, 'first_booked', params)
    : [];
  const bookedFrom = oldest?.booked_from ?? null;
  const oldestMs = bookedFrom === null ? range.fromMs : Math.min(Date.parse(bookedFrom), range.fromMs);
  return { ...params, ...filterParams(filters), ...bookedSince(oldestMs) };
}

/** The parameters for looking at bookings from an instant on, and at the sessions that may be theirs. */
export function bookedSince(bookedFromMs: number) {
  const wholeMs = Math.floor(bookedFromMs / 1_000) * 1_000;
  return {
    bookedFrom: toDateTime(wholeMs),
    sessionsFrom: toDateTime(Math.max(0, wholeMs - sessionWindowMs)),
  };
}

/** The parameters by which statements filter. */
export function filterParams(filters: Filters) {
  return {
    filtered: filters.dimensions,
    limited: filters.limited,
    filterValues: filters.values,
    filtersSessions: filters.filtersSessions,
    filtersBookings: filters.filtersBookings,
    followsSessions: filters.filtersSessions,
    passesWithoutSession: filters.passesWithoutSession,
    by: '',
  };
}

/** The models that filters read beside those of the numbers themselves. */
export function filterModels(filters: Filters, sources: readonly Source[]): readonly string[] {
  if (!filters.filtersBookings) return [];
  const isAboutBookings = sources.some((source) => source !== 'behaviour');
  const bySession = filters.filtersSessions ? ['session_fragments', 'visit_quarters'] : [];
  const byEvent = filters.dimensions.includes('event') ? ['event_quarters'] : [];
  const byBooking = isAboutBookings ? ['reservation_versions'] : [];
  const byPerson =
    isAboutBookings && filters.filtersSessions ? ['clean_events', 'identifications', 'aliases'] : [];
  return [...bySession, ...byEvent, ...byBooking, ...byPerson];
}
