import * as fc from 'fast-check';

const instants = fc
  .integer({ min: Date.UTC(2013, 5, 1), max: Date.UTC(2017, 9, 1) })
  .map((atMs) => new Date(atMs).toISOString());
const dates = instants.map((instant) => instant.slice(0, 10));
const months = instants.map((instant) => `${instant.slice(0, 7)}-01`);
const moments = fc.oneof(dates, months, instants);
const later = (from: string, days: number): string =>
  new Date(Date.parse(from) + days * 86_400_000).toISOString().slice(0, from.length);
const ranges = fc.oneof(
  fc
    .tuple(moments, fc.integer({ min: 1, max: 400 }))
    .map(([from, days]) => ({ from, to: later(from, days) })),
  months.map((from) => ({ from, to: `${later(from, 31).slice(0, 7)}-01` })),
  fc.integer({ min: 2013, max: 2016 }).map((year) => ({ from: `${year}-01-01`, to: `${year + 1}-01-01` })),
);
/** Questions about some of the agents: days, months, years and ragged instants, in several zones. */
export const affiliateQuestions = fc
  .tuple(
    ranges,
    fc.record({
      affiliateId: fc.constantFrom(
        'agent-9',
        'agent-240',
        'agent-1',
        'agent-14',
        'agent-7',
        'agent-6',
        'agent-250',
        'agent-535',
      ),
      tz: fc.constantFrom(
        'Europe/Lisbon',
        'America/New_York',
        'Asia/Kolkata',
        'Australia/Lord_Howe',
        'Pacific/Kiritimati',
      ),
      granularity: fc.constantFrom('day' as const, 'week' as const, 'month' as const),
    }),
  )
  .map(([range, rest]) => ({ ...range, ...rest }));
