import { expectedBalance } from '../../../support/expected-entries.ts';
import { expectedVisits } from '../../../support/expected-sessions.ts';
import type { RawChange } from '../../../support/raw-changes.ts';
import type { RawEvent } from '../../../support/raw-rows.ts';
import type { RawWorld } from './raw-world.ts';

/** A filter as a test asks for it. */
export interface AskedFilter {
  dimension: string;
  operator: 'eq' | 'ne';
  values: readonly string[];
}

/** A booking by a plain walk: who made it, in which session, and what it moved when. */
export interface WalkedBooking {
  reservationId: string;
  person: string;
  session: WalkedSession | undefined;
  isOwned: boolean;
  bookedAt: number;
  vendor: string;
  destination: string;
  entries: WalkedEntry[];
  isUnconverted: boolean;
}

type WalkedEntry = ReturnType<typeof expectedBalance> & { at: number; originalCents: number };
type WalkedSession = ReturnType<typeof expectedVisits>[number];

const silent = new Set(['identify', 'group', 'alias']);
const sessionDays = 30;
const ratePercent = 10;

/** A world taken apart once: its events that count, its sessions and its bookings. */
export interface WalkedWorld {
  world: RawWorld;
  events: { event: RawEvent; at: number; person: string; session: WalkedSession | undefined }[];
  sessions: WalkedSession[];
  bookings: WalkedBooking[];
}

/** Walks through a world whose reservations have several versions. */
export function walkWorld(world: RawWorld): WalkedWorld {
  const human = world.events.filter((event) => event.botRule === '');
  const sessions = expectedVisits(human.filter((event) => (event.anonymousId ?? '') !== ''));
  const sessionOf = new Map(sessions.flatMap((session) => session.events.map((event) => [event, session])));
  const events = human
    .filter((event) => !silent.has(event.type ?? 'page'))
    .map((event) => ({
      event,
      at: Date.parse(event.timestamp),
      person: world.person(event),
      session: sessionOf.get(event),
    }));
  const sessionsOf = Map.groupBy(sessions, (session) =>
    world.person({ anonymousId: session.anonymous_id, userId: '', timestamp: session.started_at }),
  );
  const bookings = [...Map.groupBy(world.changes, (change) => change.reservationId).values()].flatMap(
    (history): WalkedBooking[] => {
      const own = history.findLast((change) => change.affiliateId === world.affiliateId);
      const [first] = history;
      if (own === undefined || first === undefined) return [];
      const bookedAt = Date.parse(first.bookedAt);
      const person = world.booker({ ...own, bookedAt: first.bookedAt });
      const session = (sessionsOf.get(person) ?? [])
        .filter((each) => {
          const ageMs = bookedAt - Date.parse(each.started_at);
          return ageMs >= 0 && ageMs <= sessionDays * 86_400_000;
        })
        .toSorted((a, b) =>
          `${a.started_at}${a.anonymous_id}` < `${b.started_at}${b.anonymous_id}` ? -1 : 1,
        )
        .at(-1);
      return [
        {
          reservationId: own.reservationId,
          person,
          session,
          isOwned: history.at(-1) === own,
          bookedAt,
          vendor: own.vendorId ?? '',
          destination: own.city === '' ? 'PT' : `${own.city ?? 'Lisbon'}, PT`,
          entries: walkEntries(history, world.affiliateId),
          isUnconverted: own.currency === 'USD',
        },
      ];
    },
  );
  return { world, events, sessions, bookings };
}

/** What each version moved: the balance after it less the one before. */
function walkEntries(history: readonly RawChange[], affiliateId: string): WalkedEntry[] {
  return history.map((change, index) => {
    const after = expectedBalance(history.slice(0, index + 1), affiliateId, ratePercent);
    const before = expectedBalance(history.slice(0, index), affiliateId, ratePercent);
    const cents = (name: keyof typeof after): number => after[name] - before[name];
    return {
      at: Date.parse(index === 0 ? change.bookedAt : change.changedAt),
      originalCents: Math.round(Number(change.amount ?? '0') * 100),
      pending: cents('pending'),
      approved: cents('approved'),
      declined: cents('declined'),
      reversed: cents('reversed'),
      net: cents('net'),
      gross: cents('gross'),
      adjusted: cents('adjusted'),
      cancelled: cents('cancelled'),
      reinstated: cents('reinstated'),
      deleted: cents('deleted'),
      transferred: cents('transferred'),
      completed: cents('completed'),
    };
  });
}

const traits: Record<string, (first: RawEvent) => string | undefined> = {
  source: (first) => first.utmSource,
  medium: (first) => first.utmMedium,
  campaign: (first) => first.utmCampaign,
  country: (first) => first.country,
  device: (first) => first.device,
  browser: (first) => first.browser,
  os: (first) => first.os,
  entryPage: (first) => first.path,
  referrer: (first) => (first.referrerHost?.endsWith('shop.example') === true ? '' : first.referrerHost),
};

/** What a session is told apart by in a dimension; for page and event everything it has at times that `isIn` accepts. */
export function traitsOf(session: WalkedSession, dimension: string, isIn: (at: number) => boolean): string[] {
  const [first] = session.events;
  const held = session.events.filter((event) => isIn(Date.parse(event.timestamp)));
  if (dimension === 'page') return held.map((event) => event.path ?? '/');
  if (dimension === 'event')
    return held.filter((event) => event.type === 'track').map((event) => event.event ?? '');
  if (dimension === 'exitPage') return [session.exit_page];
  if (dimension === 'channel') return [session.channel];
  return first === undefined ? [] : [traits[dimension]?.(first) ?? ''];
}

function isAboutBookings(filter: AskedFilter): boolean {
  return filter.dimension === 'vendor' || filter.dimension === 'destination';
}

/** Whether a session is selected; without a session only `ne` lets pass. */
export function isSelected(
  session: WalkedSession | undefined,
  filters: readonly AskedFilter[],
  isIn: (at: number) => boolean,
): boolean {
  return filters
    .filter((filter) => !isAboutBookings(filter))
    .every((filter) => {
      const own = session === undefined ? [] : traitsOf(session, filter.dimension, isIn);
      return own.some((value) => filter.values.includes(value)) === (filter.operator === 'eq');
    });
}

/** Whether a booking is selected, by its session as a whole and by itself. */
export function isBookingSelected(booking: WalkedBooking, filters: readonly AskedFilter[]): boolean {
  const byItself = filters.filter(isAboutBookings).every((filter) => {
    const own = filter.dimension === 'vendor' ? booking.vendor : booking.destination;
    return filter.values.includes(own) === (filter.operator === 'eq');
  });
  return byItself && isSelected(booking.session, filters, () => true);
}

/** The numbers of a bucket of a range under filters, named and written as the API does. */
export function expectFiltered(
  walked: WalkedWorld,
  filters: readonly AskedFilter[],
  isInRange: (at: number) => boolean,
  isIn: (at: number) => boolean,
) {
  const { sessions, events, bookings } = walked;
  const started = sessions.filter(
    (session) => isIn(Date.parse(session.started_at)) && isSelected(session, filters, isInRange),
  );
  const seen = events.filter(({ at, session }) => isIn(at) && isSelected(session, filters, isInRange));
  const left = bookings.filter((booking) => isBookingSelected(booking, filters));
  const booked = left.filter((booking) => booking.isOwned && isIn(booking.bookedAt));
  const converted = left.filter((booking) => !booking.isUnconverted);
  const entries = converted.flatMap((booking) => booking.entries.filter((entry) => isIn(entry.at)));
  const earned = converted.filter((booking) => isIn(booking.bookedAt)).flatMap((booking) => booking.entries);
  const sum = (of: (entry: WalkedEntry) => number, over = entries): number =>
    over.reduce((total, entry) => total + of(entry), 0);
  const visitors = new Set(seen.map(({ person }) => person));
  const bookers = new Set(booked.map(({ person }) => person));
  const clicks = seen.filter(({ event }) => event.event === 'Offer Clicked').length;
  const paid = converted.filter((booking) => isIn(booking.bookedAt) && (booking.entries[0]?.gross ?? 0) > 0);
  return {
    visitors: visitors.size,
    sessions: started.length,
    pageviews: seen.filter(({ event }) => event.type === 'page' || event.type === 'screen').length,
    bounceRate:
      started.length === 0 ? null : started.filter((each) => each.is_bounce).length / started.length,
    averageSessionSeconds:
      started.length === 0
        ? null
        : started.reduce((total, each) => total + each.duration_ms, 0) / 1_000 / started.length,
    clicks,
    bookings: booked.length,
    grossValue: written(sum((entry) => entry.gross)),
    adjustedValue: written(sum((entry) => entry.adjusted)),
    cancellations: converted.filter((booking) =>
      booking.entries.some((entry) => isIn(entry.at) && entry.cancelled !== 0),
    ).length,
    cancelledValue: written(-sum((entry) => entry.cancelled)),
    reinstatedValue: written(sum((entry) => entry.reinstated)),
    deletedValue: written(sum((entry) => entry.deleted)),
    transferredValue: written(sum((entry) => entry.transferred)),
    netValue: written(sum((entry) => entry.net)),
    completedValue: written(sum((entry) => entry.completed)),
    commissionApproved: written(sum((entry) => entry.approved)),
    commissionDeclined: written(sum((entry) => entry.declined)),
    commissionReversed: written(sum((entry) => entry.reversed)),
    epc: divided(
      sum((entry) => entry.pending + entry.approved - entry.reversed, earned),
      clicks,
      4,
    ),
    approvedEpc: divided(
      sum((entry) => entry.approved - entry.reversed, earned),
      clicks,
      4,
    ),
    conversionRate:
      visitors.size === 0
        ? null
        : [...visitors].filter((person) => bookers.has(person)).length / visitors.size,
    averageOrderValue: divided(
      sum((entry) => entry.gross),
      paid.length,
      2,
    ),
  };
}

function written(cents: number): string {
  return divided(cents, 1, 2) ?? '';
}

/** Cents / divisor with so many digits, half away from zero; null without a divisor. */
function divided(cents: number, divisor: number, digits: number): string | null {
  if (divisor === 0) return null;
  const scaled = Math.abs(cents) * 10 ** (digits - 2);
  const rounded = Math.floor((2 * scaled + divisor) / (2 * divisor));
  return `${cents < 0 && rounded !== 0 ? '-' : ''}${(rounded / 10 ** digits).toFixed(digits)}`;
}
