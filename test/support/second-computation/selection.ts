import type { Visits } from './behaviour.ts';
import type { Booking } from './bookings.ts';
import { isSilent } from './message.ts';
import type { Session, Traits } from './sessions.ts';

/** A filter as it is asked for. */
export interface AskedFilter {
  dimension: 'page' | 'event' | 'vendor' | 'destination' | keyof Traits;
  operator: 'eq' | 'ne';
  values: readonly string[];
}

/** What is selected of an affiliate. */
export interface Selected {
  visits: Visits;
  bookings: readonly Booking[];
}

/** Whether an instant counts for what a session has of pages and events. */
type IsIn = (atMs: number) => boolean;

/** What filters leave: sessions judged by what they have in the range, bookings by their session as a whole. */
export function select(
  { visits, bookings }: Selected,
  filters: readonly AskedFilter[],
  isIn: IsIn,
): Selected {
  const ofSessions = filters.filter(({ dimension }) => dimension !== 'vendor' && dimension !== 'destination');
  return {
    visits: {
      sessions: visits.sessions.filter((session) => passes(session, ofSessions, isIn)),
      views: visits.views.filter(({ session }) => passes(session, ofSessions, isIn)),
    },
    bookings: bookings.filter((booking) =>
      allows(filters, (dimension) => {
        if (dimension === 'vendor' || dimension === 'destination') return [booking[dimension]];
        return booking.session === undefined ? undefined : valuesOf(booking.session, dimension, () => true);
      }),
    ),
  };
}

function passes(session: Session | undefined, filters: readonly AskedFilter[], isIn: IsIn): boolean {
  return allows(filters, (dimension) =>
    session === undefined ? undefined : valuesOf(session, dimension, isIn),
  );
}

/** Filters of one dimension are one: what every `eq` allows and no `ne` excludes. Nothing to go by passes only `ne`. */
function allows(
  filters: readonly AskedFilter[],
  valuesIn: (dimension: AskedFilter['dimension']) => readonly string[] | undefined,
): boolean {
  return [...Map.groupBy(filters, ({ dimension }) => dimension)].every(([dimension, own]) => {
    const values = valuesIn(dimension);
    const excluded = own.flatMap((each) => (each.operator === 'ne' ? each.values : []));
    const limits = own.filter(({ operator }) => operator === 'eq');
    if (values === undefined) return limits.length === 0;
    if (limits.length === 0) return !values.some((value) => excluded.includes(value));
    return values.some(
      (value) => !excluded.includes(value) && limits.every((limit) => limit.values.includes(value)),
    );
  });
}

function valuesOf(session: Session, dimension: AskedFilter['dimension'], isIn: IsIn): readonly string[] {
  const facts = session.facts.filter((fact) => !isSilent(fact) && isIn(fact.atMs));
  if (dimension === 'page') return facts.map(({ path }) => path);
  if (dimension === 'event') return facts.flatMap(({ type, event }) => (type === 'track' ? [event] : []));
  return dimension === 'vendor' || dimension === 'destination' ? [] : [session.traits[dimension]];
}
