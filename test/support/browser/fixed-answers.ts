import type { Page } from 'playwright-core';
import { fixedPaths, fixedRetention } from './fixed-journeys.ts';
import { fixedBookings, fixedRealtime, fixedStatements } from './fixed-money.ts';
import { fixedMonth } from './fixed-month.ts';
import {
  fixedAccounts,
  fixedBackfills,
  fixedLetters,
  fixedPipelines,
  fixedRuns,
  fixedTrends,
} from './fixed-operations.ts';

/** The moment at which golden pictures are taken. */
export const pictureTime = '2026-05-20T10:30:00Z';

const dayMs = 86_400_000;
const firstDay = Date.parse('2026-04-21T00:00:00Z') - 2 * 3_600_000;
/** A wave with a week in it: looks like traffic and is the same every time. */
const wave = (index: number, height: number): number =>
  Math.round(height * (1 + 0.25 * Math.sin(index / 3) + (index % 7 > 4 ? -0.3 : 0.1)));
const points = (name: string, height: number) =>
  Array.from({ length: 30 }, (_, index) => ({
    at: new Date(firstDay + index * dayMs).toISOString(),
    [name]: wave(index, height),
  }));

const metrics = (factor: number) => ({
  visitors: Math.round(4_210 * factor),
  sessions: Math.round(6_034 * factor),
  pageviews: Math.round(18_920 * factor),
  bounceRate: 0.312 / factor,
  averageSessionSeconds: 214 * factor,
  clicks: Math.round(2_480 * factor),
  bookings: Math.round(163 * factor),
  grossValue: (48_210.5 * factor).toFixed(2),
  adjustedValue: '310.00',
  cancellations: 17,
  cancelledValue: '5120.00',
  reinstatedValue: '0.00',
  deletedValue: '0.00',
  transferredValue: '0.00',
  netValue: (43_400.5 * factor).toFixed(2),
  completedValue: '31880.00',
  commission: {
    pending: '1832.40',
    approved: (2_551.2 * factor).toFixed(2),
    declined: '409.60',
    reversed: '0.00',
  },
  epc: '1.7679',
  approvedEpc: '1.0287',
  conversionRate: 0.0387 * factor,
  averageOrderValue: '295.77',
  unconverted: { count: 0, amounts: [] },
  withoutAmount: 0,
});

const range = { from: '2026-04-20T22:00:00.000Z', to: '2026-05-20T22:00:00.000Z', tz: 'Europe/Amsterdam' };
const asOf = '2026-05-20T10:25:00.000Z';
const keys: Readonly<Record<string, readonly string[]>> = {
  page: ['/search', '/', '/deals/spring', '/guides/seven-beaches', '/hotels/harbour'],
  channel: ['Organic Search', 'Direct', 'Email', 'Paid Search', 'Referral'],
  country: ['NL', 'DE', 'BE', 'GB', 'FR'],
  device: ['desktop', 'mobile', 'tablet'],
  vendor: ['harbour', 'alpine'],
  event: ['Product Viewed', 'Offer Clicked', 'Products Searched'],
};

function breakdown(query: URLSearchParams) {
  const by = query.get('by') ?? 'page';
  const names = (query.get('metrics') ?? 'visitors').split(',');
  const rows = (keys[by] ?? []).map((key, index) => ({
    key,
    ...Object.fromEntries(
      names.map((name, place) => [name, Math.round(1_900 / (index + 1) / (place * 9 + 1))]),
    ),
  }));
  return { ...range, asOf, by, rows, next: null };
}

function timeseries(query: URLSearchParams) {
  const name = query.get('metrics') ?? 'visitors';
  const isBefore = (query.get('from') ?? '') < '2026-04-01';
  return {
    ...range,
    currency: 'EUR',
    asOf,
    granularity: 'day',
    points: points(name, isBefore ? 118 : 140),
  };
}

function attribution(query: URLSearchParams) {
  const model = query.get('model') ?? 'last';
  const lean = { first: 1, last: 0.8, linear: 0.9, position: 0.95, decay: 0.85 }[model] ?? 1;
  const rows = (keys['channel'] ?? []).map((key, index) => {
    const credit = (50 * lean) / (index * (2 - lean) + 1);
    return { key, credit, grossValue: (credit * 295).toFixed(2) };
  });
  return {
    ...range,
    currency: 'EUR',
    asOf,
    model,
    by: 'channel',
    rows,
    unattributed: { credit: 6, grossValue: '1700.00' },
  };
}

function funnel() {
  const counts = [3_120, 1_240, 163];
  const names = ['page:/search', 'event:Product Viewed', 'booking'];
  return {
    ...range,
    asOf,
    steps: counts.map((visitors, index) => ({
      name: names[index],
      visitors,
      fromPrevious: index === 0 ? null : visitors / (counts[index - 1] ?? 1),
      fromStart: visitors / (counts[0] ?? 1),
      medianSeconds: index === 0 ? null : 95 * index * index,
    })),
  };
}

const vendor = (vendorId: string, name: string, type: string, city: string, country: string) => ({
  vendorId,
  name,
  type,
  city,
  country,
  currency: 'EUR',
  timezone: 'Europe/Lisbon',
  owner: '',
  class: '',
});
const vendors = [
  vendor('alpine', 'Alpine Lodge', 'hotel', 'Innsbruck', 'AT'),
  vendor('harbour', 'Harbour Hotel', 'hotel', 'Lisbon', 'PT'),
  vendor('northwind', 'Northwind Air', 'flight', 'Copenhagen', 'DK'),
  vendor('rollo', 'Rollo Cars', 'car', 'Milan', 'IT'),
];
const states = ['closed', 'restated', 'closing', 'open'];

const people = [
  { person: 'affiliate:acme', role: 'affiliate', name: 'Acme Travel' },
  { person: 'affiliate:quiet', role: 'affiliate', name: 'Quiet Corner' },
  { person: 'support', role: 'support', name: 'Support' },
  { person: 'admin', role: 'admin', name: 'Administrator' },
  { person: 'traveler:ada', role: 'traveler', name: 'ada', trips: 11 },
  { person: 'traveler:grace', role: 'traveler', name: 'grace', trips: 1 },
  { person: 'traveler:linus', role: 'traveler', name: 'linus', trips: 0 },
];

/** What the API answers in golden pictures, by the path behind `/api`. */
const answers: readonly [RegExp, (query: URLSearchParams) => unknown][] = [
  [
    /\/overview$/,
    () => ({
      ...range,
      currency: 'EUR',
      asOf,
      metrics: metrics(1),
      compare: { from: '2026-03-21T23:00:00.000Z', to: range.from, metrics: metrics(0.88) },
    }),
  ],
  [/\/timeseries$/, timeseries],
  [/\/breakdown$/, breakdown],
  [/\/attribution$/, attribution],
  [/\/funnel$/, funnel],
  [/\/paths$/, () => fixedPaths],
  [/\/retention$/, () => fixedRetention],
  [/\/bookings$/, fixedBookings],
  [/\/statements$/, () => fixedStatements],
  [/\/vendors$/, () => ({ asOf, vendors })],
  [/\/months\/2016-05$/, () => fixedMonth.report],
  [/\/months\/2016-05\/versions$/, () => fixedMonth.versions],
  [/\/months\/2016-05\/changes$/, () => fixedMonth.changes],
  [/\/months\/2016-05\/shares$/, () => fixedMonth.shares],
  [/\/trends$/, () => fixedTrends],
  [/\/pipelines$/, () => fixedPipelines],
  [/\/pipelines\/runs$/, () => fixedRuns],
  [/\/pipelines\/backfills$/, () => fixedBackfills],
  [/\/accounting$/, () => fixedAccounts],
  [/\/dead-letters$/, () => fixedLetters],
  [/\/session\/people$/, () => ({ people })],
  [
    /\/vendor-months\/2026-04$/,
    () => ({
      period: '2026-04',
      asOf,
      vendors: vendors.map(({ vendorId }, index) => ({
        vendorId,
        version: index === 1 ? 2 : 1,
        state: states[index],
        bookings: 412 - index * 77,
        arrivals: 388 - index * 61,
      })),
    }),
  ],
  [
    /\/travelers\/[^/]+\/years$/,
    () => ({
      asOf,
      years: [2026, 2025, 2024].map((year, index) => ({
        year,
        version: index + 1,
        state: ['open', 'closed', 'restated'][index],
        closesOn: `${year + 1}-01-15`,
        trips: [4, 11, 0][index],
      })),
    }),
  ],
];

const asked =
  /\/api\/(affiliates\/[^/]+\/|vendors|vendor-months|travelers|trends|pipelines|accounting|dead-letters)|\/session\/people/;

/** A stream that stays open, which an answer in one piece does not. */
const streamOnce = ({ event, data }: { event: string; data: string }): void => {
  class FixedStream extends EventTarget {
    constructor() {
      super();
      setTimeout(() => this.dispatchEvent(new MessageEvent(event, { data })));
    }
    close(): void {}
  }
  Object.assign(globalThis, { EventSource: FixedStream });
};

/** Puts fixed answers and a fixed moment in the place of the product's; who signs in is real. */
export async function fixAnswers(page: Page): Promise<void> {
  await page.clock.setFixedTime(pictureTime);
  await page.addInitScript(streamOnce, { event: 'realtime', data: JSON.stringify(fixedRealtime) });
  await page.route(asked, async (route) => {
    const { pathname, searchParams } = new URL(route.request().url());
    const answer = answers.find(([path]) => path.test(pathname))?.[1];
    if (answer === undefined) throw new Error(`No fixed answer for ${pathname}`);
    await route.fulfill({ json: answer(searchParams) });
  });
}
