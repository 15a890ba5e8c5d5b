import type { DemoAffiliate } from './affiliates.ts';
import { createRandom, seedOf, type Random } from './random.ts';

/** What somebody browses with: to an affiliate's pages an id of their own. */
export interface DemoDevice {
  anonymousId: string;
  userAgent: string;
  locale: string;
  timezone: string;
  /** Set where it is the affiliate's app. */
  app: 'ios' | 'android' | undefined;
}

const browsers: readonly { weight: number; userAgent: string }[] = [
  { weight: 26, userAgent: mac('AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36') },
  { weight: 22, userAgent: windows('AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36') },
  { weight: 6, userAgent: windows('Gecko/20100101 Firefox/143.0', '; rv:143.0') },
  {
    weight: 6,
    userAgent: windows('AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36 Edg/141.0.0.0'),
  },
  { weight: 8, userAgent: mac('AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.0 Safari/605.1.15') },
];
const phones: readonly { weight: number; userAgent: string }[] = [
  {
    weight: 38,
    userAgent:
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Mobile/15E148 Safari/604.1',
  },
  {
    weight: 34,
    userAgent:
      'Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Mobile Safari/537.36',
  },
  {
    weight: 9,
    userAgent:
      'Mozilla/5.0 (Linux; Android 14; SM-S921B) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36',
  },
  {
    weight: 8,
    userAgent:
      'Mozilla/5.0 (iPad; CPU OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Mobile/15E148 Safari/604.1',
  },
];

/** Crawlers as they name themselves. */
export const botAgents = [
  'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)',
  'Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)',
  'Mozilla/5.0 (compatible; AhrefsBot/7.0; +http://ahrefs.com/robot/)',
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/140.0.0.0 Safari/537.36',
] as const;

/** What a device is like that is used for one purpose: a phone on the sofa, a computer at the desk, an app. */
export type DeviceUse = 'phone' | 'computer' | 'app';

/** Makes somebody's device; the same person and use give the same one. */
export function createDevice(
  seed: number,
  affiliate: DemoAffiliate,
  person: { id: string; locale: string; timezone: string },
  use: DeviceUse,
): DemoDevice {
  const random = createRandom(seedOf(seed, 'device', affiliate.affiliateId, person.id, use));
  const app = use === 'app' && affiliate.hasApp ? random.pick(['ios', 'ios', 'android'] as const) : undefined;
  const agents = use === 'computer' ? browsers : phones;
  return {
    anonymousId: idOf(random),
    userAgent:
      app === undefined ? random.weigh(agents, ({ weight }) => weight).userAgent : appAgent(affiliate, app),
    locale: person.locale,
    timezone: person.timezone,
    app,
  };
}

/** Looks like the version 4 UUID that SDKs make. */
export function idOf(random: Random): string {
  const hex = Array.from({ length: 4 }, () =>
    Math.floor(random.next() * 4_294_967_296)
      .toString(16)
      .padStart(8, '0'),
  ).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`;
}

/** As the SDKs of apps say it: the system's own user agent. */
function appAgent({ affiliateId }: DemoAffiliate, app: 'ios' | 'android'): string {
  return app === 'ios'
    ? `${affiliateId}/4.2 CFNetwork/3826.600.41 Darwin/24.6.0`
    : 'Dalvik/2.1.0 (Linux; U; Android 15; Pixel 9 Build/AP4A.250205.002)';
}

function mac(rest: string): string {
  return `Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) ${rest}`;
}

function windows(rest: string, more = ''): string {
  return `Mozilla/5.0 (Windows NT 10.0; Win64; x64${more}) ${rest}`;
}
