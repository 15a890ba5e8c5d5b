import type { DemoBooking } from './bookings.ts';
import { createArrival, createReturn } from './campaigns.ts';
import type { DemoClick } from './changes.ts';
import { createDevice, type DeviceUse } from './devices.ts';
import { createRandom, seedOf, type Random } from './random.ts';
import { dayMs, hourMs, minuteMs } from './time.ts';
import { demoVendors, type DemoVendor } from './vendors.ts';
import type { DemoVisit } from './visits.ts';

/** How somebody came to book: the visits before, the last of which clicks through to the vendor. */
export interface DemoJourney {
  visits: DemoVisit[];
  click: DemoClick;
}

/** Makes the visits that led to a booking; undefined where none did. */
export function createJourney(seed: number, booking: DemoBooking): DemoJourney | undefined {
  const { affiliate, trip, vendor, bookedAt } = booking;
  if (affiliate === undefined || !booking.isOnline) return undefined;
  const random = createRandom(seedOf(seed, 'journey', booking.reservationId));
  const { travelerId, home, locale } = trip.traveler;
  const person = { id: travelerId, locale, timezone: home.timezone };
  const uses: readonly DeviceUse[] = affiliate.hasApp ? ['phone', 'computer', 'app'] : ['phone', 'computer'];
  const deviceFor = (use: DeviceUse) => createDevice(seed, affiliate, person, use);
  const isSignedIn = random.chance(0.42);
  const visitAt = (startAt: number): Pick<DemoVisit, 'affiliate' | 'place' | 'startAt'> => {
    return { affiliate, place: trip.destination, startAt };
  };

  const earlier = random.weigh([0, 1, 2, 3, 4], (each) => [30, 30, 22, 12, 6][each] ?? 0);
  const days = Array.from({ length: earlier }, () => 0.4 + random.next() ** 1.6 * 20).toSorted(
    (a, b) => b - a,
  );
  const visits = days.map((daysBefore, index): DemoVisit => {
    const startAt = Math.round(bookedAt - daysBefore * dayMs - random.next() * 3 * hourMs);
    return {
      ...visitAt(startAt),
      visitId: `${booking.reservationId}-${index + 1}`,
      device: deviceFor(random.pick(uses)),
      arrival: createArrival(affiliate, new Date(startAt).getUTCMonth(), random),
      vendors: others(vendor, random),
      depth: random.pick(['browse', 'search', 'look', 'look', 'click']),
      userId: isSignedIn && random.chance(0.5) ? travelerId : undefined,
    };
  });
  const device = deviceFor(random.weigh(uses, (each) => (each === 'computer' ? 5 : 2)));
  const click = {
    clickId: `clk-${booking.reservationId}`,
    at: bookedAt - random.between(2 * minuteMs, 22 * minuteMs),
  };
  const arrivesAnew = earlier === 0 || random.chance(0.45);
  visits.push({
    ...visitAt(click.at - 5 * minuteMs),
    visitId: `${booking.reservationId}-0`,
    device,
    arrival: arrivesAnew
      ? createArrival(affiliate, new Date(bookedAt).getUTCMonth(), random)
      : createReturn(random),
    vendors: [...others(vendor, random).slice(0, 1), vendor],
    depth: 'click',
    click,
    userId: isSignedIn ? travelerId : undefined,
  });
  return {
    visits,
    click: nameClick({ ...click, anonymousId: device.anonymousId, travelerId, isSignedIn }, random),
  };
}

/** Vendors name a click in one way or another. */
function nameClick(
  click: { clickId: string; anonymousId: string; travelerId: string; isSignedIn: boolean },
  random: Random,
): DemoClick {
  const way = random.weigh(
    ['click', 'both', 'device', 'user'] as const,
    (each) => ({ click: 70, both: 15, device: 8, user: click.isSignedIn ? 7 : 0 })[each],
  );
  return {
    clickId: way === 'click' || way === 'both' ? click.clickId : null,
    anonymousId: way === 'both' || way === 'device' ? click.anonymousId : null,
    userId: way === 'user' ? click.travelerId : null,
  };
}

/** What else of the kind was looked at. */
function others(vendor: DemoVendor, random: Random): DemoVendor[] {
  const alike = demoVendors.filter((each) => each.type === vendor.type && each !== vendor);
  return [random.pick(alike), ...(random.chance(0.4) ? [random.pick(alike)] : [])];
}
