import { crc32 } from 'node:zlib';
import { expect, test } from 'vitest';
import { shareLink } from '../../../../dashboards/share/share-link.ts';
import type { Identity } from '../../../../infra/auth/identity.ts';
import { createPrinter } from '../../../../reports/printer.ts';
import { createVendorReports } from '../../../../reports/vendor/reader.ts';
import { emptyLibrary } from '../../../support/library.ts';
import { createTestWarehouse } from '../../../support/warehouse.ts';
import { startApi } from './start-api.ts';
import { replaceViews } from './store-world.ts';

const now = '2026-06-01T12:00:00Z';
const minuteMs = 60_000;
const dayMs = 1_440 * minuteMs;
const support: Identity = { sub: 'kim', role: 'support' };
const month = '/api/vendors/harbour/months/2026-05';

interface Made {
  shareId: string;
  path: string;
  version: number | null;
  hasPassword: boolean;
  expiresAt: string;
}

async function start() {
  const { warehouse } = await createTestWarehouse(now);
  await replaceViews(warehouse);
  const shared = { type: 'hotel', currency: 'EUR', timezone: 'UTC' };
  const vendors = ['harbour', 'alpine'].map((vendor_id) => ({ ...shared, vendor_id, name: vendor_id }));
  await warehouse.insert('vendors', vendors, { name: 'test' });
  const months = vendors.map(({ vendor_id }) => ({ ...shared, vendor_id, period: '2026-05', bookings: 7 }));
  await warehouse.insert('vendor_months', months, { name: 'test' });
  const time = { nowMs: Date.parse(now) };
  const clock = { now: () => time.nowMs };
  const library = emptyLibrary();
  const vendorReports = createVendorReports({ warehouse, clock, library });
  const link = { warehouse, clock, vendorReports, printer: createPrinter(library) };
  const api = await startApi(warehouse, now, { clock }, (server) => server.register(shareLink, link));
  const as = (identity: Identity) => ({
    authorization: `Bearer ${Buffer.from(JSON.stringify(identity)).toString('base64url')}`,
  });
  const send = (method: 'POST' | 'DELETE', url: string, payload?: object, identity = support) =>
    api.server.inject({ method, url, headers: as(identity), ...(payload === undefined ? {} : { payload }) });
  const share = async (payload: object) => (await send('POST', `${month}/shares`, payload)).json<Made>();
  const enter = (path: string, password: string) =>
    api.server.inject({
      method: 'POST',
      url: path,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: new URLSearchParams({ password }).toString(),
    });
  const audited = async (subject: string) => {
    const answer = await api.get(`/api/audit?subject=${subject}`, support);
    return answer.json<{ entries: { action: string; actor: string; at: string }[] }>().entries;
  };
  return { ...api, warehouse, time, send, share, enter, audited };
}

test('a link shows the month to somebody without a sign-in until it ends or is taken back, and all of it is audited', async () => {
  const { server, get, warehouse, time, send, share, audited } = await start();
  const made = await share({ expiresIn: '7d' });
  expect(made).toMatchObject({ version: null, hasPassword: false, expiresAt: '2026-06-08T12:00:00.000Z' });
  expect(made.path).toMatch(/^\/s\/[\w-]{43}$/);
  const stored = JSON.stringify(await warehouse.query('select * from shares', { name: 'test' }));
  expect(stored).not.toContain(made.path.slice(3));
  const opened = await server.inject({ url: made.path });
  expect(opened.statusCode, opened.body.slice(0, 300)).toBe(200);
  expect(opened.rawPayload.subarray(0, 5).toString()).toBe('%PDF-');
  expect(opened.headers).toMatchObject({
    'content-type': 'application/pdf',
    'content-disposition': 'inline; filename="harbour-2026-05.pdf"',
    'cache-control': 'no-store',
    'x-robots-tag': 'noindex',
    'referrer-policy': 'no-referrer',
  });
  const list = (await get(`${month}/shares`, support)).json<{ shares: object[] }>().shares;
  expect(list).toMatchObject([{ shareId: made.shareId, state: 'active', createdBy: 'kim' }]);
  expect(JSON.stringify(list)).not.toContain('Hash');
  const taken = await send('DELETE', `/api/shares/${made.shareId}`);
  expect(taken.json()).toEqual({ shareId: made.shareId, revoked: true });
  expect((await send('DELETE', `/api/shares/${made.shareId}`)).json()).toMatchObject({ revoked: false });
  const gone = await server.inject({ url: made.path });
  expect(gone.statusCode).toBe(404);
  const entries = await audited(made.shareId);
  expect(new Set(entries.map(({ action, actor }) => `${action} ${actor}`))).toEqual(
    new Set(['share.created kim', 'share.opened ', 'share.revoked kim']),
  );
  expect(entries[0]?.at).toBe('2026-06-01T12:00:00.000Z');
  const other = await share({ expiresIn: '1d' });
  time.nowMs += dayMs;
  const late = await server.inject({ url: other.path });
  // Nothing tells a link that ended from one that never was.
  expect(late.body).toBe(gone.body);
  expect((await server.inject({ url: `/s/${'x'.repeat(43)}` })).body).toBe(gone.body);
});

test('a password is asked for, and after ten wrong ones none is taken for a quarter of an hour', async () => {
  const { server, share, enter, time, audited } = await start();
  const made = await share({ expiresIn: '7d', password: 'Salz & Pfeffer' });
  const page = await server.inject({ url: made.path });
  expect(page.statusCode).toBe(200);
  expect(page.body).toContain('type="password"');
  expect(page.body).not.toContain('harbour');
  expect(page.headers['content-security-policy']).toContain("default-src 'none'");
  expect((await enter(made.path, 'Salz & Pfeffer')).rawPayload.subarray(0, 5).toString()).toBe('%PDF-');
  for (let attempt = 0; attempt < 10; attempt += 1) {
    expect((await enter(made.path, `guess ${attempt}`)).statusCode).toBe(403);
  }
  expect((await enter(made.path, 'Salz & Pfeffer')).statusCode).toBe(429);
  time.nowMs += 16 * minuteMs;
  const both = await Promise.all([enter(made.path, 'Salz & Pfeffer'), enter(made.path, 'Salz & Pfeffer')]);
  expect(new Set(both.map((each) => each.statusCode))).toEqual(new Set([200, 429]));
  expect(JSON.stringify(await audited(made.shareId))).not.toMatch(/guess|Salz/);
});

test('only support and admin make links, of months that there are, with a sensible order', async () => {
  const { send, get } = await start();
  const url = `${month}/shares`;
  for (const identity of [
    { sub: 'a', role: 'affiliate', affiliateId: 'own' },
    { sub: 't', role: 'traveler', travelerId: 't1' },
  ] as const) {
    expect((await send('POST', url, { expiresIn: '7d' }, identity)).statusCode).toBe(404);
    expect((await send('DELETE', '/api/shares/x', undefined, identity)).statusCode).toBe(404);
  }
  expect(
    (await send('POST', '/api/vendors/nobody/months/2026-05/shares', { expiresIn: '7d' })).statusCode,
  ).toBe(404);
  for (const order of [
    {},
    { expiresIn: '91d' },
    { expiresIn: 'soon' },
    { expiresIn: '1d', password: 'short' },
    { expiresIn: '1d', password: 'x'.repeat(201) },
    { expiresIn: '1d', role: 'admin' },
  ])
    expect((await send('POST', url, order)).statusCode, JSON.stringify(order)).toBe(400);
  const all = await get('/api/vendor-months/2026-05', support);
  expect(all.json()).toMatchObject({
    vendors: [
      { vendorId: 'alpine', state: 'open', version: 1, bookings: 7 },
      { vendorId: 'harbour', bookings: 7 },
    ],
  });
  const zip = await get('/api/vendor-months/2026-05.zip', support);
  expect(zip.headers['content-disposition']).toBe('attachment; filename="vendor-months-2026-05.zip"');
  expect(namesIn(zip.rawPayload)).toEqual(['2026-05/alpine-2026-05.pdf', '2026-05/harbour-2026-05.pdf']);
  expect((await get('/api/vendor-months/1999-01.zip', support)).statusCode).toBe(404);
});

/** Reads the files' names from the front, where each content must have the sum that stands before it. */
function namesIn(file: Buffer): string[] {
  const names: string[] = [];
  let offset = 0;
  while (file.readUInt32LE(offset) === 0x04_03_4b_50) {
    const [sum, size, nameLength] = [
      file.readUInt32LE(offset + 14),
      file.readUInt32LE(offset + 22),
      file.readUInt16LE(offset + 26),
    ];
    const from = offset + 30 + nameLength;
    names.push(file.subarray(offset + 30, from).toString());
    expect(crc32(file.subarray(from, from + size))).toBe(sum);
    offset = from + size;
  }
  expect(file.readUInt32LE(offset)).toBe(0x02_01_4b_50);
  expect(file.readUInt32LE(file.length - 22)).toBe(0x06_05_4b_50);
  return names;
}
