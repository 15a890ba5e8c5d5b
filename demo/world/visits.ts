import type { DemoAffiliate } from './affiliates.ts';
import type { DemoArrival } from './campaigns.ts';
import type { DemoDevice } from './devices.ts';
import type { Place } from './places.ts';
import type { Random } from './random.ts';
import { minuteMs, writeInstant } from './time.ts';
import type { DemoVendor } from './vendors.ts';

/** An event of the Segment protocol, without what its batch says. */
export type DemoEvent = Readonly<Record<string, unknown>>;

/** Somebody's stay on an affiliate's pages. */
export interface DemoVisit {
  visitId: string;
  affiliate: DemoAffiliate;
  device: DemoDevice;
  startAt: number;
  arrival: DemoArrival;
  place: Place;
  /** What is looked at; the last is the one that is clicked. */
  vendors: readonly DemoVendor[];
  /** How far it goes. */
  depth: 'bounce' | 'browse' | 'search' | 'look' | 'click';
  /** Of a visit that ends in a booking: the click that it names, and when. */
  click?: { clickId: string; at: number };
  /** Who signs in on the way. */
  userId?: string | undefined;
}

interface Page {
  path: string;
  name: string;
}

const guides = ['packing-light', 'rail-passes', 'airport-lounges', 'travel-insurance', 'city-cards'] as const;

/** Makes the events of a visit, in order. A visit with a click ends with it, at its time. */
export function createVisit(visit: DemoVisit, random: Random): DemoEvent[] {
  const { affiliate, device, arrival, place } = visit;
  const slug = slugOf(place.city);
  const drafts: { draft: object; page: Page }[] = [];
  const view = (page: Page): void => void drafts.push({ draft: viewOf(device, page), page });
  const track = (page: Page, event: string, properties: object): void =>
    void drafts.push({ draft: { type: 'track', event, properties }, page });

  const landing = landingOf(visit, slug, random);
  view(landing);
  if (device.app === undefined && random.chance(0.12))
    track(landing, 'Web Vitals', { lcp: random.between(900, 4_200) });
  if (visit.userId !== undefined)
    drafts.push({ draft: { type: 'identify', userId: visit.userId, traits: {} }, page: landing });
  if (visit.depth !== 'bounce') {
    if (random.chance(0.5)) view({ path: `/destinations/${slug}`, name: place.city });
    if (random.chance(0.2)) view(guideOf(random));
  }
  if (visit.depth !== 'bounce' && visit.depth !== 'browse') {
    const search = { path: '/search', name: 'Search' };
    view(search);
    track(search, 'Products Searched', { query: place.city, nights: random.between(2, 10) });
    if (random.chance(0.3))
      track(search, 'Product List Filtered', { filter: random.pick(['price', 'stars', 'stops']) });
  }
  if (visit.depth === 'look' || visit.depth === 'click') {
    for (const vendor of visit.vendors) {
      const page = { path: `/${vendor.type}s/${vendor.vendorId}`, name: vendor.name };
      view(page);
      track(page, 'Product Viewed', { vendorId: vendor.vendorId, name: vendor.name });
    }
  }
  if (visit.depth === 'click') {
    // Who books clicks once; who compares opens what was looked at.
    const opened = visit.click === undefined ? visit.vendors : visit.vendors.slice(-1);
    for (const [index, vendor] of opened.entries()) {
      const page = { path: `/${vendor.type}s/${vendor.vendorId}`, name: vendor.name };
      const clickId = visit.click?.clickId ?? `${visit.visitId}-c${index + 1}`;
      track(page, 'Offer Clicked', { clickId, vendorId: vendor.vendorId, destination: place.city });
    }
  }

  const steps = timesOf(visit, drafts.length, random);
  return drafts.map(({ draft, page }, index) => ({
    ...draft,
    messageId: `${visit.visitId}-${index + 1}`,
    anonymousId: device.anonymousId,
    timestamp: writeInstant(steps[index] ?? visit.startAt),
    context: contextOf({ affiliate, device, arrival }, page, index === 0),
  }));
}

function viewOf(device: DemoDevice, { name, path }: Page): object {
  return device.app === undefined
    ? { type: 'page', name, properties: { path } }
    : { type: 'screen', name, properties: { path } };
}

/** Half a minute on most pages, some minutes on a few. Less than half an hour passes between two. */
function timesOf(visit: DemoVisit, count: number, random: Random): number[] {
  const gaps = Array.from({ length: count - 1 }, () =>
    Math.min(20 * minuteMs, Math.round(1_500 - Math.log(1 - random.next()) * 38_000)),
  );
  let at =
    visit.click === undefined ? visit.startAt : visit.click.at - gaps.reduce((sum, gap) => sum + gap, 0);
  return [at, ...gaps.map((gap) => (at += gap))];
}

function landingOf({ arrival, device }: DemoVisit, slug: string, random: Random): Page {
  if (device.app !== undefined) return { path: '/', name: 'Home' };
  if (arrival.campaign !== undefined) return { path: `/deals/${arrival.campaign.name}`, name: 'Deals' };
  const kind = random.weigh(
    ['home', 'destination', 'guide'] as const,
    (each) =>
      ({ home: arrival.referrer === '' ? 8 : 2, destination: 5, guide: arrival.referrer === '' ? 1 : 3 })[
        each
      ],
  );
  if (kind === 'home') return { path: '/', name: 'Home' };
  return kind === 'guide' ? guideOf(random) : { path: `/destinations/${slug}`, name: 'Destination' };
}

function guideOf(random: Random): Page {
  const guide = random.pick(guides);
  return { path: `/guides/${guide}`, name: guide.replaceAll('-', ' ') };
}

function contextOf(
  { affiliate, device, arrival }: Pick<DemoVisit, 'affiliate' | 'device' | 'arrival'>,
  page: Page,
  isLanding: boolean,
): object {
  const { userAgent, locale, timezone, app } = device;
  const origin = `https://www.${affiliate.site}`;
  const common = { userAgent, locale, timezone };
  if (app !== undefined) {
    const library = { name: app === 'ios' ? 'analytics-swift' : 'analytics-kotlin', version: '1.9.0' };
    return { ...common, library, device: { type: app }, os: { name: app === 'ios' ? 'iOS' : 'Android' } };
  }
  const query = isLanding ? arrival.query : '';
  const referrer = isLanding ? arrival.referrer : `${origin}/`;
  return {
    ...common,
    library: { name: 'analytics.js', version: 'npm:next-1.84.0' },
    page: { path: page.path, url: `${origin}${page.path}${query}`, referrer, title: page.name },
    ...(isLanding && arrival.campaign !== undefined && { campaign: arrival.campaign }),
  };
}

function slugOf(city: string): string {
  return city
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z]+/g, '-');
}
