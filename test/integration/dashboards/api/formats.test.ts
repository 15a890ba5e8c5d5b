import { expect, test } from 'vitest';
import { createTestWarehouse } from '../../../support/warehouse.ts';
import { startApi } from './start-api.ts';
import { replaceViews, storeWorld } from './store-world.ts';
import { makeWorld } from './world.ts';

const now = '2026-06-01T12:00:00Z';
const admin = { sub: 'x', role: 'admin' } as const;
const world = makeWorld(
  { affiliateId: 'a1', currency: 'JPY', timezone: 'Asia/Tokyo' },
  { seed: 4, fromMs: Date.parse('2026-05-01'), toMs: Date.parse('2026-06-01'), visits: 200, devices: 30 },
);

async function start() {
  const { warehouse } = await createTestWarehouse(now);
  await replaceViews(warehouse);
  await storeWorld(warehouse, world, '2026-06-01T11:00:00Z');
  return startApi(warehouse, now);
}

test('CSV comes by extension or Accept, with asOf in a header and text that no spreadsheet runs', async () => {
  const { get } = await start();
  const byExtension = await get('/api/affiliates/a1/breakdown.csv?by=page', admin);
  const byAccept = await get('/api/affiliates/a1/breakdown?by=page', admin, {
    accept: 'text/csv, application/json;q=0.5',
  });
  expect(byExtension.headers).toMatchObject({
    'content-type': 'text/csv; charset=utf-8',
    'milepost-as-of': '2026-06-01T11:00:00.000Z',
    'content-disposition': 'attachment; filename="a1-page.csv"',
  });
  expect(byAccept.body).toBe(byExtension.body);
  const lines = byExtension.body.split('\r\n');
  expect(lines[0]).toBe('key,pageviews,visitors,sessions,clicks');
  expect(lines.some((line) => line.startsWith("'=cmd|x,"))).toBe(true);

  const overview = (await get('/api/affiliates/a1/overview.csv?compare=year', admin)).body;
  expect(overview).toMatch(/^metric,value,compare\r\nvisitors,\d+,\d+\r\n/);
  expect(overview).toMatch(/\r\ncommission\.pending,-?\d+,-?\d+\r\n/);
  const series = (
    await get(
      '/api/affiliates/a1/timeseries.csv?metrics=sessions,netValue&from=2026-05-01&to=2026-05-03',
      admin,
    )
  ).body;
  expect(series).toMatch(
    /^at,sessions,netValue\r\n2026-04-30T15:00:00\.000Z,\d+,-?\d+\r\n2026-05-01T15:00:00\.000Z,/,
  );
});

test('money has the digits of its currency', async () => {
  const { get } = await start();
  const { metrics } = (await get('/api/affiliates/a1/overview?from=2026-05-01&to=2026-06-01', admin)).json();
  expect(metrics.grossValue).toMatch(/^-?\d+$/);
  expect(metrics.epc).toMatch(/^-?\d+\.\d\d$/);
});

test('what is not built is 406, and JSON is what a browser gets', async () => {
  const { get } = await start();
  const refused = await get('/api/affiliates/a1/overview', admin, {
    accept: 'application/vnd.apache.parquet',
  });
  expect(refused.statusCode).toBe(406);
  expect(refused.json<{ detail: string }>().detail).toContain('application/json, text/csv');
  const browser = await get('/api/affiliates/a1/overview', admin, { accept: 'text/html,*/*;q=0.8' });
  expect(browser.headers['content-type']).toContain('application/json');
  expect((await get('/api/affiliates/a1/overview.parquet', admin)).statusCode).toBe(404);
  expect((await get('/metrics')).body).toContain(
    'milepost_http_request_duration_seconds_count{method="GET",route="/api/affiliates/:id/overview",status="406"} 1',
  );
});

test('asOf is null until every model has been complete once', async () => {
  const { warehouse } = await createTestWarehouse(now);
  await warehouse.insert(
    'affiliates',
    [{ affiliate_id: 'a1', currency: 'EUR', timezone: 'UTC', name: 'A' }],
    { name: 'test' },
  );
  const { get } = await startApi(warehouse, now);
  const overview = (await get('/api/affiliates/a1/overview', admin)).json();
  expect(overview.asOf).toBeNull();
  expect(overview.metrics).toMatchObject({
    visitors: 0,
    bounceRate: null,
    grossValue: '0.00',
    epc: null,
    unconverted: { count: 0, amounts: [] },
  });
});
