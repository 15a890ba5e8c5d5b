import type { Span } from './affiliate-money.ts';
import { breakdown, within, type Visits } from './behaviour.ts';
import { flatNumbersOf } from './numbers.ts';
import type { AskedFilter, Selected } from './selection.ts';
import type { Session } from './sessions.ts';

export type Dimension = AskedFilter['dimension'];

/** A row by the names of its metrics. */
export type Row = Readonly<Record<string, number | string | null>>;

/** The rows of a breakdown of what is selected, by key; '' for what has no page or session. */
export function rowsBy(by: Dimension, selected: Selected, span: Span, currency: string): Map<string, Row> {
  const { visits, bookings } = selected;
  const seen = within(visits, span);
  if (by === 'event') return eventRows(seen);
  if (by === 'page' || by === 'exitPage') return breakdown(seen, by);
  const ofBooking = by === 'vendor' || by === 'destination';
  const keyOf = (session: Session | undefined): string =>
    session === undefined || ofBooking ? '' : session.traits[by];
  const told = ofBooking ? { views: [], sessions: [] } : visits;
  const views = Map.groupBy(told.views, ({ session }) => keyOf(session));
  const sessions = Map.groupBy(told.sessions, keyOf);
  const booked = Map.groupBy(bookings, (each) => (ofBooking ? each[by] : keyOf(each.session)));
  const keys = new Set([...views.keys(), ...sessions.keys(), ...booked.keys()]);
  return new Map(
    [...keys].map((key) => {
      const own = { views: views.get(key) ?? [], sessions: sessions.get(key) ?? [] };
      return [key, flatNumbersOf({ visits: own, bookings: booked.get(key) ?? [] }, span, currency)];
    }),
  );
}

function eventRows({ views }: Visits): Map<string, Row> {
  const tracked = Map.groupBy(
    views.filter(({ fact }) => fact.type === 'track'),
    ({ fact }) => fact.event,
  );
  return new Map(
    [...tracked].map(([name, own]) => [
      name,
      {
        events: own.length,
        visitors: new Set(own.map(({ person }) => person)).size,
        sessions: new Set(own.flatMap(({ session }) => session ?? [])).size,
      },
    ]),
  );
}
