import type { DemoAffiliate } from './affiliates.ts';
import { createArrival, createReturn } from './campaigns.ts';
import { botAgents, createDevice, idOf, type DemoDevice } from './devices.ts';
import { destinations, placeOf, type Place } from './places.ts';
import { createRandom, seedOf, type Random } from './random.ts';
import { monthWeight, visitHourWeight } from './seasons.ts';
import { dayMs, hourMs, minuteMs, startOfMonth, type LocalTimes } from './time.ts';
import type { DemoTraveler } from './travelers.ts';
import { demoVendors } from './vendors.ts';
import { createVisitors, type DemoVisitor } from './visitors.ts';
import type { DemoVisit } from './visits.ts';

export interface AudienceDeps {
  seed: number;
  places: ReadonlyMap<string, Place>;
  localTimes: LocalTimes;
  travelers: readonly DemoTraveler[];
}

const depths = ['bounce', 'browse', 'search', 'look', 'click'] as const;
const depthWeight = { bounce: 40, browse: 16, search: 8, look: 7, click: 29 } as const;
const botShare = 0.018;

/** The visits of one affiliate that led to no booking, of people and of bots. */
export interface Audience {
  /** Those of a month; none lies at or after the end of the world. */
  visits(month: number): DemoVisit[];
}

/**
 * Creates the audience of an affiliate. Its people are made when they are first asked for, since who comes in a month may
 * have come before. `months` are those with visits; `visitors` is as of {@link createVisitors}.
 */
export function createAudience(
  affiliate: DemoAffiliate,
  { months, to, visitors }: { months: readonly number[]; to: number; visitors: number },
  deps: AudienceDeps,
): Audience {
  let made: ReadonlyMap<number, Coming[]> | undefined;
  const comings = (): ReadonlyMap<number, Coming[]> =>
    (made ??= Map.groupBy(
      months
        .flatMap((month) => createVisitors(affiliate, { month, to, visitors }, deps))
        .flatMap((visitor) => visitor.days.map((day, index) => ({ visitor, day, index }))),
      ({ day }) => startOfMonth(day * dayMs),
    ));
  return {
    visits(month) {
      const own = comings().get(month) ?? [];
      const random = createRandom(seedOf(deps.seed, 'audience', affiliate.affiliateId, month));
      const end = Math.min(to, startOfMonth(month, 1));
      const days = Array.from({ length: Math.ceil((end - month) / dayMs) }, (_, day) => month / dayMs + day);
      const bots = Array.from({ length: Math.round(own.length * botShare) }, (_, index) =>
        botVisit(affiliate, { days, index }, deps, random),
      );
      // A visit may take an hour, and nothing may come from later than now.
      return [...own.map((coming) => visitOf(affiliate, coming, deps, random)), ...bots].filter(
        (visit) => visit.startAt < to - hourMs,
      );
    },
  };
}

/** That somebody comes, for the first time (0) or again. */
interface Coming {
  visitor: DemoVisitor;
  day: number;
  index: number;
}

function visitOf(
  affiliate: DemoAffiliate,
  { visitor, day, index }: Coming,
  deps: AudienceDeps,
  random: Random,
): DemoVisit {
  const { id, timezone, travelerId } = visitor;
  const startAt = momentOf(day, timezone, deps, random);
  const month = new Date(startAt).getUTCMonth();
  // Now and then by the other screen: who does not sign in is somebody else then.
  const use = random.chance(0.88) ? visitor.use : visitor.use === 'phone' ? 'computer' : 'phone';
  return {
    visitId: `${id}-${index + 1}`,
    affiliate,
    device: createDevice(deps.seed, affiliate, { ...visitor, id: travelerId ?? id }, use),
    startAt,
    arrival:
      use === 'app' || (index > 0 && random.chance(0.6))
        ? createReturn(random)
        : createArrival(affiliate, month, random),
    place: wish(month, deps, random),
    vendors: [random.pick(demoVendors), ...(random.chance(0.4) ? [random.pick(demoVendors)] : [])],
    depth: random.weigh(depths, (each) => depthWeight[each] * (index > 0 && each !== 'bounce' ? 1.3 : 1)),
    userId: travelerId,
  };
}

function botVisit(
  affiliate: DemoAffiliate,
  { days, index }: { days: readonly number[]; index: number },
  deps: AudienceDeps,
  random: Random,
): DemoVisit {
  const device: DemoDevice = {
    anonymousId: idOf(random),
    userAgent: random.pick(botAgents),
    locale: 'en-US',
    timezone: 'UTC',
    app: undefined,
  };
  return {
    visitId: `${affiliate.affiliateId}-${days[0] ?? 0}-bot-${index}`,
    affiliate,
    device,
    startAt: random.pick(days) * dayMs + random.between(0, dayMs - 1),
    arrival: { referrer: '', query: '', campaign: undefined },
    place: wish(0, deps, random),
    vendors: demoVendors.slice(0, random.between(2, 6)),
    depth: 'look',
  };
}

/** Where people dream of going in a month. */
function wish(month: number, { places }: AudienceDeps, random: Random): Place {
  const airports = Object.keys(destinations);
  const chosen = random.weigh(airports, (airport) => {
    const { weight, draw } = destinations[airport] ?? { weight: 0, draw: 'city' as const };
    return weight * monthWeight(draw, (month + 1) % 12);
  });
  return placeOf(places, chosen);
}

function momentOf(day: number, timezone: string, { localTimes }: AudienceDeps, random: Random): number {
  const hours = Array.from({ length: 24 }, (_, hour) => hour);
  const hour = random.weigh(hours, visitHourWeight);
  return localTimes.toInstant(day * dayMs + hour * hourMs + random.between(0, 60 * minuteMs - 1), timezone);
}
