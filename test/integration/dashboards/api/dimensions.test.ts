import { expect, test } from 'vitest';
import { expectedVisits } from '../../../support/expected-sessions.ts';
import type { RawEvent } from '../../../support/raw-rows.ts';
import { makeRawWorld } from './raw-world.ts';
import { startRawWorld } from './start-raw-world.ts';

const admin = { sub: 'ops', role: 'admin' } as const;
const span = { fromMs: Date.parse('2026-03-10T00:00:00Z'), toMs: Date.parse('2026-05-20T00:00:00Z') };
/** Without aliases, which statements then leave out. */
const options = { seed: 21, ...span, bursts: 600, devices: 40, bookings: 10, hasAliases: false };
const world = makeRawWorld('a', options);
const silent = new Set(['identify', 'group', 'alias']);
const traits: Record<string, (first: RawEvent) => string | undefined> = {
  source: (first) => first.utmSource,
  medium: (first) => first.utmMedium,
  campaign: (first) => first.utmCampaign,
  country: (first) => first.country,
  device: (first) => first.device,
  browser: (first) => first.browser,
  os: (first) => first.os,
  entryPage: (first) => first.path,
  referrer: (first) => (first.referrerHost?.endsWith('shop.example') === true ? '' : first.referrerHost),
};

test('breakdowns by what sessions are told apart by equal a plain walk over the events', async () => {
  const { get } = await startRawWorld(world, '2026-06-10T12:00:00Z');
  const human = world.events.filter((event) => event.botRule === '' && !silent.has(event.type ?? 'page'));
  const sessions = expectedVisits(
    world.events.filter((event) => event.botRule === '' && (event.anonymousId ?? '') !== ''),
  );
  const sessionOf = new Map(sessions.flatMap((session) => session.events.map((event) => [event, session])));
  for (const [fromMs, toMs] of [
    [span.fromMs, span.toMs],
    [Date.parse('2026-03-28T10:15:00Z'), Date.parse('2026-04-11T03:30:00Z')],
  ] as const) {
    const isIn = (instant: string) => Date.parse(instant) >= fromMs && Date.parse(instant) < toMs;
    const range = `from=${new Date(fromMs).toISOString()}&to=${new Date(toMs).toISOString()}&limit=1000`;
    const ask = async (by: string) => {
      const answer = await get(`/api/affiliates/a/breakdown?${range}&by=${by}`, admin);
      return answer.json<{ rows: { key: string }[] }>().rows;
    };
    const started = sessions.filter((session) => isIn(session.started_at));
    const sessionFigures = (own: typeof started) => ({
      sessions: own.length,
      bounceRate: own.length === 0 ? null : own.filter((each) => each.is_bounce).length / own.length,
      averageSessionSeconds:
        own.length === 0 ? null : own.reduce((sum, each) => sum + each.duration_ms, 0) / 1_000 / own.length,
    });
    for (const [by, traitOf] of Object.entries(traits)) {
      const keyOf = (session: (typeof sessions)[number] | undefined) =>
        session?.events[0] === undefined ? '' : (traitOf(session.events[0]) ?? '');
      const own = human.filter((event) => isIn(event.timestamp));
      const events = Map.groupBy(own, (event) => keyOf(sessionOf.get(event)));
      const visits = Map.groupBy(started, keyOf);
      const rows = [...new Set([...events.keys(), ...visits.keys()])].map((key) => {
        const seen = events.get(key) ?? [];
        return {
          key,
          ...sessionFigures(visits.get(key) ?? []),
          visitors: new Set(seen.map((event) => world.person(event))).size,
          pageviews: seen.filter((event) => event.type === 'page' || event.type === 'screen').length,
          clicks: seen.filter((event) => event.event === 'Offer Clicked').length,
        };
      });
      const sorted = rows.toSorted((a, b) => b.sessions - a.sessions || (a.key < b.key ? -1 : 1));
      expect({ by, rows: await ask(by) }).toEqual({ by, rows: sorted });
    }
    const exits = [...Map.groupBy(started, (session) => session.exit_page)].map(([key, own]) => ({
      key,
      ...sessionFigures(own),
    }));
    expect(await ask('exitPage')).toEqual(
      exits.toSorted((a, b) => b.sessions - a.sessions || (a.key < b.key ? -1 : 1)),
    );
  }
});
