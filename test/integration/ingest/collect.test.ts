import { Analytics } from '@segment/analytics-node';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { createWorld, now } from './world.ts';

const page = { type: 'page', anonymousId: 'a1' };
const success = { status: 200, json: { success: true } };

describe('collector to warehouse', () => {
  test('what is answered with 200 is stored; the same message twice counts once', async () => {
    const world = await createWorld();
    const batch = [
      {
        type: 'track',
        event: 'Search',
        messageId: 'm1',
        anonymousId: 'a1',
        timestamp: '2026-05-01T11:59:00Z',
      },
      { ...page, messageId: 'm2', properties: { url: 'https://shop.example/a?utm_source=x&gclid=1' } },
    ];
    expect(await world.send('/v1/batch', { batch })).toMatchObject(success);
    expect(await world.send('/v1/track', batch[0])).toMatchObject(success);
    expect(await world.account()).toEqual({
      affiliateId: 'acme',
      kind: 'event',
      received: 3,
      stored: 2,
      duplicate: 1,
      rejected: 0,
      rejectedByReason: {},
      erased: 0,
      expired: 0,
      missing: 0,
    });
    const rows = await world.warehouse.query(
      'select distinct message_id, page_host, page_path, utm_source, ad_click from events order by message_id',
      { name: 'test' },
    );
    expect(rows).toEqual([
      { message_id: 'm1', page_host: '', page_path: '', utm_source: '', ad_click: '' },
      { message_id: 'm2', page_host: 'shop.example', page_path: '/a', utm_source: 'x', ad_click: 'gclid' },
    ]);
    const batches = await world.warehouse.query(
      "select event_hours from batches where phase = 'done' order by length(event_hours)",
      { name: 'test' },
    );
    expect(batches).toEqual([
      { event_hours: ['2026-05-01T11:00:00Z'] },
      { event_hours: ['2026-05-01T11:00:00Z', '2026-05-01T12:00:00Z'] },
    ]);
  });

  test('copies over 30 days apart are two messages, nearer ones are one', async () => {
    const world = await createWorld();
    const event = { ...page, messageId: 'm1', timestamp: '2026-05-01T11:59:00Z' };
    for (const day of [0, 30, 31]) {
      world.clock.time = now + day * 86_400_000;
      expect(await world.send('/v1/page', event)).toMatchObject(success);
    }
    expect(await world.account()).toMatchObject({ received: 3, stored: 2, duplicate: 1, missing: 0 });
  });

  test('one bad event among good ones is named, and becomes a dead letter without an address', async () => {
    const world = await createWorld();
    const bad = { type: 'track', messageId: 'bad', userId: 'u', context: { ip: '10.1.2.3' } };
    const answer = await world.send('/v1/batch', { batch: [page, bad, 'no event', page] });
    expect(answer).toMatchObject({
      status: 200,
      json: {
        success: true,
        rejected: [
          {
            index: 1,
            messageId: 'bad',
            code: 'missing_event_name',
            message: expect.stringContaining('event: '),
          },
          { index: 2, messageId: null, code: 'not_an_object' },
        ],
      },
    });
    expect(await world.account()).toMatchObject({
      received: 4,
      stored: 2,
      rejected: 2,
      rejectedByReason: { missing_event_name: 1, not_an_object: 1 },
    });
    const letters = await world.warehouse.query('select reason, payload from dead_letters order by reason', {
      name: 'test',
    });
    expect(letters).toEqual([
      {
        reason: 'missing_event_name',
        payload: '{"type":"track","messageId":"bad","userId":"u","context":{}}',
      },
      { reason: 'not_an_object', payload: '"no event"' },
    ]);
  });

  test('an event of 32 KB is stored, a larger one is rejected alone', async () => {
    const world = await createWorld();
    const fit = { ...page, messageId: 'fit', properties: { text: '' } };
    fit.properties.text = 'x'.repeat(32 * 1024 - JSON.stringify(fit).length);
    const large = { ...fit, messageId: 'large', ip: '10.1.2.3' };
    expect(await world.send('/v1/batch', { batch: [fit, large] })).toMatchObject({
      json: { rejected: [{ index: 1, messageId: 'large', code: 'event_too_large' }] },
    });
    const rows = await world.warehouse.query('select length(payload) as size from events', { name: 'test' });
    expect(rows).toEqual([{ size: 32 * 1024 }]);
  });

  test('odd texts come through: NUL, lone surrogates, big numbers, line breaks', async () => {
    const world = await createWorld();
    const event = String.raw`{"type":"page","anonymousId":"a\u0000b","messageId":"odd\ud800","properties":{"n":12345678901234567890123,"title":"\ud83d"},
      "deep":[[[[]]]]}`;
    expect(await world.send('/v1/b', `{"batch":[${event}]}`)).toMatchObject(success);
    const rows = await world.warehouse.query('select anonymous_id, message_id, payload from events', {
      name: 'test',
    });
    expect(rows).toEqual([
      { anonymous_id: 'a\0b', message_id: 'odd\uFFFD', payload: event.replace(/\n/, ' ') },
    ]);
    expect(await world.account()).toMatchObject({ received: 1, stored: 1 });
  });

  test("a batch's context lies under each event's own", async () => {
    const world = await createWorld();
    const context = { userAgent: 'curl/8.0', page: { url: 'https://a.example/x' }, ip: '10.1.2.3' };
    const own = { ...page, context: { page: { url: 'https://b.example/y' } } };
    expect(await world.send('/v1/batch', { batch: [page, own], context })).toMatchObject(success);
    const rows = await world.warehouse.query(
      `select page_host, bot_rule != '' as is_bot, position(payload, '10.1.2.3') as address from events order by page_host`,
      { name: 'test' },
    );
    expect(rows).toEqual([
      { page_host: 'a.example', is_bot: 1, address: 0 },
      { page_host: 'b.example', is_bot: 1, address: 0 },
    ]);
  });

  test('an unmodified Segment library delivers', async () => {
    const world = await createWorld();
    const host = await world.server.listen({ port: 0, host: '127.0.0.1' });
    world.clock.time = Date.now();
    const analytics = new Analytics({ writeKey: 'key-acme', host, flushAt: 2, maxRetries: 0 });
    analytics.track({ userId: 'u1', event: 'Search', properties: { to: 'LIS' } });
    analytics.identify({ userId: 'u1', anonymousId: 'a1' });
    await analytics.flush({ timeout: 10_000 });
    const rows = await world.warehouse.query('select type, user_id from events order by type', {
      name: 'test',
    });
    expect(rows).toEqual([
      { type: 'identify', user_id: 'u1' },
      { type: 'track', user_id: 'u1' },
    ]);
  });
});

describe('who sends', () => {
  const basic = { authorization: `Basic ${Buffer.from('key-acme:').toString('base64')}` };
  const none = { authorization: '' };
  const ways: { why: string; path: string; body: object; headers: Record<string, string> }[] = [
    { why: 'Basic user', path: '/v1/batch', body: { batch: [page] }, headers: basic },
    { why: 'in the body', path: '/v1/b', body: { batch: [page], writeKey: 'key-acme' }, headers: none },
    {
      why: 'in an event',
      path: '/b',
      body: { batch: [page, { ...page, writeKey: 'key-acme' }] },
      headers: none,
    },
    { why: 'in the query', path: '/v1/import?writeKey=key-acme', body: { batch: [page] }, headers: none },
    { why: 'in a single event', path: '/v1/p', body: { ...page, writeKey: 'key-acme' }, headers: none },
  ];
  test('is told by the write key, wherever it is', async () => {
    const world = await createWorld();
    for (const { why, path, body, headers } of ways) {
      expect({ why, ...(await world.send(path, body, headers)) }).toMatchObject({ why, ...success });
    }
    expect(await world.account()).toMatchObject({ received: 6, stored: 6 });
  });

  test('events of another key than the one found in an event are rejected', async () => {
    const world = await createWorld();
    const batch = [
      { ...page, writeKey: 'key-acme' },
      { ...page, writeKey: 'key-other' },
    ];
    expect(await world.send('/v1/batch', { batch }, none)).toMatchObject({
      json: { rejected: [{ index: 1, code: 'other_write_key' }] },
    });
  });
});

describe('what is refused as a whole', () => {
  const gzipped = gzipSync(JSON.stringify({ batch: [page] }));
  const cases: {
    why: string;
    path: string;
    body: unknown;
    headers?: Record<string, string>;
    status: number;
    code: string;
  }[] = [
    {
      why: 'an unknown key',
      path: '/v1/batch',
      body: { batch: [page] },
      headers: { authorization: 'Basic eDo=' },
      status: 401,
      code: 'unknown_write_key',
    },
    {
      why: 'no key',
      path: '/v1/batch',
      body: { batch: [] },
      headers: { authorization: '' },
      status: 401,
      code: 'unknown_write_key',
    },
    { why: 'a broken body', path: '/v1/batch', body: '{"batch":[', status: 400, code: 'invalid_body' },
    { why: 'a body that is no object', path: '/v1/track', body: '[]', status: 400, code: 'invalid_body' },
    {
      why: 'a batch without one',
      path: '/v1/batch',
      body: { events: [] },
      status: 400,
      code: 'invalid_body',
    },
    {
      why: 'broken gzip',
      path: '/v1/batch',
      body: gzipped.subarray(0, 20),
      status: 400,
      code: 'invalid_body',
    },
    {
      why: 'over 500 KB',
      path: '/v1/batch',
      body: ' '.repeat(500 * 1024 + 1),
      status: 413,
      code: 'fst_err_ctp_body_too_large',
    },
    {
      why: 'a gzip bomb',
      path: '/v1/batch',
      body: gzipSync(Buffer.alloc(50_000_000)),
      status: 413,
      code: 'body_too_large',
    },
  ];
  test('gets a problem that says what, and leaves nothing behind', async () => {
    const world = await createWorld();
    for (const { why, path, body, headers, status, code } of cases) {
      const answer = await world.send(path, body, headers);
      expect({ why, status: answer.status, json: answer.json }).toMatchObject({
        why,
        status,
        json: { status, code },
      });
      expect(answer.headers['content-type']).toContain('application/problem+json');
    }
    expect(await world.warehouse.query('select 1 from receipts', { name: 'test' })).toEqual([]);
  });

  test('a bus that is not there answers 503 with Retry-After', async () => {
    const world = await createWorld();
    await world.loader.close();
    const answer = await world.send('/v1/batch', { batch: [page] });
    expect(answer).toMatchObject({ status: 503, json: { status: 503 } });
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
  });
});

describe('what SDKs need besides', () => {
  test('gzip is taken whatever it is labelled', async () => {
    const world = await createWorld();
    const body = gzipSync(JSON.stringify({ batch: [page] }));
    for (const label of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'application/json',
      'nonsense',
      '',
    ]) {
      const answer = await world.send('/v1/batch', body, { 'content-type': label });
      expect({ label, ...answer }).toMatchObject({ label, ...success });
    }
  });

  test('a preflight of any origin is allowed, and the answer may be read', async () => {
    const { server } = await createWorld();
    const headers = { origin: 'https://shop.example', 'access-control-request-method': 'POST' };
    const answer = await server.inject({ method: 'OPTIONS', url: '/v1/t', headers });
    expect(answer.statusCode).toBe(204);
    expect(answer.headers).toMatchObject({
      'access-control-allow-origin': 'https://shop.example',
      'access-control-allow-headers': expect.stringMatching(
        /authorization.*content-type.*x-retry-count.*anonymousid.*sentat/,
      ),
      'access-control-expose-headers': expect.stringContaining('Retry-After'),
    });
    const refused = await server.inject({ method: 'POST', url: '/v1/t', headers, payload: '{}' });
    expect(refused).toMatchObject({
      statusCode: 401,
      headers: { 'access-control-allow-origin': 'https://shop.example' },
    });
  });

  test('settings and source configuration are there for a known key only', async () => {
    const { server } = await createWorld();
    const get = async (url: string) => {
      const answer = await server.inject({ url, headers: { host: 'collect.example' } });
      return { status: answer.statusCode, json: answer.json<unknown>() };
    };
    const segment = {
      status: 200,
      json: { integrations: { 'Segment.io': { apiKey: 'key-acme', apiHost: 'collect.example/v1' } } },
    };
    expect(await get('/v1/projects/key-acme/settings')).toMatchObject(segment);
    expect(await get('/projects/key-acme/settings')).toMatchObject(segment);
    expect(await get('/sourceConfig/?p=npm&writeKey=key-acme')).toMatchObject({
      status: 200,
      json: { source: { id: 'acme', enabled: true, destinations: [] } },
    });
    for (const url of ['/v1/projects/x/settings', '/sourceConfig?writeKey=x'])
      expect(await get(url)).toMatchObject({ status: 404 });
  });
});
