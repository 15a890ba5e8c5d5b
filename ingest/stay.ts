import { fault, type Fault } from './fault.ts';

/** When a reservation is, in epoch milliseconds. */
export interface Stay {
  /** Wall-clock times, as if they were UTC. */
  startLocalMs: number;
  endLocalMs: number;
  startAtMs: number;
  endAtMs: number;
  bookedAtMs: number | null;
  hotelNights: number | null;
}

const dayMs = 86_400_000;
/** Longest stay, and longest time from booking to start: every month of them is a month that a report is made of. */
const mostStayDays = 1_100;
const mostLeadDays = 3_660;

/** Returns what does not fit in the times of a reservation; undefined when all does. */
export function findStayFault(stay: Stay): Fault<'ends_before_start' | 'invalid_field'> | undefined {
  if (stay.endAtMs < stay.startAtMs) {
    return fault(
      'ends_before_start',
      'reservation.endAt: is before reservation.startAt; both are local times of reservation.timezone',
    ).fault;
  }
  if (stay.endAtMs - stay.startAtMs > mostStayDays * dayMs) {
    return fault(
      'invalid_field',
      `reservation.endAt: is more than ${mostStayDays} days after reservation.startAt`,
    ).fault;
  }
  if (stay.bookedAtMs !== null && Math.abs(stay.startAtMs - stay.bookedAtMs) > mostLeadDays * dayMs) {
    return fault(
      'invalid_field',
      `reservation.startAt: is more than ${mostLeadDays} days away from reservation.bookedAt`,
    ).fault;
  }
  const nights = Math.floor(stay.endLocalMs / dayMs) - Math.floor(stay.startLocalMs / dayMs);
  if (stay.hotelNights !== null && stay.hotelNights > nights) {
    const message = `reservation.hotel.nights: ${stay.hotelNights} do not fit between startAt and endAt, which are ${nights} days apart`;
    return fault('invalid_field', message).fault;
  }
  return undefined;
}
