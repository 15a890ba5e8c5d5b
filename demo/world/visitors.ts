import { demoAffiliates, type DemoAffiliate } from './affiliates.ts';
import type { DeviceUse } from './devices.ts';
import { createRandom, seedOf, type Random } from './random.ts';
import { visitDayWeight, visitMonthWeight } from './seasons.ts';
import { dayMs, startOfMonth } from './time.ts';
import type { DemoTraveler } from './travelers.ts';

/** Somebody who comes to an affiliate's pages and books nothing there. */
export interface DemoVisitor {
  id: string;
  timezone: string;
  locale: string;
  /** Who it is, of those who sign in. */
  travelerId: string | undefined;
  /** What they usually come with. */
  use: DeviceUse;
  /** On which days they come, counted from 1970 in their own calendar; the first is their first. */
  days: readonly number[];
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

/** How likely somebody of a kind comes again in the n-th week after the first; in the week itself, 0. */
interface Kind {
  weight: number;
  again: (week: number) => number;
}

/**
 * Most look once, many plan one trip for some weeks, some remember the page for a year, a few read it every other week.
 * Together some 15 % are seen again after a week, 6 % after four, 3 % after twelve.
 */
const kinds: readonly Kind[] = [
  { weight: 50, again: (week) => (week === 0 ? 0.1 : 0) },
  { weight: 30, again: (week) => 0.48 * Math.exp(-Math.max(0, week - 1) / 2.2) },
  { weight: 18, again: (week) => 0.17 * Math.exp(-week / 45) },
  { weight: 2, again: () => 0.5 },
];

const yearlyGrowth = 1.35;
const weights = demoAffiliates.reduce((sum, each) => sum + each.weight, 0);

/**
 * Makes those who first come to an affiliate in a month, with all the days before `to` on which they come again.
 * `visitors` is how many people come first in the newest month to all affiliates together.
 */
export function createVisitors(
  affiliate: DemoAffiliate,
  { month, to, visitors }: { month: number; to: number; visitors: number },
  { seed, travelers }: { seed: number; travelers: readonly DemoTraveler[] },
): DemoVisitor[] {
  const random = createRandom(seedOf(seed, 'visitors', affiliate.affiliateId, month));
  const end = Math.min(to, startOfMonth(month, 1));
  const days = Array.from({ length: Math.ceil((end - month) / dayMs) }, (_, day) => month / dayMs + day);
  const crowd = days.reduce((sum, day) => sum + visitDayWeight(day), 0) / 30.4;
  const growth = yearlyGrowth ** ((month - to) / (365 * dayMs));
  const count = Math.round(((visitors * affiliate.weight) / weights) * crowd * growth);
  return Array.from({ length: count }, (_, index) => {
    const country = random.weigh(
      affiliate.countries,
      (each) => [70, 20, 10][affiliate.countries.indexOf(each)] ?? 1,
    );
    const { timezone, locale } = countries[country] ?? { timezone: affiliate.timezone, locale: 'en-GB' };
    const isApp = affiliate.hasApp && random.chance(0.14);
    return {
      id: `${affiliate.affiliateId}-${month / dayMs}-${index}`,
      timezone,
      locale,
      travelerId: random.chance(0.06) ? random.pick(travelers).travelerId : undefined,
      use: isApp ? 'app' : random.chance(0.58) ? 'phone' : 'computer',
      days: daysOf(random.weigh(days, visitDayWeight), to, random),
    };
  });
}

function daysOf(first: number, to: number, random: Random): number[] {
  const { again } = random.weigh(kinds, (each) => each.weight);
  const days = [first];
  for (let week = 0; first + week * 7 - 3 < to / dayMs; week += 1) {
    const likely = again(week);
    if (likely < 0.001) break;
    const near = Array.from({ length: 7 }, (_, day) => first + week * 7 + day - 3).filter(
      (day) => day >= first && day < to / dayMs,
    );
    const day = random.weigh(near, visitDayWeight);
    if (random.chance(likely * visitMonthWeight(day))) days.push(day);
  }
  return days;
}
