import type { Change, Reservation } from './change.ts';
import { zoneOf } from './make-trip.ts';

/** A version and the one before it. */
export interface Step {
  change: Change;
  before: Change;
}

const minuteMs = 60_000;

/** Whether an update changes time, place, amount or party. */
export function isMaterial({ change, before }: Step): boolean {
  return JSON.stringify(essenceOf(change.reservation)) !== JSON.stringify(essenceOf(before.reservation));
}

function essenceOf({ startAt, endAt, timezone, amount, currency, hotel, flight, car }: Reservation) {
  return [
    [startAt, endAt, timezone, amount, currency],
    [hotel?.city, hotel?.country, hotel?.rooms, hotel?.guests, hotel?.nights, hotel?.roomAmount],
    [
      flight?.passengers,
      flight?.segments.map((each) => [each.from, each.to, each.departsAt, each.arrivesAt]),
    ],
    [car?.pickup, car?.dropoff, car?.days],
  ];
}

/** By how much the schedule of a reservation is moved, by the larger of the shifts of start and end; 0 where it is not. */
export function shiftMinutesOf({ change, before }: Step): number {
  const [own, other] = [momentsOf(change.reservation), momentsOf(before.reservation)];
  const shifts = own.map((moment, index) => Math.abs(moment - (other[index] ?? moment)));
  return Math.max(0, ...shifts) / minuteMs;
}

function momentsOf({ startAt, endAt, timezone, flight }: Reservation): number[] {
  if (flight !== undefined && flight !== null)
    return flight.segments.flatMap((each) => [
      msOf(each.departsAt, zoneOf(each.from)),
      msOf(each.arrivesAt, zoneOf(each.to)),
    ]);
  return [msOf(startAt, timezone), msOf(endAt, timezone)];
}

/** The vendor's schedule changes by severity, those of nobody knows whom apart. */
export function scheduleChangesOf(steps: readonly Step[]) {
  const moved = steps
    .filter(({ change }) => change.kind === 'updated')
    .map((step) => ({ step, initiator: step.change.initiator ?? 'unknown', minutes: shiftMinutesOf(step) }))
    .filter(({ minutes }) => minutes > 0);
  const vendors = moved.filter(({ initiator }) => initiator === 'vendor');
  const count = (from: number, to: number): number =>
    vendors.filter(({ minutes }) => minutes >= from && minutes < to).length;
  return {
    moved: vendors.map(({ step }) => step),
    counts: {
      minor: count(0, 60),
      major: count(60, 180),
      severe: count(180, Infinity),
      unknown: moved.filter(({ initiator }) => initiator === 'unknown').length,
    },
  };
}

function msOf(local: string, zone: string): number {
  return Temporal.PlainDateTime.from(local).toZonedDateTime(zone).epochMilliseconds;
}
