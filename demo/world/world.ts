import { demoAffiliates, demoRateTerms, type DemoAffiliate } from './affiliates.ts';
import { createAudience } from './audience.ts';
import { createBookings } from './bookings.ts';
import { writeChange, type DemoChange } from './changes.ts';
import { createRates, type DemoRate } from './currencies.ts';
import { createJourney } from './journeys.ts';
import { liveBooking, type DemoVersion } from './life.ts';
import { readPlaces } from './places.ts';
import { createRandom, seedOf } from './random.ts';
import { createStragglers, type Stragglers } from './stragglers.ts';
import { createLocalTimes, dayMs, startOfMonth } from './time.ts';
import { createTravelers, homeAirports, type DemoTraveler } from './travelers.ts';
import { createTrips } from './trips.ts';
import { demoVendors, type DemoVendor } from './vendors.ts';
import { createVisit, type DemoEvent, type DemoVisit } from './visits.ts';
import { secondReport } from './second-reports.ts';

/** How long a phone may have been offline. */
const lateDays = 10;

/** How large a world is. */
export interface WorldSize {
  travelers: number;
  /** Months of reservations, the running one is one of them. */
  months: number;
  /** Months of visits. */
  visitMonths: number;
  /** People who come for the first time in the newest month, bookers aside. */
  visitors: number;
}

/** `usual` is what `npm start` shows; `small` is enough to see that everything works. */
export const worldSizes = {
  usual: { travelers: 2_000, months: 26, visitMonths: 12, visitors: 2_150 },
  small: { travelers: 60, months: 14, visitMonths: 1, visitors: 60 },
} as const satisfies Readonly<Record<string, WorldSize>>;

/** What happened in one month: what was booked in it, with all that became of it, and who visited. */
export interface WorldMonth {
  changes: Iterable<DemoChange>;
  /** Of each affiliate; they are made as they are taken, once. */
  events: readonly { affiliateId: string; events: Iterable<DemoEvent> }[];
}

/** A world of travel up to an instant. Of the same seed, instant and size everything is the same, to the last id. */
export interface DemoWorld {
  affiliates: readonly DemoAffiliate[];
  vendors: readonly DemoVendor[];
  travelers: readonly DemoTraveler[];
  rates: readonly DemoRate[];
  /** Commission rates; `validFrom` undefined: since ever. */
  commissions: readonly DemoCommission[];
  /** First instants of the months, the newest first. */
  months: readonly number[];
  month(start: number): WorldMonth;
  /** What arrives after everything else: late, again, or broken. */
  stragglers(): Stragglers;
  /** Every version of every reservation, as simulated, by reservation; the numbers that are shown can be told from them. */
  lives: readonly (readonly DemoVersion[])[];
}

export interface DemoCommission {
  affiliateId: string;
  rate: string;
  type?: string;
  vendorId?: string;
  validFrom?: string;
}

/**
 * Creates a world that ends at `to`, in epoch milliseconds.
 *
 * @example
 * const world = await createDemoWorld({ seed: 1, to: Date.now(), size: worldSizes.usual });
 * for (const month of world.months) send(world.month(month));
 */
export async function createDemoWorld(options: {
  seed: number;
  to: number;
  size: WorldSize;
}): Promise<DemoWorld> {
  const { seed, to, size } = options;
  const from = startOfMonth(to, 1 - size.months);
  const visitsFrom = startOfMonth(to, 1 - size.visitMonths);
  const places = await readPlaces(homeAirports);
  const localTimes = createLocalTimes();
  const deps = { seed, places, localTimes };
  const travelers = createTravelers(seed, { travelers: size.travelers, from, to }, places);
  const lives = travelers
    .flatMap((traveler) => createTrips(seed, traveler, { from, to }, places))
    .flatMap((trip) => createBookings(trip, { ...deps, to }))
    .filter(({ bookedAt }) => bookedAt >= from)
    .map((booking) => liveBooking(booking, { seed, localTimes, to }));
  const byMonth = Map.groupBy(lives, ([first]) => startOfMonth(first?.changedAt ?? 0));

  const visitMonths = Array.from({ length: size.visitMonths }, (_, index) => startOfMonth(to, -index));
  const audiences = demoAffiliates.map((affiliate) =>
    createAudience(affiliate, { months: visitMonths, to, visitors: size.visitors }, { ...deps, travelers }),
  );

  /** Whose phones were offline: their visits come with the stragglers. */
  const isLate = ({ visitId, device, startAt }: DemoVisit): boolean =>
    device.app !== undefined &&
    startAt > to - lateDays * dayMs &&
    createRandom(seedOf(seed, 'late', visitId)).chance(0.12);

  const visitsOf = (start: number): DemoVisit[] => {
    if (start < visitsFrom) return [];
    const journeys = (byMonth.get(start) ?? []).flatMap(([first]) =>
      first === undefined ? [] : (createJourney(seed, first.booking)?.visits ?? []),
    );
    const others = audiences.flatMap((audience) => audience.visits(start));
    return [...journeys.filter(({ startAt }) => startAt >= visitsFrom), ...others];
  };
  function* eventsOf(visits: readonly DemoVisit[]): Generator<DemoEvent> {
    for (const visit of visits) yield* createVisit(visit, createRandom(seedOf(seed, 'visit', visit.visitId)));
  }
  const byAffiliate = (visits: readonly DemoVisit[]): WorldMonth['events'] =>
    [...Map.groupBy(visits, ({ affiliate }) => affiliate.affiliateId)].map(([affiliateId, some]) => ({
      affiliateId,
      events: eventsOf(some),
    }));
  function* changesOf(start: number): Generator<DemoChange> {
    for (const versions of byMonth.get(start) ?? []) {
      const [first] = versions;
      if (first === undefined) continue;
      const click =
        first.booking.bookedAt >= visitsFrom ? createJourney(seed, first.booking)?.click : undefined;
      for (const version of versions) yield writeChange(version, click, localTimes);
      const second = secondReport(seed, first);
      if (second !== undefined) yield writeChange(second, undefined, localTimes);
    }
  }

  return {
    affiliates: demoAffiliates,
    vendors: demoVendors,
    travelers,
    rates: createRates(seed, { from: from - 10 * dayMs, to }),
    commissions: [
      ...demoAffiliates.map(({ affiliateId, rate }) => ({ affiliateId, rate })),
      ...demoRateTerms.map(({ monthsAgo, ...term }) => ({
        ...term,
        ...(monthsAgo !== undefined && { validFrom: new Date(startOfMonth(to, -monthsAgo)).toISOString() }),
      })),
    ],
    months: Array.from({ length: size.months }, (_, index) => startOfMonth(to, -index)),
    month: (start) => ({
      changes: changesOf(start),
      events: byAffiliate(visitsOf(start).filter((visit) => !isLate(visit))),
    }),
    stragglers() {
      const months = new Set([startOfMonth(to - lateDays * dayMs), startOfMonth(to)]);
      return createStragglers(byAffiliate([...months].flatMap(visitsOf).filter(isLate)), { seed, to });
    },
    lives,
  };
}
