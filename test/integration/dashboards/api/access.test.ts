import { expect, test } from 'vitest';
import type { Identity } from '../../../../infra/auth/identity.ts';
import { createTestWarehouse } from '../../../support/warehouse.ts';
import { startApi } from './start-api.ts';
import { replaceViews, storeWorld } from './store-world.ts';
import { makeWorld } from './world.ts';

const now = '2026-06-01T12:00:00Z';
const own: Identity = { sub: 'a', role: 'affiliate', affiliateId: 'own' };
const strangers: Identity[] = [
  own,
  { sub: 't', role: 'traveler', travelerId: 't1' },
  { sub: 's', role: 'source', affiliateIds: ['other'] },
];
/** Paths that say something of nobody, or of nobody but the asker. */
const personal = ['/api/me', '/api/affiliates', '/api/reference'];
const methods: Record<string, 'POST' | 'DELETE'> = { post: 'POST', delete: 'DELETE' };
/** What a path needs beside its ids to be asked at all. */
const required: Record<string, string> = { by: 'page', steps: 'page:/,booking' };

interface Operation {
  parameters?: { name: string; in: string; required?: boolean }[];
}

async function start() {
  const { warehouse } = await createTestWarehouse(now);
  await replaceViews(warehouse);
  for (const affiliateId of ['own', 'other']) {
    const span = { fromMs: Date.parse('2026-05-01'), toMs: Date.parse('2026-06-01') };
    const world = makeWorld(
      { affiliateId, currency: 'EUR', timezone: 'Europe/Berlin' },
      { seed: 3, ...span, visits: 50, devices: 30 },
    );
    await storeWorld(warehouse, world, now);
  }
  await warehouse.insert(
    'vendors',
    [{ vendor_id: 'other', type: 'hotel', name: '=Hotel', currency: 'EUR', timezone: 'UTC' }],
    {
      name: 'test',
    },
  );
  const month = { vendor_id: 'other', period: '2026-05', type: 'hotel', currency: 'EUR', timezone: 'UTC' };
  await warehouse.insert('vendor_months', [month], { name: 'test' });
  const started = await startApi(warehouse, now);
  const document = (await started.get('/api/docs/json')).json<{
    paths: Record<string, Record<string, Operation>>;
  }>();
  const routes = Object.entries(document.paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]) => ({ path, method, operation })),
  );
  return { ...started, warehouse, routes };
}

/** Fills a path with another tenant's id and asks for what it needs. */
function fill(path: string, operation: Operation, id: string): string {
  const query = (operation.parameters ?? [])
    .filter((parameter) => parameter.in === 'query' && parameter.required === true)
    .map((parameter) => `${parameter.name}=${required[parameter.name] ?? ''}`);
  return `${path.replace('{id}', id).replace('{period}', '2026-05').replace('{year}', '2026')}?${query.join('&')}`;
}

test('every documented path answers 401 without a token, and with one that is not valid', async () => {
  const { server, routes } = await start();
  expect(routes.length).toBeGreaterThan(10);
  for (const { path, method, operation } of routes) {
    const url = fill(path, operation, 'own');
    for (const authorization of [undefined, 'Bearer not-json', 'Basic b3duOg==', 'Bearer ']) {
      const answer = await server.inject({
        url,
        method: methods[method] ?? 'GET',
        headers: authorization === undefined ? {} : { authorization },
      });
      expect({ path, status: answer.statusCode }).toEqual({ path, status: 401 });
      expect(answer.headers['www-authenticate']).toBe('Bearer');
    }
  }
});

test("every documented path answers another tenant's id with 404, word for word as an unknown id", async () => {
  const { get, routes } = await start();
  const sayings = new Set<string>();
  for (const { path, operation } of routes.filter((route) => !personal.includes(route.path))) {
    for (const identity of strangers) {
      for (const id of ['other', 'nobody']) {
        const answer = await get(fill(path, operation, id), identity);
        expect({ path, role: identity.role, id, status: answer.statusCode }).toMatchObject({ status: 404 });
        const { requestId: _, ...saying } = answer.json<Record<string, unknown>>();
        sayings.add(JSON.stringify(saying));
      }
    }
  }
  expect(sayings.size).toBe(1);
});

test('support sees vendors and operations but no affiliate and no traveler', async () => {
  const { get, routes } = await start();
  const support: Identity = { sub: 's', role: 'support' };
  for (const { path, operation } of routes.filter((route) => route.method === 'get')) {
    const answer = await get(fill(path, operation, 'other'), support);
    const isHidden = path.startsWith('/api/affiliates/') || path.startsWith('/api/travelers/');
    expect({ path, status: answer.statusCode }).toEqual({ path, status: isHidden ? 404 : 200 });
  }
});

test('an affiliate reads itself, admin everybody who exists', async () => {
  const { get } = await start();
  const admin: Identity = { sub: 'x', role: 'admin' };
  expect((await get('/api/affiliates/own/overview', own)).statusCode).toBe(200);
  expect((await get('/api/affiliates/other/overview', admin)).statusCode).toBe(200);
  expect((await get('/api/affiliates/nobody/overview', admin)).statusCode).toBe(404);
  expect((await get('/api/me', own)).json()).toEqual({
    sub: 'a',
    role: 'affiliate',
    affiliateId: 'own',
    opens: ['/api/affiliates/own'],
  });
});

test('an affiliate learns the names of the vendors of its own bookings only', async () => {
  const { get, warehouse } = await start();
  const entry = { affiliate_id: 'own', reservation_id: 'r1', version: 1, vendor_id: 'other' };
  await warehouse.insert('value_entries', [entry], { name: 'test' });
  const namesFor = async (affiliateId: string) =>
    (await get(`/api/affiliates/${affiliateId}/vendors`, { sub: 'x', role: 'admin' })).json().vendors;
  expect(await namesFor('own')).toEqual([{ vendorId: 'other', type: 'hotel', name: '=Hotel' }]);
  expect(await namesFor('other')).toEqual([]);
});

test('the list of affiliates has those only that one may read', async () => {
  const { get } = await start();
  const idsFor = async (identity: Identity): Promise<string[]> => {
    const answer = await get('/api/affiliates', identity);
    return answer
      .json<{ affiliates: { affiliateId: string }[] }>()
      .affiliates.map((affiliate) => affiliate.affiliateId);
  };
  await expect(idsFor({ sub: 'x', role: 'admin' })).resolves.toEqual(['other', 'own']);
  await expect(idsFor(own)).resolves.toEqual(['own']);
  for (const identity of strangers.filter((each) => each !== own)) {
    await expect(idsFor(identity)).resolves.toEqual([]);
  }
});

test('a removed affiliate is not there any more', async () => {
  const { get, warehouse } = await start();
  const removed = { affiliate_id: 'own', valid_from: '2026-05-01T00:00:00Z', is_removed: true };
  await warehouse.insert('affiliates', [removed], { name: 'test' });
  expect((await get('/api/affiliates/own/overview', own)).statusCode).toBe(404);
});

test('a parameter that is wrong, unknown or not built yet is a 400 that names it', async () => {
  const { get } = await start();
  const cases = {
    'overview?nope=1': 'nope',
    'overview?filter=planet:eq:DE': 'filter',
    'overview?filter=country:is:DE': 'filter',
    'overview?filter=country:eq:': 'filter',
    'timeseries?filter=country:eq:DE&filter=country': 'filter',
    'overview?from=2026-05-02&to=2026-05-01': 'from',
    'overview?tz=Nowhere': 'tz',
    'overview?compare=never': 'compare',
    'timeseries?metrics=visitors,joy': 'metrics',
    'timeseries?granularity=minute': 'granularity',
    'timeseries?granularity=hour&from=2025-05-01&to=2026-05-01': 'granularity',
    breakdown: 'by',
    'breakdown?by=planet': 'by',
    'breakdown?by=page&limit=0': 'limit',
    'breakdown?by=page&limit=1001': 'limit',
    'breakdown?by=page&metrics=bounceRate': 'metrics',
    'breakdown?by=page&cursor=MS54': 'cursor',
    'breakdown?by=vendor&metrics=visitors': 'metrics',
    'breakdown?by=vendor&filter=country': 'filter',
    'funnel?steps=booking&filter=country:eq': 'filter',
    'retention?filter=planet:eq:DE': 'filter',
    'attribution?filter=country:eq:': 'filter',
  };
  for (const [path, field] of Object.entries(cases)) {
    const answer = await get(`/api/affiliates/own/${path}`, own);
    expect({ path, status: answer.statusCode }).toEqual({ path, status: 400 });
    expect(answer.headers['content-type']).toBe('application/problem+json');
    expect(answer.json()).toMatchObject({ errors: [{ field }] });
  }
});
