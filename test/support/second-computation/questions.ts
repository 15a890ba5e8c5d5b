import * as fc from 'fast-check';
import type { Span } from './affiliate-money.ts';
import type { AskedFilter } from './selection.ts';

const dayMs = 86_400_000;

/** Ranges that begin in or around a span: dates of a zone, or instants. */
export function rangesAround(span: Span, { longestDays }: { longestDays: number }) {
  const moments = fc
    .integer({ min: span.fromMs - 5 * dayMs, max: span.toMs })
    .map((atMs) => new Date(atMs).toISOString());
  return fc
    .record({
      from: fc.oneof(
        moments,
        moments.map((moment) => moment.slice(0, 10)),
      ),
      days: fc.oneof(fc.integer({ min: 1, max: longestDays }), fc.integer({ min: 1, max: 3 })),
      tz: fc.constantFrom('Europe/Berlin', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'America/St_Johns'),
    })
    .map(({ days, ...asked }) => ({
      ...asked,
      to: new Date(Date.parse(asked.from) + days * dayMs).toISOString().slice(0, asked.from.length),
    }));
}

const values: Readonly<Record<AskedFilter['dimension'], readonly [string, ...string[]]>> = {
  page: ['/', '/search', '/nowhere'],
  event: ['Offer Clicked', 'Search'],
  channel: ['Direct', 'Paid', 'Email', 'Organic Search'],
  entryPage: ['/', '/hotel'],
  exitPage: ['/checkout', '/'],
  referrer: ['t.co', 'blog.example.org'],
  source: ['google', 'Newsletter'],
  medium: ['cpc', 'Partner'],
  campaign: ['spring', 'autumn'],
  country: ['DE', 'AU', 'NL'],
  device: ['mobile', 'desktop'],
  browser: ['Safari', 'Firefox'],
  os: ['iOS', 'Linux'],
  vendor: ['hotel-a', 'air-a', 'car-b'],
  destination: ['Lisbon, PT', 'Lord Howe, AU', 'Amsterdam, NL'],
};
const dimensions = [
  ...(['page', 'event', 'channel', 'entryPage', 'exitPage', 'referrer', 'source', 'medium'] as const),
  ...(['campaign', 'country', 'device', 'browser', 'os', 'vendor', 'destination'] as const),
];

/** What breakdowns are by. */
export const anyDimension = fc.constantFrom(...dimensions);

/** None, one or two filters, of which some leave nothing. */
export const anyFilters: fc.Arbitrary<AskedFilter[]> = fc.array(
  anyDimension.chain((dimension) =>
    fc.record({
      dimension: fc.constant(dimension),
      operator: fc.constantFrom('eq' as const, 'ne' as const),
      values: fc.uniqueArray(fc.constantFrom(...values[dimension]), { minLength: 1, maxLength: 2 }),
    }),
  ),
  { maxLength: 2 },
);

/** Filters as the API reads them. */
export function writeFilters(filters: readonly AskedFilter[]): string[] {
  return filters.map(
    ({ dimension, operator, values: own }) =>
      `${dimension}:${operator}:${own.map((value) => value.replaceAll(',', '\\,')).join(',')}`,
  );
}
