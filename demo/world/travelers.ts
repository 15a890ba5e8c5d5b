import { placeOf, type Place } from './places.ts';
import { createRandom, seedOf, type Random } from './random.ts';
import { dayMs } from './time.ts';

/** Somebody who travels. */
export interface DemoTraveler {
  /** Reads like a name, so that people can be told apart on a page. */
  travelerId: string;
  /** Where they live; those who moved lived at `formerHome` until `movedAt`. */
  home: Place;
  formerHome: Place | undefined;
  movedAt: number;
  currency: string;
  locale: string;
  /** Trips a year; 0 for those who only look. */
  tripsPerYear: number;
  /** How many of the trips are for work. */
  workShare: number;
  /** Nobody travels before this instant. */
  since: number;
}

interface Home {
  airport: string;
  weight: number;
  currency: string;
  locale: string;
  first: string;
  last: string;
}

const homes: readonly Home[] = [
  home('AMS', 12, 'EUR', 'nl-NL', 'sanne daan lotte bram femke thijs', 'de-vries bakker visser smit meijer'),
  home(
    'LHR',
    12,
    'GBP',
    'en-GB',
    'oliver amelia harriet callum poppy rhys',
    'hughes clarke fraser patel moore',
  ),
  home('EDI', 3, 'GBP', 'en-GB', 'isla fergus eilidh hamish', 'stewart muir kerr'),
  home('DUB', 3, 'EUR', 'en-IE', 'aoife cian niamh oisin', 'byrne nolan keane'),
  home('FRA', 8, 'EUR', 'de-DE', 'lena jonas mia felix greta anton', 'vogel brandt keller lorenz winkler'),
  home('MUC', 6, 'EUR', 'de-DE', 'clara max paula moritz', 'huber lechner gruber'),
  home('ZRH', 5, 'CHF', 'de-CH', 'nina reto seraina urs', 'frei egger ammann'),
  home('CDG', 8, 'EUR', 'fr-FR', 'camille hugo manon jules elise', 'moreau lefevre garnier roux'),
  home('MAD', 7, 'EUR', 'es-ES', 'lucia mateo carmen pablo', 'ortega molina vidal serrano'),
  home('MXP', 4, 'EUR', 'it-IT', 'giulia marco chiara luca', 'ferri conti galli'),
  home('ARN', 6, 'SEK', 'sv-SE', 'astrid nils ebba gustav', 'lindqvist ekman holm'),
  home('JFK', 9, 'USD', 'en-US', 'maya ethan zoe caleb nora', 'rivera cohen walsh nguyen'),
  home('BOS', 4, 'USD', 'en-US', 'grace owen leah', 'sullivan chen ford'),
  home('YVR', 3, 'CAD', 'en-CA', 'noah claire ellis', 'tremblay singh wong'),
  home('HND', 6, 'JPY', 'ja-JP', 'haruto yui sota aoi', 'tanaka mori fujii ueda'),
  home('SYD', 4, 'AUD', 'en-AU', 'jack matilda lachlan ruby', 'murray doyle ross'),
  home('DEL', 3, 'INR', 'en-IN', 'aarav diya kabir', 'mehra kapoor iyer'),
  home('GRU', 2, 'BRL', 'pt-BR', 'beatriz rafael luiza', 'almeida rocha pinto'),
];

/** Airports where travelers live. */
export const homeAirports: readonly string[] = homes.map((each) => each.airport);

/** Kinds of travelers: how many of a hundred, their trips a year, and how many of those are for work. */
const kinds = [
  { weight: 4, trips: 0, workShare: 0 },
  { weight: 14, trips: 0.5, workShare: 0 },
  { weight: 45, trips: 2, workShare: 0.08 },
  { weight: 24, trips: 4, workShare: 0.35 },
  { weight: 10, trips: 8, workShare: 0.6 },
  { weight: 3, trips: 17, workShare: 0.85 },
] as const;

/** Makes travelers; the first of them are the same however many there are. */
export function createTravelers(
  seed: number,
  { travelers, from, to }: { travelers: number; from: number; to: number },
  places: ReadonlyMap<string, Place>,
): DemoTraveler[] {
  return Array.from({ length: travelers }, (_, index) => {
    const random = createRandom(seedOf(seed, 'traveler', index));
    const lives = random.weigh(homes, (each) => each.weight);
    const kind = random.weigh(kinds, (each) => each.weight);
    const hasMoved = random.chance(0.02);
    const former = random.pick(homes.filter((each) => each !== lives));
    return {
      travelerId: `${nameOf(lives, random)}-${index + 1}`,
      home: placeOf(places, lives.airport),
      formerHome: hasMoved ? placeOf(places, former.airport) : undefined,
      movedAt: hasMoved ? from + Math.floor(random.next() * ((to - from) / dayMs)) * dayMs : 0,
      currency: lives.currency,
      locale: lives.locale,
      tripsPerYear: kind.trips,
      workShare: kind.workShare,
      // More of them every month: that is how the business grows.
      since: random.chance(0.55) ? from : from + random.next() * (to - from) * 0.95,
    };
  });
}

/** Returns where a traveler lives at an instant. */
export function homeAt(traveler: DemoTraveler, atMs: number): Place {
  return traveler.formerHome !== undefined && atMs < traveler.movedAt ? traveler.formerHome : traveler.home;
}

function nameOf(lives: Home, random: Random): string {
  return `${random.pick(lives.first.split(' '))}-${random.pick(lives.last.split(' '))}`;
}

function home(
  airport: string,
  weight: number,
  currency: string,
  locale: string,
  first: string,
  last: string,
): Home {
  return { airport, weight, currency, locale, first, last };
}
