import { testAirports } from '../traveler-world.ts';
import type { Visits } from './behaviour.ts';
import type { Change, Reservation } from './change.ts';
import type { Identity } from './identity.ts';
import type { Entry } from './ledger.ts';
import type { Fact } from './message.ts';

/** A booking of one affiliate with whom and what it came from. */
export interface Booking {
  reservationId: string;
  bookedAtMs: number;
  person: string;
  /** The last session of its person that starts within the 30 days before it. */
  session: Visits['sessions'][number] | undefined;
  /** Whether it is the affiliate's in the end. */
  isOwned: boolean;
  vendor: string;
  destination: string;
  entries: readonly Entry[];
}

const dayMs = 86_400_000;
const sessionDays = 30;

/** Finds who made each booking of one affiliate; `entries` are the affiliate's. */
export function bookingsOf(
  reservations: readonly (readonly Change[])[],
  entries: readonly Entry[],
  { facts, identity, visits }: { facts: readonly Fact[]; identity: Identity; visits: Visits },
): Booking[] {
  const byReservation = Map.groupBy(entries, ({ reservationId }) => reservationId);
  const human = facts.filter(({ isBot }) => !isBot).toSorted((a, b) => a.atMs - b.atMs);
  return reservations.flatMap((versions) => {
    const latest = versions.at(-1);
    const own = byReservation.get(latest?.reservationId ?? '');
    const [entry] = own ?? [];
    if (latest === undefined || own === undefined || entry === undefined) return [];
    const { bookedAtMs, owner, affiliateId, reservationId } = entry;
    const person = personOf(latest.reservation, bookedAtMs, human, identity);
    const session = visits.sessions
      .filter((each) => each.person === person && each.startMs <= bookedAtMs)
      .filter(({ startMs }) => startMs >= bookedAtMs - sessionDays * dayMs)
      .toSorted((a, b) => a.startMs - b.startMs)
      .at(-1);
    const isOwned = owner === affiliateId;
    const { vendorId: vendor } = latest.reservation;
    const destination = destinationOf(latest.reservation);
    return { reservationId, bookedAtMs, person, session, isOwned, vendor, destination, entries: own };
  });
}

function personOf(
  { click, travelerId }: Reservation,
  bookedAtMs: number,
  human: readonly Fact[],
  identity: Identity,
): string {
  const { clickId, anonymousId, userId } = click ?? {};
  const clicked = human.find((fact) => fact.clickId !== '' && fact.clickId === clickId);
  if (clicked !== undefined) return identity.person(clicked.anonymousId, clicked.userId, clicked.atMs);
  if (typeof anonymousId === 'string') return identity.person(anonymousId, '', bookedAtMs);
  return identity.person('', userId ?? travelerId, bookedAtMs);
}

function destinationOf({ hotel, car, flight }: Reservation): string {
  if (flight !== undefined && flight !== null) {
    const to = flight.segments.at(-1)?.to;
    const [, place, land] = testAirports.find(([airport]) => airport === to) ?? [];
    return `${place}, ${land}`;
  }
  const { city, country } = hotel ?? car?.pickup ?? {};
  return `${city}, ${country}`;
}
