import type { Affiliate } from './affiliate.ts';
import type { Filters } from './filter.ts';
import type { Source } from './metric.ts';
import type { Range } from './range/range.ts';
import { rangeParams, toDateTime, type Reader, type StatementParams } from './reader.ts';
import type { AffiliateScope } from './scope.ts';

/** How long before a booking its session may start. */
const sessionWindowMs = 30 * 86_400_000;

/** The parameters of every statement that can be filtered. */
export type FilterParams = StatementParams & {
  from: string;
  to: string;
  currency: string;
  parts: readonly string[];
  filtersSessions: boolean;
  filtersBookings: boolean;
  /** Bookings from then on are looked at: those of the range, or all that moved money in it. */
  bookedFrom: string;
  /** Their sessions start from then on. */
  sessionsFrom: string;
};

/**
 * Makes the parameters for a range; where bookings are told apart (`bookings`; else where filters do), looks up how old
 * those are whose money is in it.
 */
export async function readFilterParams(
  reader: Reader,
  scope: AffiliateScope,
  affiliate: Affiliate,
  request: { range: Range; filters: Filters; bookings?: boolean },
): Promise<FilterParams> {
  const { range, filters } = request;
  const params = { ...rangeParams(range), currency: affiliate.currency };
  const [oldest] =
    (request.bookings ?? filters.filtersBookings)
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

/**
 * The parameters by which statements filter, with the parts of them that do: one of each filtered dimension's name;
 * `sessions` and `bookings` where those are filtered; `follows` where bookings need their sessions for it.
 */
export function filterParams(filters: Filters) {
  const { dimensions, filtersSessions, filtersBookings } = filters;
  return {
    parts: [
      ...dimensions,
      ...(filtersSessions ? ['sessions', 'follows'] : []),
      ...(filtersBookings ? ['bookings'] : []),
      ...(dimensions.includes('destination') ? ['destinations'] : []),
    ],
    limited: filters.limited,
    filterValues: filters.values,
    filtersSessions,
    filtersBookings,
    passesWithoutSession: filters.passesWithoutSession,
  };
}

/** Whether any of the sources is about bookings. */
export function isAboutBookings(sources: readonly Source[]): boolean {
  return sources.some((source) => source !== 'behaviour' && source !== 'visitors');
}

/** The models that filters read beside those of the numbers themselves. */
export function filterModels(filters: Filters, of: { bookings: boolean }): readonly string[] {
  const { filtersSessions, filtersBookings, dimensions } = filters;
  const bySession = filtersSessions ? ['session_fragments', 'visit_quarters'] : [];
  const byEvent = dimensions.includes('event') ? ['event_quarters'] : [];
  const byBooking = filtersBookings && of.bookings ? ['reservation_versions'] : [];
  const byPerson = filtersSessions && of.bookings ? ['clicks', 'identifications', 'alias_ends'] : [];
  return [...bySession, ...byEvent, ...byBooking, ...byPerson];
}
