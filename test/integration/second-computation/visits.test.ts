import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemClock } from '../../../infra/clock.ts';
import { createAffiliates } from '../../../warehouse/repositories/affiliates.ts';
import {
  behaviour,
  breakdown,
  visitsOf,
  within,
  type Visits,
} from '../../support/second-computation/behaviour.ts';
import { createIdentity } from '../../support/second-computation/identity.ts';
import { makeRequests } from '../../support/second-computation/make-requests.ts';
import { accept } from '../../support/second-computation/message.ts';
import { openWorld, type OpenWorld } from '../../support/second-computation/open-world.ts';
import { createRandom } from '../../support/second-computation/random.ts';
import { cut, spanOf } from '../../support/second-computation/range.ts';
import { startApi } from '../dashboards/api/start-api.ts';

const seed = Number(process.env['MILEPOST_WORLD_SEED'] ?? '1');
const now = '2026-06-20T10:00:00Z';
const span = { fromMs: Date.parse('2026-03-16T00:00:00Z'), toMs: Date.parse('2026-04-12T00:00:00Z') };
const affiliates = [
  { affiliateId: 'berlin', currency: 'EUR', timezone: 'Europe/Berlin' },
  { affiliateId: 'howe', currency: 'USD', timezone: 'Australia/Lord_Howe' },
];

let world: OpenWorld;
const visits = new Map<string, Visits>();

beforeAll(async () => {
  world = await openWorld(now);
  const deps = { warehouse: world.warehouse, clock: systemClock };
  await createAffiliates(deps).add(affiliates.map((each) => ({ ...each, name: each.affiliateId })));
  const random = createRandom(seed);
  const requests = affiliates.flatMap(({ affiliateId }) =>
    makeRequests(random, { affiliateId, ...span, bursts: 90 }),
  );
  for (const { affiliateId } of affiliates) {
    const facts = accept(requests.filter((each) => each.affiliateId === affiliateId));
    visits.set(affiliateId, visitsOf(facts, createIdentity(facts)));
  }
  await world.sendRequests(requests);
  await world.run();
});
afterAll(() => world.close());

const moments = fc
  .integer({ min: span.fromMs - 5 * 86_400_000, max: span.toMs })
  .map((atMs) => new Date(atMs).toISOString());
const questions = fc
  .record({
    affiliateId: fc.constantFrom('berlin', 'howe'),
    from: fc.oneof(
      moments,
      moments.map((moment) => moment.slice(0, 10)),
    ),
    days: fc.oneof(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 3 })),
    tz: fc.constantFrom('Europe/Berlin', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'America/St_Johns'),
    granularity: fc.constantFrom('hour' as const, 'day' as const, 'week' as const, 'month' as const),
    by: fc.constantFrom(
      ...([
        'page',
        'channel',
        'entryPage',
        'exitPage',
        'referrer',
        'source',
        'medium',
        'campaign',
        'country',
      ] as const),
      ...(['device', 'browser', 'os'] as const),
    ),
  })
  .map(({ days, ...asked }) => ({
    ...asked,
    to: new Date(Date.parse(asked.from) + days * 86_400_000).toISOString().slice(0, asked.from.length),
  }));

test('visits are counted as a walk over the messages as sent counts them', async () => {
  const api = await startApi(world.warehouse, now);
  const ask = async (path: string) => {
    const answer = await api.get(`/api/affiliates/${path}`, { sub: 'ops', role: 'admin' });
    expect(answer.statusCode, answer.body).toBe(200);
    return answer.json();
  };
  await fc.assert(
    fc.asyncProperty(questions, async ({ affiliateId, granularity, by, ...asked }) => {
      const all = visits.get(affiliateId) ?? { views: [], sessions: [] };
      const query = new URLSearchParams(asked).toString();
      const range = spanOf(asked);
      const numbersOf = (visited: Visits) => rounded(behaviour(visited.views, visited.sessions));

      const overview = await ask(`${affiliateId}/overview?${query}`);
      expect(rounded(overview.metrics)).toMatchObject(numbersOf(within(all, range)));

      const metrics = 'visitors,sessions,pageviews,bounceRate,averageSessionSeconds,clicks';
      const series = await ask(
        `${affiliateId}/timeseries?${query}&granularity=${granularity}&metrics=${metrics}`,
      );
      expect(series.points.map(rounded)).toEqual(
        cut(range, asked.tz, granularity).map((each) => ({
          at: new Date(each.fromMs).toISOString(),
          ...numbersOf(within(all, each)),
        })),
      );

      const { rows } = await ask(`${affiliateId}/breakdown?${query}&by=${by}&limit=1000`);
      const expected = breakdown(within(all, range), by);
      const shown = Object.fromEntries(rows.map(({ key, ...row }: { key: string }) => [key, rounded(row)]));
      expect(Object.keys(shown).toSorted()).toEqual([...expected.keys()].toSorted());
      for (const [key, row] of expected) expect(rounded(row), key).toMatchObject(shown[key]);
    }),
    { numRuns: 15 },
  );
});

/** Fractions to the billionth: two ways to one sum may differ behind that. */
function rounded(row: object): object {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name,
      typeof value === 'number' ? Math.round(value * 1e9) / 1e9 : value,
    ]),
  );
}
