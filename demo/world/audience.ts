import { demoAffiliates, type DemoAffiliate } from './affiliates.ts';
import { createArrival, createReturn } from './campaigns.ts';
import { botAgents, createDevice, idOf, type DemoDevice } from './devices.ts';
import { destinations, placeOf, type Place } from './places.ts';
import { createRandom, seedOf, type Random } from './random.ts';
import { monthWeight, visitDayWeight, visitHourWeight } from './seasons.ts';
import { dayMs, hourMs, minuteMs, startOfMonth, type LocalTimes } from './time.ts';
import type { DemoTraveler } from './travelers.ts';
import { demoVendors } from './vendors.ts';
import type { DemoVisit } from './visits.ts';

export interface AudienceDeps {
  seed: number;
  places: ReadonlyMap<string, Place>;
  localTimes: LocalTimes;
  travelers: readonly DemoTraveler[];
}

/** Where visitors of a country are and what they read. */
const countries: Readonly<Record<string, { timezone: string; locale: string }>> = {
  NL: { timezone: 'Europe/Amsterdam', locale: 'nl-NL' },
  DE: { timezone: 'Europe/Berlin', locale: 'de-DE' },
  GB: { timezone: 'Europe/London', locale: 'en-GB' },
  IE: { timezone: 'Europe/Dublin', locale: 'en-IE' },
  US: { timezone: 'America/New_York', locale: 'en-US' },
  CA: { timezone: 'America/Toronto', locale: 'en-CA' },
  CH: { timezone: 'Europe/Zurich', locale: 'de-CH' },
  ES: { timezone: 'Europe/Madrid', locale: 'es-ES' },
  FR: { timezone: 'Europe/Paris', locale: 'fr-FR' },
  IT: { timezone: 'Europe/Rome', locale: 'it-IT' },
  JP: { timezone: 'Asia/Tokyo', locale: 'ja-JP' },
  SG: { timezone: 'Asia/Singapore', locale: 'en-SG' },
  AU: { timezone: 'Australia/Sydney', locale: 'en-AU' },
  SE: { timezone: 'Europe/Stockholm', locale: 'sv-SE' },
  DK: { timezone: 'Europe/Copenhagen', locale: 'da-DK' },
  IN: { timezone: 'Asia/Kolkata', locale: 'en-IN' },
  BR: { timezone: 'America/Sao_Paulo', locale: 'pt-BR' },
};

const depths = ['bounce', 'browse', 'search', 'look', 'click'] as const;
const depthWeight = { bounce: 38, browse: 17, search: 13, look: 12, click: 20 } as const;
const yearlyGrowth = 1.35;
const weights = demoAffiliates.reduce((sum, each) => sum + each.weight, 0);

/**
 * Makes the visits of a month that led to no booking, of people and of bots, of one affiliate. `visitors` is how many people
 * come in the newest month to all affiliates together; none of a visit lies at or after `to`.
 */
export function createAudience(
  affiliate: DemoAffiliate,
  { month, to, visitors }: { month: number; to: number; visitors: number },
  deps: AudienceDeps,
): DemoVisit[] {
  const random = createRandom(seedOf(deps.seed, 'audience', affiliate.affiliateId, month));
  const end = Math.min(to, startOfMonth(month, 1));
  const days = Array.from({ length: Math.ceil((end - month) / dayMs) }, (_, day) => month / dayMs + day);
  const crowd = days.reduce((sum, day) => sum + visitDayWeight(day), 0) / 30.4;
  const growth = yearlyGrowth ** ((month - to) / (365 * dayMs));
  const count = Math.round(((visitors * affiliate.weight) / weights) * crowd * growth);
  const visits = Array.from({ length: count }, (_, index) => index).flatMap((index) =>
    visitsOf(affiliate, { id: `${affiliate.affiliateId}-${month / dayMs}-${index}`, days }, deps, random),
  );
  for (let index = 0; index < count * 0.025; index += 1)
    visits.push(botVisit(affiliate, { days, index }, deps, random));
  // A visit may take an hour, and nothing may come from later than now.
  return visits.filter((visit) => visit.startAt < end - hourMs);
}

function visitsOf(
  affiliate: DemoAffiliate,
  visitor: { id: string; days: readonly number[] },
  deps: AudienceDeps,
  random: Random,
): DemoVisit[] {
  const country = random.weigh(
    affiliate.countries,
    (each) => [70, 20, 10][affiliate.countries.indexOf(each)] ?? 1,
  );
  const { timezone, locale } = countries[country] ?? { timezone: affiliate.timezone, locale: 'en-GB' };
  const known = random.chance(0.06) ? random.pick(deps.travelers) : undefined;
  const person = { id: known?.travelerId ?? visitor.id, timezone, locale };
  const firstDay = random.weigh(visitor.days, visitDayWeight);
  const count = random.weigh([1, 2, 3, 4], (each) => [74, 17, 6, 3][each - 1] ?? 0);
  return Array.from({ length: count }, (_, index): DemoVisit => {
    const startAt = momentOf(firstDay + (index === 0 ? 0 : random.between(0, 9)), timezone, deps, random);
    const month = new Date(startAt).getUTCMonth();
    const isApp = affiliate.hasApp && random.chance(0.14);
    const use = isApp ? 'app' : random.chance(0.58) ? 'phone' : 'computer';
    const device = createDevice(deps.seed, affiliate, person, use);
    return {
      visitId: `${visitor.id}-${index + 1}`,
      affiliate,
      device,
      startAt,
      arrival:
        isApp || (index > 0 && random.chance(0.6))
          ? createReturn(random)
          : createArrival(affiliate, month, random),
      place: wish(month, deps, random),
      vendors: [random.pick(demoVendors), ...(random.chance(0.4) ? [random.pick(demoVendors)] : [])],
      depth: random.weigh(depths, (each) => depthWeight[each] * (index > 0 && each !== 'bounce' ? 1.5 : 1)),
      userId: known === undefined ? undefined : known.travelerId,
    };
  });
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
