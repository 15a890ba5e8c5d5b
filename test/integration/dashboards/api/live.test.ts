import { expect, onTestFinished, test } from 'vitest';
import { storeEvents } from '../../../support/raw-rows.ts';
import { createTestWarehouse } from '../../../support/warehouse.ts';
import { makeRawWorld } from './raw-world.ts';
import { startApi } from './start-api.ts';

const admin = { sub: 'ops', role: 'admin' } as const;
const span = { fromMs: Date.parse('2026-05-04T10:00:00Z'), toMs: Date.parse('2026-05-04T11:30:00Z') };
const world = makeRawWorld('a', { seed: 9, ...span, bursts: 200, devices: 60, bookings: 1 });
const silent = new Set(['identify', 'group', 'alias']);
const minuteMs = 60_000;

async function start() {
  const { warehouse, pipelines } = await createTestWarehouse('2026-05-04T12:00:00Z', {
    models: ['alias_ends', 'identifications', 'visit_quarters'],
  });
  const affiliate = {
    affiliate_id: 'a',
    valid_from: '2020-01-01',
    name: 'A',
    currency: 'EUR',
    timezone: 'UTC',
  };
  await warehouse.insert('affiliates', [affiliate], { name: 'test' });
  await storeEvents(warehouse, world.events);
  expect((await pipelines.run()).failed).toEqual([]);
  return warehouse;
}

function visitorsIn(isIn: (at: number) => boolean): number {
  const seen = world.events.filter(
    (event) => event.botRule === '' && !silent.has(event.type ?? 'page') && isIn(Date.parse(event.timestamp)),
  );
  return new Set(seen.map((event) => world.person(event))).size;
}

test('who is there now equals a plain walk over the events, and is told to who listens', async () => {
  const warehouse = await start();
  let most = 0;
  for (const minutes of [0.4, 25, 61.5, 88.25]) {
    const nowMs = span.fromMs + minutes * minuteMs;
    const { get } = await startApi(warehouse, new Date(nowMs).toISOString());
    const answer = (await get('/api/affiliates/a/realtime', admin)).json();
    const last = Math.floor(nowMs / minuteMs) * minuteMs;
    expect(answer).toEqual({
      at: new Date(nowMs).toISOString(),
      asOf: expect.any(String),
      visitors: visitorsIn((at) => at > nowMs - 5 * minuteMs && at <= nowMs),
      minutes: Array.from({ length: 30 }, (_, index) => {
        const startMs = last - (29 - index) * minuteMs;
        return {
          at: new Date(startMs).toISOString(),
          visitors: visitorsIn((at) => at >= startMs && at < startMs + minuteMs && at <= nowMs),
        };
      }),
    });
    most = Math.max(most, answer.visitors);
  }
  expect(most).toBeGreaterThan(3);

  const { server, get } = await startApi(warehouse, '2026-05-04T11:00:00Z', {
    live: { listenersPerAffiliate: 1 },
  });
  const address = await server.listen({ port: 0, host: '127.0.0.1' });
  const authorization = `Bearer ${Buffer.from(JSON.stringify(admin)).toString('base64url')}`;
  const leaving = new AbortController();
  onTestFinished(() => leaving.abort());
  const response = await fetch(`${address}/api/affiliates/a/live`, {
    headers: { authorization },
    signal: leaving.signal,
  });
  expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
  expect(response.headers.get('cache-control')).toBe('private, no-cache');
  expect((await get('/api/affiliates/a/live', admin)).statusCode).toBe(429);
  const texts = response.body?.pipeThrough(new TextDecoderStream());
  const told: string[] = [];
  if (texts === undefined) throw new TypeError('a stream has a body');
  const closing: Promise<unknown>[] = [];
  for await (const text of texts) {
    told.push(text);
    // Closing does not wait for who listens: the stream ends, and this loop with it.
    if (told.join('').includes('\nevent: realtime\n') && closing.length === 0) closing.push(server.close());
  }
  await Promise.all(closing);
  const [, data = ''] = /\ndata: (.*)\n\n/.exec(told.join('')) ?? [];
  expect(JSON.parse(data)).toMatchObject({ at: '2026-05-04T11:00:00.000Z' });
});
