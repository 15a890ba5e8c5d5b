import type { Random } from './random.ts';

/** An event of the Segment protocol. */
export type DemoEvent = Readonly<Record<string, unknown>>;

/** A visitor who may book, and when the last visit ended. */
export interface DemoVisitor {
  anonymousId: string;
  userId: string | undefined;
  /** The click out to a hotel, where there was one. */
  click: { clickId: string; at: number } | undefined;
}

export interface DemoVisits {
  events: DemoEvent[];
  visitors: DemoVisitor[];
}

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
const site = 'https://demo.example';

const arrivals = [
  { query: '?utm_source=newsletter&utm_medium=email&utm_campaign=spring-escapes', referrer: '' },
  {
    query: '?utm_source=google&utm_medium=cpc&utm_campaign=lisbon-hotels',
    referrer: 'https://www.google.com/',
  },
  { query: '', referrer: 'https://www.google.com/' },
  { query: '', referrer: 'https://www.google.com/' },
  {
    query: '?utm_source=instagram&utm_medium=social&utm_campaign=summer',
    referrer: 'https://www.instagram.com/',
  },
  { query: '', referrer: 'https://travel-notes.example/best-beaches' },
  { query: '', referrer: '' },
  { query: '', referrer: '' },
] as const;

const pages = [
  { path: '/', title: 'Demo Travel' },
  { path: '/lisbon', title: 'Lisbon' },
  { path: '/algarve', title: 'Algarve' },
  { path: '/guides/seven-beaches', title: 'Seven beaches' },
  { path: '/hotels/city-hotel', title: 'City Hotel' },
  { path: '/hotels/resort-hotel', title: 'Resort Hotel' },
] as const;

/** Makes the sessions of some visitors over `days` days before `now`: pages, clicks out, a few sign-ins. */
export function createVisits(
  { visitors, days, now }: { visitors: number; days: number; now: number },
  random: Random,
): DemoVisits {
  const made: DemoVisits = { events: [], visitors: [] };
  for (let number = 1; number <= visitors; number += 1) {
    const visitor: DemoVisitor = {
      anonymousId: `demo-visitor-${number}`,
      userId: random.next() < 0.25 ? `demo-user-${number}` : undefined,
      click: undefined,
    };
    const sessions = random.pick([1, 1, 1, 2, 2, 3]);
    const starts = Array.from({ length: sessions }, () => startOf(now, days, random)).toSorted(
      (a, b) => a - b,
    );
    for (const [index, start] of starts.entries()) {
      addSession(made.events, visitor, { start, id: `${number}-${index + 1}` }, random);
    }
    made.visitors.push(visitor);
  }
  return made;
}

/** A moment of the last days, between 7 and 22 o'clock UTC, at least three hours ago. */
function startOf(now: number, days: number, random: Random): number {
  const day = Math.floor(now / dayMs) - random.between(0, days - 1);
  const start = day * dayMs + random.between(7 * 60, 22 * 60) * minuteMs + random.between(0, 59_999);
  return Math.min(start, now - 180 * minuteMs - random.between(0, 60) * minuteMs);
}

function addSession(
  events: DemoEvent[],
  visitor: DemoVisitor,
  session: { start: number; id: string },
  random: Random,
): void {
  const arrival = random.pick(arrivals);
  const views = random.pick([1, 1, 2, 3, 4, 5]);
  let at = session.start;
  let count = 0;
  const add = (
    event: Record<string, unknown>,
    page: { path: string; title: string },
    isLanding: boolean,
  ): void => {
    count += 1;
    events.push({
      ...event,
      messageId: `demo-${session.id}-${count}`,
      anonymousId: visitor.anonymousId,
      timestamp: new Date(at).toISOString(),
      context: {
        page: {
          path: page.path,
          title: page.title,
          url: `${site}${page.path}${isLanding ? arrival.query : ''}`,
          search: isLanding ? arrival.query : '',
          referrer: isLanding ? arrival.referrer : `${site}/`,
        },
        userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
        locale: 'en-GB',
        ...(isLanding && arrival.query !== '' ? { campaign: campaignOf(arrival.query) } : {}),
      },
    });
  };
  for (let view = 0; view < views; view += 1) {
    const page = random.pick(pages);
    add({ type: 'page', name: page.title, properties: { path: page.path } }, page, view === 0);
    if (view === 1 && visitor.userId !== undefined) {
      at += 5_000;
      add({ type: 'identify', userId: visitor.userId, traits: {} }, page, false);
    }
    if (page.path.startsWith('/hotels/') && random.next() < 0.6) {
      at += random.between(10_000, 60_000);
      const clickId = `demo-click-${session.id}-${view}`;
      add(
        { type: 'track', event: 'Offer Clicked', properties: { clickId, vendor: page.title } },
        page,
        false,
      );
      visitor.click = { clickId, at };
    }
    at += random.between(8_000, 4 * minuteMs);
  }
}

function campaignOf(query: string): Record<string, string> {
  const search = new URLSearchParams(query);
  return {
    source: search.get('utm_source') ?? '',
    medium: search.get('utm_medium') ?? '',
    name: search.get('utm_campaign') ?? '',
  };
}
