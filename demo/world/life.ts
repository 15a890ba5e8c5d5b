import type { DemoBooking } from './bookings.ts';
import { cancellationNoticeMs, type DemoFlight } from './flights.ts';
import { createRandom, seedOf, type Random } from './random.ts';
import { dayMs, hourMs, minuteMs, type LocalTimes } from './time.ts';

export type Status = 'booked' | 'cancelled' | 'completed' | 'no_show' | 'deleted';
export type Kind = 'created' | 'updated' | 'cancelled' | 'reinstated' | 'completed' | 'no_show' | 'deleted';
export type Initiator = 'traveler' | 'vendor' | 'agency' | 'system';

/** One version of a reservation, in full. */
export interface DemoVersion {
  version: number;
  changedAt: number;
  kind: Kind;
  initiator: Initiator;
  reason: string | null;
  status: Status;
  /** As booked, with what was changed since. */
  booking: DemoBooking;
  /** What is kept of a cancelled one, in smallest units. */
  retained: number | null;
  /** By how many minutes each flight was moved so far. */
  shifts: readonly number[];
  /** Whether it is told how the flights went. */
  hasFlown: boolean;
}

/** Something that may happen; it sees how things stand and says what becomes of them, or nothing. */
interface Turn {
  at: number;
  act: (now: DemoVersion) => Partial<DemoVersion> | undefined;
}

export interface LifeDeps {
  seed: number;
  localTimes: LocalTimes;
  /** Nothing that happens later is told. */
  to: number;
}

const cancelShare = { hotel: 0.16, flight: 0.07, car: 0.13 } as const;
const noShowShare = { hotel: 0.017, flight: 0.008, car: 0.014 } as const;
const updateShare = { hotel: 0.11, flight: 0.05, car: 0.09 } as const;

/** Lives a reservation: every version of it, the first as booked, up to `to`. */
export function liveBooking(booking: DemoBooking, deps: LifeDeps): DemoVersion[] {
  const random = createRandom(seedOf(deps.seed, 'life', booking.reservationId));
  const legs = booking.part.type === 'flight' ? booking.part.legs : [];
  const announcedAt = (leg: (typeof legs)[number]): number =>
    leg.departsAt - leg.fate.shiftNoticeDays * dayMs;
  const shifts = legs.map((leg) => (announcedAt(leg) <= booking.bookedAt ? leg.fate.shiftMinutes : 0));
  const first: DemoVersion = {
    version: 1,
    changedAt: booking.bookedAt,
    kind: 'created',
    initiator: 'traveler',
    reason: null,
    status: 'booked',
    booking: shifted(booking, shifts, deps.localTimes),
    retained: null,
    shifts,
    hasFlown: false,
  };
  const versions = [first];
  const turns = [
    ...plansOf(booking, deps, random),
    ...legs.flatMap((leg, index) => shiftOf({ leg, index, at: announcedAt(leg) }, deps.localTimes)),
  ];
  for (const turn of turns.toSorted((a, b) => a.at - b.at)) {
    const last = versions.at(-1) ?? first;
    if (turn.at <= last.changedAt || turn.at >= deps.to || last.status === 'deleted') continue;
    const change = turn.act(last);
    if (change === undefined) continue;
    const usual = { initiator: 'traveler', reason: null } as const;
    versions.push({ ...last, ...usual, ...change, version: last.version + 1, changedAt: turn.at });
  }
  return versions;
}

function shiftOf(
  { leg, index, at }: { leg: DemoFlight; index: number; at: number },
  localTimes: LocalTimes,
): Turn[] {
  const { shiftMinutes } = leg.fate;
  if (shiftMinutes === 0) return [];
  const act = (now: DemoVersion): Partial<DemoVersion> | undefined => {
    if (now.status !== 'booked' || now.shifts[index] !== 0) return undefined;
    const shifts = now.shifts.map((each, place) => (place === index ? shiftMinutes : each));
    const reason = 'schedule change';
    return {
      kind: 'updated',
      initiator: 'vendor',
      reason,
      shifts,
      booking: shifted(now.booking, shifts, localTimes),
    };
  };
  return [{ at, act }];
}

/** A flight that moves takes the reservation's start or end with it. */
function shifted(booking: DemoBooking, shifts: readonly number[], localTimes: LocalTimes): DemoBooking {
  if (booking.part.type !== 'flight') return booking;
  const { legs } = booking.part;
  const [first, last] = [legs[0], legs.at(-1)];
  if (first === undefined || last === undefined) return booking;
  const local = (atMs: number): number => localTimes.toLocal(atMs, booking.timezone);
  return {
    ...booking,
    startLocalMs: local(first.departsAt + (shifts[0] ?? 0) * minuteMs),
    endLocalMs: local(last.arrivesAt + (shifts.at(-1) ?? 0) * minuteMs),
  };
}

/** What travelers, vendors and time do to it, however likely. */
function plansOf(booking: DemoBooking, { localTimes }: LifeDeps, random: Random): Turn[] {
  const { type } = booking.part;
  const startAt = localTimes.toInstant(booking.startLocalMs, booking.timezone);
  const endAt = localTimes.toInstant(booking.endLocalMs, booking.timezone);
  const between = (share: number): number => booking.bookedAt + (startAt - booking.bookedAt) * share;
  const turns: Turn[] = [];
  const whenLive = (at: number, change: (now: DemoVersion) => Partial<DemoVersion>): void => {
    turns.push({ at: Math.round(at), act: (now) => (now.status === 'booked' ? change(now) : undefined) });
  };

  if (random.chance(0.0025)) {
    whenLive(booking.bookedAt + random.between(20, 200) * minuteMs, () => {
      return { kind: 'deleted', status: 'deleted', initiator: 'agency', reason: 'entered by mistake' };
    });
  }
  if (random.chance(updateShare[type])) {
    const share = 0.1 + random.next() * 0.8;
    const bigger = random.chance(0.7);
    whenLive(between(share), (now) => ({ kind: 'updated', booking: changed(now.booking, bigger) }));
  }
  if (random.chance(cancelShare[type] * (booking.trip.isWork ? 1.2 : 1))) {
    // Second thoughts come soon, changed plans late.
    const share = random.chance(0.4) ? random.next() ** 2 * 0.5 : 1 - random.next() ** 2 * 0.6;
    const at = between(Math.min(0.99, Math.max(0.005, share)));
    const initiator = random.weigh(
      ['traveler', 'vendor', 'agency', 'system'] as const,
      (each) => ({ traveler: 84, vendor: 6, agency: 7, system: 3 })[each],
    );
    const kept = random.chance(0.7) ? 0.55 + random.next() * 0.45 : 0;
    whenLive(at, (now) => ({
      kind: 'cancelled',
      status: 'cancelled',
      initiator,
      retained: initiator === 'traveler' ? retainedOf(now.booking, startAt - at, kept) : 0,
    }));
    if (random.chance(0.06)) {
      const backAt = at + random.between(2, 40) * hourMs;
      turns.push({
        at: Math.round(backAt),
        act: (now) =>
          now.status === 'cancelled' && backAt < startAt - hourMs
            ? { kind: 'reinstated', status: 'booked', retained: null }
            : undefined,
      });
    }
  }
  if (booking.part.type === 'flight' && booking.part.legs[0]?.fate.isCancelled === true) {
    whenLive(startAt - cancellationNoticeMs, () => {
      return {
        kind: 'cancelled',
        status: 'cancelled',
        initiator: 'vendor',
        reason: 'flight cancelled',
        retained: 0,
      };
    });
  }
  const isMissed = random.chance(noShowShare[type]);
  if (isMissed) {
    whenLive(startAt + random.between(9, 20) * hourMs, (now) => {
      const retained = retainedOf(now.booking, 0, 1);
      return { kind: 'no_show', status: 'no_show', initiator: 'vendor', retained };
    });
  }
  // Mail and people never say that it is over.
  if (booking.source === 'agency' || booking.source === 'travel_system') {
    whenLive(Math.max(endAt + random.between(1, 30) * hourMs, startAt + dayMs), () => {
      return { kind: 'completed', status: 'completed', initiator: 'system', hasFlown: true };
    });
  }
  return turns;
}

/** A traveler's own change: a night or a guest more or less, another class. */
function changed(booking: DemoBooking, bigger: boolean): DemoBooking {
  const { part, amount } = booking;
  const scale = (factor: number): number | null => (amount === null ? null : Math.round(amount * factor));
  switch (part.type) {
    case 'hotel': {
      const nights = Math.max(1, part.nights + (bigger ? 1 : -1));
      const factor = nights / part.nights;
      const endLocalMs = booking.endLocalMs + (nights - part.nights) * dayMs;
      const roomAmount = Math.round(part.roomAmount * factor);
      const rest = amount === null ? null : roomAmount + Math.round((amount - part.roomAmount) * factor);
      return { ...booking, endLocalMs, amount: rest, part: { ...part, nights, roomAmount } };
    }
    case 'flight':
      return {
        ...booking,
        amount: scale(bigger ? 1.12 : 1.35),
        part: { ...part, cabin: bigger ? part.cabin : 'premium_economy' },
      };
    case 'car':
      return {
        ...booking,
        amount: scale(bigger ? 1.2 : 0.9),
        part: { ...part, class: bigger ? 'suv' : 'economy' },
      };
  }
}

/** What a vendor keeps: hotels a night from three days before, cars a day from one, airlines most of a cheap fare. */
function retainedOf({ part, amount }: DemoBooking, noticeMs: number, kept: number): number {
  const whole = amount ?? 0;
  switch (part.type) {
    case 'hotel':
      return noticeMs >= 3 * dayMs ? 0 : Math.min(whole, Math.round(part.roomAmount / part.nights));
    case 'flight':
      return Math.round(whole * kept);
    case 'car':
      return noticeMs >= dayMs ? 0 : Math.round(whole / part.days);
  }
}
