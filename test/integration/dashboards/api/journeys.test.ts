import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { expectedSessions } from '../../../support/expected-sessions.ts';
import type { RawEvent } from '../../../support/raw-rows.ts';
import { makeRawWorld } from './raw-world.ts';
import { startRawWorld } from './start-raw-world.ts';

const admin = { sub: 'ops', role: 'admin' } as const;
const now = '2026-06-10T12:00:00Z';
const span = { fromMs: Date.parse('2026-03-10T00:00:00Z'), toMs: Date.parse('2026-05-20T00:00:00Z') };
const world = makeRawWorld('a', { seed: 5, ...span, bursts: 500, devices: 30, bookings: 120 });
const human = world.events.filter((event) => event.botRule === '');
const minuteMs = 60_000;

type Moment = { at: number; order: string; person: string };

/** Every moment at which a step is taken, in order; a booking comes after events of its millisecond. */
function momentsOf(step: string): Moment[] {
  const bookings = world.changes.map((change) => ({
    at: Date.parse(change.bookedAt),
    order: `1${change.reservationId}`,
    person: world.booker(change),
  }));
  const isStep = (event: RawEvent) =>
    event.type === 'track'
      ? step === `event:${event.event ?? ''}`
      : (event.type === 'page' || event.type === 'screen') && step === `page:${event.path ?? ''}`;
  const events = human.filter(isStep).map((event) => ({
    at: Date.parse(event.timestamp),
    order: `0${event.messageId}`,
    person: world.person(event),
  }));
  return (step === 'booking' ? bookings : events).toSorted(
    (a, b) => a.at - b.at || (a.order < b.order ? -1 : 1),
  );
}

function expectedFunnel(steps: readonly string[], fromMs: number, toMs: number, windowMs: number) {
  const moments = steps.map(momentsOf);
  const people = new Set(moments[0]?.map((moment) => moment.person));
  const walks = [...people].map((person) => {
    const walk: Moment[] = [];
    for (const [index, own] of moments.entries()) {
      const last = walk.at(-1);
      const first = walk[0];
      const next = own.find(
        (each) =>
          each.person === person &&
          (last === undefined || first === undefined
            ? each.at >= fromMs && each.at < toMs
            : (each.at > last.at || (each.at === last.at && each.order > last.order)) &&
              each.at <= first.at + windowMs),
      );
      if (next === undefined || walk.length < index) break;
      walk.push(next);
    }
    return walk;
  });
  return steps.map((name, index) => {
    const reached = walks.filter((walk) => walk.length > index);
    const before = walks.filter((walk) => walk.length >= index).length;
    const entered = walks.filter((walk) => walk.length > 0).length;
    const elapsed = reached
      .map((walk) => (walk[index]?.at ?? 0) - (walk[index - 1]?.at ?? 0))
      .toSorted((a, b) => a - b);
    const middle = [elapsed[Math.floor((elapsed.length - 1) / 2)], elapsed[Math.floor(elapsed.length / 2)]];
    return {
      name,
      visitors: reached.length,
      fromPrevious: index === 0 || before === 0 ? null : reached.length / before,
      fromStart: entered === 0 ? null : reached.length / entered,
      medianSeconds:
        index === 0 || elapsed.length === 0 ? null : ((middle[0] ?? 0) + (middle[1] ?? 0)) / 2 / 1_000,
    };
  });
}

function expectedRetention(unit: 'week' | 'month', zone: string, fromMs: number, toMs: number) {
  const label = (atMs: number): number => {
    const local = Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(zone);
    const monday = local.toPlainDate().subtract({ days: local.dayOfWeek - 1 });
    const first = unit === 'week' ? monday : local.toPlainDate().with({ day: 1 });
    return first.toZonedDateTime(zone).epochMilliseconds;
  };
  const visits = expectedSessions(human.filter((event) => event.anonymousId !== '')).map((session) => ({
    person: world.person({ anonymousId: session.anonymous_id, userId: '', timestamp: session.started_at }),
    at: Date.parse(session.started_at),
  }));
  const cohorts = new Map<number, Map<number, number>>();
  for (const own of Map.groupBy(visits, (visit) => visit.person).values()) {
    const first = Math.min(...own.map((visit) => visit.at));
    if (first < fromMs) continue;
    const units = new Set(own.filter((visit) => visit.at < toMs).map((visit) => label(visit.at)));
    const counts = cohorts.get(label(first)) ?? new Map<number, number>();
    for (const each of units) counts.set(each, (counts.get(each) ?? 0) + 1);
    cohorts.set(label(first), counts);
  }
  return cohorts;
}

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
      expect(found.steps).toEqual(expectedFunnel(asked, fromMs, toMs, minutes * minuteMs));
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
    const expected = expectedRetention(unit, tz, Date.parse(found.from), Date.parse(found.to));
    const starts = found.cohorts.map((cohort) => Date.parse(cohort.at));
    for (const [index, cohort] of found.cohorts.entries()) {
      const counts = expected.get(Date.parse(cohort.at));
      expect(cohort.visitors).toBe(counts?.get(Date.parse(cohort.at)) ?? 0);
      expect(cohort.returned).toEqual(
        starts.slice(index).map((at, n) => ({
          n,
          visitors: counts?.get(at) ?? 0,
          rate: cohort.visitors === 0 ? null : (counts?.get(at) ?? 0) / cohort.visitors,
        })),
      );
    }
    const size = [...expected].reduce((sum, [at, counts]) => sum + (counts.get(at) ?? 0), 0);
    expect(found.cohorts.reduce((sum, cohort) => sum + cohort.visitors, 0)).toBe(size);
  }
});
