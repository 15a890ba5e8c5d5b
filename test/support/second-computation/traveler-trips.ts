import type { Reservation, Segment } from './change.ts';
import { startDateOf, type Home } from './traveler-home.ts';

/** A reservation that counts in a traveler's years. */
export interface Counting {
  reservationId: string;
  reservation: Reservation;
}

export interface ExpectedTrip {
  reservations: string[];
  /** Local dates, both within the trip. */
  first: Temporal.PlainDate;
  last: Temporal.PlainDate;
}

const hourMs = 3_600_000;

interface Step extends Counting {
  startMs: number;
  endMs: number;
  /** A room may be had from the afternoon on, whenever its guest arrives: it comes last on its day. */
  orderMs: number;
  isLeaving: boolean;
  isReturning: boolean;
}

/** Cuts a traveler's reservations into trips. */
export function tripsOf(counting: readonly Counting[], findHome: (date: string) => Home): ExpectedTrip[] {
  const given = Map.groupBy(counting, ({ reservation }) => reservation.tripId ?? '');
  const own = (given.get('') ?? []).map((each) => toStep(each, findHome));
  given.delete('');
  const steps = own.toSorted((a, b) => a.orderMs - b.orderMs || a.startMs - b.startMs);
  const parts: Step[][] = [];
  let homeMs = Infinity;
  let isEvident = false;
  for (const [index, step] of steps.entries()) {
    const open = parts.at(-1);
    const latestEnd = Math.max(...(open ?? []).map(({ endMs }) => endMs));
    const isApart = !isEvident && step.startMs - latestEnd >= 36 * hourMs;
    if (open === undefined || step.isLeaving || step.orderMs >= homeMs || isApart) {
      parts.push([step]);
      homeMs = Infinity;
      const next = steps.findIndex((each, at) => at > index && each.isLeaving);
      const until = steps.slice(index, next === -1 ? undefined : next);
      isEvident = step.isLeaving && until.some(({ isReturning }) => isReturning);
    } else open.push(step);
    if (step.isReturning) homeMs = Math.min(homeMs, step.endMs);
  }
  return [...parts, ...given.values()].map(toTrip);
}

function toStep(each: Counting, findHome: (date: string) => Home): Step {
  const { reservation } = each;
  const home = findHome(startDateOf(reservation));
  const stops = segmentsOf(reservation).flatMap(({ from, to }) => [from, to]);
  const isAway = stops.some((stop) => !home.isNear(stop));
  const startMs = msOf(reservation.startAt, reservation.timezone);
  const dayMs = msOf(`${startDateOf(reservation)}T00:00:00`, reservation.timezone);
  return {
    ...each,
    startMs,
    endMs: msOf(reservation.endAt, reservation.timezone),
    orderMs: reservation.type === 'hotel' ? dayMs + 24 * hourMs : startMs,
    isLeaving: isAway && home.isNear(stops[0] ?? ''),
    isReturning: isAway && home.isNear(stops.at(-1) ?? ''),
  };
}

function toTrip(counting: readonly Counting[]): ExpectedTrip {
  const firsts = counting.map(({ reservation }) => Temporal.PlainDate.from(startDateOf(reservation)));
  const lasts = counting.map(({ reservation }) => lastDateOf(reservation));
  const [first, last] = [firsts.toSorted(byDate).at(0), lasts.toSorted(byDate).at(-1)];
  if (first === undefined || last === undefined) throw new Error('A trip of nothing');
  const reservations = counting.map(({ reservationId }) => reservationId).toSorted();
  // Who flies over the date line may land on the day before.
  return { reservations, first, last: Temporal.PlainDate.compare(last, first) < 0 ? first : last };
}

function byDate(a: Temporal.PlainDate, b: Temporal.PlainDate): number {
  return Temporal.PlainDate.compare(a, b);
}

/** Where it ends: that of a flight is where it lands. */
function lastDateOf(reservation: Reservation): Temporal.PlainDate {
  const landsAt = segmentsOf(reservation).at(-1)?.arrivesAt ?? reservation.endAt;
  return Temporal.PlainDate.from(landsAt.slice(0, 10));
}

/** Flights that were not cancelled. */
export function segmentsOf({ flight }: Reservation): Segment[] {
  return (flight?.segments ?? []).filter(({ status }) => status !== 'cancelled');
}

function msOf(local: string, zone: string): number {
  return Temporal.PlainDateTime.from(local).toZonedDateTime(zone).epochMilliseconds;
}
