import type { DemoBooking } from './bookings.ts';
import { writeAmount } from './currencies.ts';
import type { DemoVersion } from './life.ts';
import { createRandom, seedOf } from './random.ts';
import { minuteMs, writeInstant, writeLocal, type LocalTimes } from './time.ts';

/** A reservation change as a source sends it. */
export type DemoChange = Readonly<Record<string, unknown>>;

/** The click that led to a booking. */
export interface DemoClick {
  clickId: string | null;
  anonymousId: string | null;
  userId: string | null;
}

/** Writes a version as the change that a source sends. */
export function writeChange(
  version: DemoVersion,
  click: DemoClick | undefined,
  localTimes: LocalTimes,
): DemoChange {
  const { booking } = version;
  return {
    changeId: `${booking.reservationId}:${version.version}`,
    reservationId: booking.reservationId,
    version: version.version,
    changedAt: writeInstant(version.changedAt),
    source: booking.source,
    kind: version.kind,
    // Mail does not say who; people who type it in often do not.
    initiator: booking.source === 'email' && version.initiator === 'vendor' ? 'unknown' : version.initiator,
    reason: version.reason,
    reservation: {
      type: booking.vendor.type,
      status: version.status,
      vendorId: booking.vendor.vendorId,
      travelerId: booking.trip.traveler.travelerId,
      affiliateId: booking.affiliate?.affiliateId ?? null,
      tripId: booking.isTripKnown ? booking.trip.tripId : null,
      confirmation: booking.confirmation,
      click: click ?? null,
      bookedAt: writeInstant(booking.bookedAt),
      startAt: writeLocal(booking.startLocalMs),
      endAt: writeLocal(booking.endLocalMs),
      timezone: booking.timezone,
      amount: booking.amount === null ? null : writeAmount(booking.amount, booking.currency),
      retained: version.retained === null ? null : writeAmount(version.retained, booking.currency),
      currency: booking.currency,
      travelerCountry: booking.trip.home.country,
      ...writePart(version, localTimes),
    },
  };
}

function writePart({ booking, shifts, hasFlown }: DemoVersion, localTimes: LocalTimes): object {
  const { part, currency } = booking;
  switch (part.type) {
    case 'hotel': {
      const { nights, rooms, guests, place } = part;
      const roomAmount = booking.amount === null ? null : writeAmount(part.roomAmount, currency);
      return { hotel: { nights, rooms, guests, roomAmount, city: place.city, country: place.country } };
    }
    case 'car': {
      const at = (localMs: number) => ({
        city: part.place.city,
        country: part.place.country,
        at: writeLocal(localMs),
      });
      return {
        car: {
          days: part.days,
          class: part.class,
          pickup: at(booking.startLocalMs),
          dropoff: at(booking.endLocalMs),
        },
      };
    }
    case 'flight':
      return {
        flight: {
          passengers: part.passengers,
          segments: part.legs.map((leg, index) =>
            writeSegment({ leg, cabin: part.cabin, shiftMinutes: shifts[index] ?? 0, hasFlown }, localTimes),
          ),
        },
      };
  }
}

interface Segment {
  leg: (DemoBooking['part'] & { type: 'flight' })['legs'][number];
  cabin: string;
  shiftMinutes: number;
  hasFlown: boolean;
}

function writeSegment({ leg, cabin, shiftMinutes, hasFlown }: Segment, localTimes: LocalTimes): object {
  const { carrier, number, from, to, fate } = leg;
  const [departsAt, arrivesAt] = [
    leg.departsAt + shiftMinutes * minuteMs,
    leg.arrivesAt + shiftMinutes * minuteMs,
  ];
  const local = (atMs: number, timezone: string): string => writeLocal(localTimes.toLocal(atMs, timezone));
  const wasFlown = hasFlown && !fate.isCancelled;
  // The same for everybody on board.
  const taxi = createRandom(seedOf('taxi', carrier, number, departsAt)).between(-2, 6);
  const leftAt = departsAt + Math.max(-5, fate.delayMinutes + taxi) * minuteMs;
  return {
    carrier,
    operatingCarrier: carrier,
    number,
    from: from.airport,
    to: to.airport,
    departsAt: local(departsAt, from.timezone),
    arrivesAt: local(arrivesAt, to.timezone),
    cabin,
    status: hasFlown ? (fate.isCancelled ? 'cancelled' : 'flown') : 'confirmed',
    diverted: wasFlown && fate.isDiverted,
    ...(wasFlown && {
      actualDepartsAt: local(leftAt, from.timezone),
      actualArrivesAt: local(arrivesAt + fate.delayMinutes * minuteMs, to.timezone),
    }),
  };
}
