import type { DemoAffiliate } from './affiliates.ts';
import type { Random } from './random.ts';

/** What brought somebody to a page. */
export interface DemoArrival {
  /** URL of the page before, '' where there was none. */
  referrer: string;
  /** Query of the landing page, with its `?`; '' where there is none. */
  query: string;
  campaign: { source: string; medium: string; name: string } | undefined;
}

interface Way {
  weight: number;
  referrer: string;
  source?: string;
  medium?: string;
  /** The campaign's name; one without runs under the season's. */
  name?: string;
  /** Name of the click parameter that an ad network adds. */
  adClick?: 'gclid' | 'msclkid';
}

const google = 'https://www.google.com/';

const ways: readonly Way[] = [
  { weight: 25, referrer: google },
  { weight: 3, referrer: 'https://www.bing.com/' },
  { weight: 2, referrer: 'https://duckduckgo.com/' },
  { weight: 21, referrer: '' },
  { weight: 9, referrer: '', source: 'newsletter', medium: 'email' },
  { weight: 3, referrer: '', source: 'newsletter', medium: 'email', name: 'price-alerts' },
  { weight: 8, referrer: google, source: 'google', medium: 'cpc', adClick: 'gclid' },
  { weight: 4, referrer: google, source: 'google', medium: 'cpc', name: 'brand-search', adClick: 'gclid' },
  { weight: 2, referrer: 'https://www.bing.com/', source: 'bing', medium: 'cpc', adClick: 'msclkid' },
  { weight: 5, referrer: 'https://www.instagram.com/', source: 'instagram', medium: 'paidsocial' },
  {
    weight: 5,
    referrer: 'https://www.instagram.com/',
    source: 'instagram',
    medium: 'social',
    name: 'creator-week',
  },
  { weight: 3, referrer: 'https://www.facebook.com/' },
  { weight: 2, referrer: 'https://www.pinterest.com/' },
  {
    weight: 4,
    referrer: 'https://railandsail.example/',
    source: 'railandsail',
    medium: 'partner',
    name: 'rail-and-fly',
  },
  { weight: 3, referrer: 'https://slowmornings.example/best-tables' },
  { weight: 2, referrer: 'https://packlight.example/carry-on-only' },
];

/** What the campaigns of a season are called, January first. */
const seasons = [
  'winter-sun',
  'winter-sun',
  'spring-cities',
  'spring-cities',
  'early-summer',
  'summer-sun',
  'summer-sun',
  'last-minute-sun',
  'autumn-cities',
  'autumn-cities',
  'black-week',
  'winter-sun',
] as const;

/** Chooses what brings somebody to an affiliate in a month (0 is January): each affiliate leans on other ways. */
export function createArrival(affiliate: DemoAffiliate, month: number, random: Random): DemoArrival {
  const way = random.weigh(ways, (each) => each.weight * leaning(affiliate, each));
  const { source, medium, referrer, adClick, name = seasons[month] ?? 'winter-sun' } = way;
  if (source === undefined || medium === undefined) return { referrer, query: '', campaign: undefined };
  const query = new URLSearchParams({ utm_source: source, utm_medium: medium, utm_campaign: name });
  if (adClick !== undefined) query.set(adClick, `demo${random.between(1e8, 9e8).toString(36)}`);
  return { referrer, query: `?${query.toString()}`, campaign: { source, medium, name } };
}

/** Somebody who comes back types the address or follows the letter. */
export function createReturn(random: Random): DemoArrival {
  return random.chance(0.7)
    ? { referrer: '', query: '', campaign: undefined }
    : { referrer: google, query: '', campaign: undefined };
}

/** From a half to two times: no reason beyond telling affiliates apart. */
function leaning({ affiliateId }: DemoAffiliate, way: Way): number {
  const [first, second] = [affiliateId.charCodeAt(0), affiliateId.charCodeAt(1)];
  return (
    0.5 + ((first * 3 + second * 5 + way.referrer.length * 7 + (way.source ?? '').length * 11) % 16) / 10
  );
}
