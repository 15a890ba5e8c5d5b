import type { Random } from './random.ts';
import type { DemoVisitor } from './visits.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

const hotels = [
  { vendorId: 'city-hotel', city: 'Lisbon', nightCents: 9_450 },
  { vendorId: 'resort-hotel', city: 'Algarve', nightCents: 12_800 },
] as const;

/**
 * Makes the reservation changes of some bookings within `days` days before `now`: each is created, about one in
 * five cancelled, and completed or missed where its stay is over. Bookings follow a visitor's click while there are any.
 */
export function createBookings(
  { bookings, days, now }: { bookings: number; days: number; now: number },
  visitors: readonly DemoVisitor[],
  random: Random,
): object[] {
  const clicked = visitors.filter((visitor) => visitor.click !== undefined);
  return Array.from({ length: bookings }, (_, index) =>
    createBooking({ number: index + 1, days, now, visitor: clicked[index] }, random),
  ).flat();
}

interface Booking {
  number: number;
  days: number;
  now: number;
  visitor: DemoVisitor | undefined;
}

function createBooking({ number, days, now, visitor }: Booking, random: Random): object[] {
  const hotel = random.pick(hotels);
  const nights = random.between(1, 7);
  const bookedAt =
    visitor?.click === undefined
      ? now - random.between(1, days) * dayMs + random.between(-12, 0) * hourMs
      : visitor.click.at + random.between(3, 40) * 60_000;
  const startDay = Math.floor(bookedAt / dayMs) + random.pick([0, 1, 2, 3, 5, 9, 14, 21, 45, 80]);
  const endAt = (startDay + nights) * dayMs + 11 * hourMs;
  const reservationId = `demo-booking-${number}`;
  const amount = formatCents(hotel.nightCents * nights);
  const reservation = {
    type: 'hotel',
    vendorId: hotel.vendorId,
    travelerId: visitor?.userId ?? `demo-guest-${number}`,
    affiliateId: 'demo',
    confirmation: `DEMO${String(number).padStart(4, '0')}`,
    click:
      visitor === undefined ? null : { clickId: visitor.click?.clickId, anonymousId: visitor.anonymousId },
    bookedAt: new Date(bookedAt).toISOString(),
    startAt: `${toDate(startDay)}T15:00:00`,
    endAt: `${toDate(startDay + nights)}T11:00:00`,
    timezone: 'Europe/Lisbon',
    amount,
    currency: 'EUR',
    travelerCountry: random.pick(['NL', 'NL', 'DE', 'GB', 'FR', 'PT', 'ES', 'US']),
    hotel: { nights, rooms: 1, guests: random.between(1, 3), city: hotel.city, country: 'PT' },
  };
  const change = (version: number, at: number, kind: string, rest: object): object => ({
    changeId: `${reservationId}:${version}`,
    reservationId,
    version,
    changedAt: new Date(at).toISOString(),
    source: 'agency',
    kind,
    reservation: { ...reservation, ...rest },
  });
  const changes = [change(1, bookedAt, 'created', { status: 'booked' })];
  const isCancelled = random.next() < 0.2;
  const cancelledAt = bookedAt + random.between(1, 72) * hourMs;
  const isNoShow = random.next() < 0.04;
  if (isCancelled && cancelledAt < now && cancelledAt < endAt) {
    const initiator = random.pick(['traveler', 'traveler', 'vendor'] as const);
    changes.push({
      ...change(2, cancelledAt, 'cancelled', { status: 'cancelled', retained: '0.00' }),
      initiator,
    });
  } else if (isNoShow && endAt < now) {
    const retained = formatCents(hotel.nightCents);
    changes.push(change(2, endAt, 'no_show', { status: 'no_show', retained }));
  } else if (endAt < now) {
    changes.push(change(2, endAt, 'completed', { status: 'completed' }));
  }
  return changes;
}

function toDate(day: number): string {
  return new Date(day * dayMs).toISOString().slice(0, 10);
}

function formatCents(cents: number): string {
  return `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`;
}
