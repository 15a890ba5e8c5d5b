import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { expectedSessions } from '../../../support/expected-sessions.ts';
import { expectedFunnel, expectedRetention, momentsOf, writtenCohorts } from './expected-journeys.ts';
import { makeRawWorld } from './raw-world.ts';
import { startRawWorld } from './start-raw-world.ts';

const admin = { sub: 'ops', role: 'admin' } as const;
const now = '2026-06-10T12:00:00Z';
const span = { fromMs: Date.parse('2026-03-10T00:00:00Z'), toMs: Date.parse('2026-05-20T00:00:00Z') };
const world = makeRawWorld('a', { seed: 5, ...span, bursts: 500, devices: 30, bookings: 120 });
const human = world.events.filter((event) => event.botRule === '');
const minuteMs = 60_000;

const events = human.map((event) => ({ event, person: world.person(event) }));
const bookings = world.changes.map((change) => ({
  reservationId: change.reservationId,
  at: Date.parse(change.bookedAt),
  person: world.booker(change),
}));
const visits = expectedSessions(human.filter((event) => event.anonymousId !== '')).map((session) => ({
  person: world.person({ anonymousId: session.anonymous_id, userId: '', timestamp: session.started_at }),
  at: Date.parse(session.started_at),
}));

test('a funnel equals a plain walk of each person, and so does retention', async () => {
  const { get } = await startRawWorld(world, now);
  const steps = ['page:/', 'page:/search', 'page:/hotel', 'event:Product Viewed', 'event:Offer Clicked'];
  const funnels = fc.record({
    steps: fc.array(fc.constantFrom(...steps, 'booking'), { minLength: 1, maxLength: 4 }),
    startQuarter: fc.integer({ min: -100, max: 5_000 }),
    quarters: fc.integer({ min: 1, max: 6_000 }),
    window: fc.constantFrom(['30m', 30], ['12h', 720], ['7d', 10_080], ['30d', 43_200]),
  });
  const counted = { entered: 0, finished: 0 };
  await fc.assert(
    fc.asyncProperty(funnels, async ({ steps: asked, startQuarter, quarters, window: [text, minutes] }) => {
      const fromMs = span.fromMs + startQuarter * 15 * minuteMs;
      const toMs = fromMs + quarters * 15 * minuteMs;
      const query = new URLSearchParams({
        from: new Date(fromMs).toISOString(),
        to: new Date(toMs).toISOString(),
        steps: asked.join(','),
        window: text,
      });
      const answer = await get(`/api/affiliates/a/funnel?${query.toString()}`, admin);
      expect(answer).toMatchObject({ statusCode: 200 });
      const found = answer.json<{ steps: { visitors: number }[] }>();
      expect(found.steps).toEqual(
        expectedFunnel(
          asked,
          asked.map((step) => momentsOf(step, events, bookings)),
          { fromMs, toMs, windowMs: minutes * minuteMs },
        ),
      );
      counted.entered += found.steps[0]?.visitors ?? 0;
      if (asked.length > 1) counted.finished += found.steps.at(-1)?.visitors ?? 0;
    }),
    { numRuns: 40, seed: 3 },
  );
  expect(counted.entered).toBeGreaterThan(100);
  expect(counted.finished).toBeGreaterThan(30);

  for (const [unit, tz, from, to] of [
    ['week', 'Europe/Berlin', '2026-03-16', '2026-05-18'],
    ['week', 'Asia/Kathmandu', '2026-03-02', '2026-06-08'],
    ['month', 'Australia/Lord_Howe', '2026-03-01', '2026-06-01'],
    ['month', 'America/St_Johns', '2026-04-01', '2026-06-01'],
  ] as const) {
    const url = `/api/affiliates/a/retention?unit=${unit}&tz=${tz}&from=${from}&to=${to}`;
    const found = (await get(url, admin)).json<{
      from: string;
      to: string;
      cohorts: { at: string; visitors: number; returned: { n: number; visitors: number }[] }[];
    }>();
    const expected = expectedRetention(visits, {
      unit,
      zone: tz,
      fromMs: Date.parse(found.from),
      toMs: Date.parse(found.to),
    });
    const starts = found.cohorts.map((cohort) => Date.parse(cohort.at));
    expect(found.cohorts).toEqual(writtenCohorts(expected, starts));
    const size = [...expected].reduce((sum, [at, counts]) => sum + (counts.get(at) ?? 0), 0);
    expect(found.cohorts.reduce((sum, cohort) => sum + cohort.visitors, 0)).toBe(size);
  }
});
