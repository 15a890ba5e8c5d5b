import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { createTestWarehouse } from '../../support/warehouse.ts';
import { storeEvents, type RawEvent } from '../../support/raw-rows.ts';
import { expectedSessions } from '../../support/expected-sessions.ts';

const start = Date.parse('2026-03-01T00:00:00Z');

/** A device's events over some hours, with gaps around the 30 minutes that end a session. */
const events = fc
  .array(
    fc.record({
      device: fc.constantFrom('d1', 'd2', 'd3'),
      gapMinutes: fc.oneof(fc.integer({ min: 0, max: 40 }), fc.constantFrom(29, 30, 31, 59, 60, 61, 180)),
      gapMs: fc.constantFrom(0, 0, 1, 59_999),
      type: fc.constantFrom('page', 'page', 'page', 'track', 'identify', 'alias'),
      event: fc.constantFrom('Product Clicked', 'Link Clicked', 'Scroll Depth', 'Search'),
      isNonInteraction: fc.boolean(),
      path: fc.constantFrom('/', '/search', '/hotel', ''),
      country: fc.constantFrom('', 'DE', 'FR'),
      utmMedium: fc.constantFrom('', '', 'cpc', 'Email', 'partner', 'other'),
      referrerHost: fc.constantFrom(
        '',
        'www.google.co.uk',
        'm.facebook.com',
        'blog.example.org',
        'www.shop.example',
      ),
    }),
    { minLength: 1, maxLength: 40 },
  )
  .map((steps): RawEvent[] => {
    let at = start;
    return steps.map((step, index) => {
      at += step.gapMinutes * 60_000 + step.gapMs;
      return {
        messageId: `m${String(index).padStart(3, '0')}`,
        timestamp: new Date(at).toISOString(),
        type: step.type,
        event: step.type === 'track' ? step.event : '',
        anonymousId: step.device,
        isNonInteraction: step.isNonInteraction,
        path: step.path,
        country: step.country,
        utmMedium: step.utmMedium,
        referrerHost: step.referrerHost,
      };
    });
  });

interface SessionRow {
  anonymous_id: string;
  started_at: string;
  channel: string;
  landing_page: string;
  exit_page: string;
  country: string;
  is_bounce: boolean;
  duration_ms: number;
}

/** Many worlds are run at once, each an affiliate of its own: a pass costs the same for one as for thirty. */
const worlds = fc.array(
  fc.tuple(events, fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 40, maxLength: 40 })),
  {
    minLength: 40,
    maxLength: 40,
  },
);

test('sessions are the same as a plain walk through the events, however the events are cut into batches', async () => {
  const { warehouse, pipelines } = await createTestWarehouse('2026-03-10T00:00:00Z', {
    models: ['session_fragments', 'affiliate_quarters', 'visit_quarters'],
  });
  const property = fc.asyncProperty(worlds, async (all) => {
    // Batches arrive one after another, pipelines run between them: late events change what was built before.
    for (const batch of [0, 1, 2]) {
      const part = all.flatMap(([own, cut], world) =>
        own
          .filter((_, index) => cut[index] === batch)
          .map((event) => ({ ...event, affiliateId: `world-${world}` })),
      );
      await storeEvents(warehouse, part);
      expect((await pipelines.run()).failed).toEqual([]);
    }
    expect(await pipelines.plan()).toSatisfy((plan: { due: unknown[] }[]) =>
      plan.every((each) => each.due.length === 0),
    );
    for (const [world, [own]] of all.entries()) {
      const params = { affiliateId: `world-${world}` };
      const sessions = await warehouse.query<SessionRow>(sessionsSql, { name: 'test', params });
      expect(sessions).toEqual(expectedSessions(own));
      const [sums] = await warehouse.query<Record<string, number>>(sumsSql, { name: 'test', params });
      expect(sums).toEqual({
        sessions: sessions.length,
        bounces: sessions.filter((each) => each.is_bounce).length,
        duration_ms: sessions.reduce((sum, each) => sum + each.duration_ms, 0),
        pageviews: own.filter((event) => event.type === 'page').length,
        clicks: own.filter((event) => event.event?.endsWith('Clicked') === true).length,
      });
    }
  });
  // One large run: shrinking would run the pipelines hundreds of times.
  await fc.assert(property, { numRuns: 1, endOnFailure: true });
});

const sessionsSql = `
select anonymous_id, started_at, channel, landing_page, exit_page, country, is_bounce, duration_ms
from sessions
where affiliate_id = {affiliateId:String}
order by anonymous_id, started_at`;

const sumsSql = `
select sum(sessions) as sessions, sum(bounces) as bounces, sum(duration_ms) as duration_ms,
  sum(pageviews) as pageviews, sum(clicks) as clicks
from affiliate_quarters
where affiliate_id = {affiliateId:String}`;
