import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { pages } from '../../../../dashboards/pages/pages.ts';
import type { OpenDoor } from '../../../../dashboards/session/session.ts';
import { createDevelopmentIssuer } from '../../../../infra/auth/development-issuer.ts';
import { createSilentLog } from '../../../../infra/log.ts';
import { createWarehouse, type Warehouse } from '../../../../warehouse/client.ts';
import { createAffiliates } from '../../../../warehouse/repositories/affiliates.ts';
import { engineUrl } from '../../../support/engine.ts';
import { createTestWarehouse } from '../../../support/warehouse.ts';
import { startApi } from '../api/start-api.ts';

const now = '2026-06-01T12:00:00Z';
const clock = { now: () => Date.parse(now) };
const address = 'http://127.0.0.1:8080';
const here = { host: '127.0.0.1:8080', origin: address };

async function makeDirectory(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'milepost-pages-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  return directory;
}

/** Most of this asks the warehouse nothing: a database without tables does. */
async function openWarehouse(hasWorld: boolean): Promise<Warehouse> {
  if (!hasWorld) {
    const warehouse = createWarehouse({ url: engineUrl(), application: 'test', log: createSilentLog() });
    onTestFinished(() => warehouse.close());
    return warehouse;
  }
  const { warehouse } = await createTestWarehouse(now);
  await createAffiliates({ warehouse, clock }).add([
    { affiliateId: 'acme', name: 'Acme', currency: 'EUR', timezone: 'Europe/Berlin' },
  ]);
  return warehouse;
}

interface StartOptions {
  door?: Partial<OpenDoor> | 'shut';
  isBuilt?: boolean;
  hasWorld?: boolean;
}

async function start({ door = {}, isBuilt = true, hasWorld = false }: StartOptions = {}) {
  const warehouse = await openWarehouse(hasWorld);
  const bundleDir = await makeDirectory();
  if (isBuilt) {
    await mkdir(join(bundleDir, 'assets'));
    await writeFile(join(bundleDir, 'index.html'), '<title>The app</title>');
    await writeFile(join(bundleDir, 'assets/app-1.js'), 'run()');
    await writeFile(join(bundleDir, 'assets/app-1.js.br'), 'small');
  }
  const issuer = await createDevelopmentIssuer(await makeDirectory(), clock);
  const openDoor =
    door === 'shut' ? undefined : { sign: issuer.sign.bind(issuer), isAnyHost: false, ...door };
  const { server } = await startApi(warehouse, now, { verifier: issuer.verifier }, (app) =>
    app.register(pages, { warehouse, verifier: issuer.verifier, clock, openDoor, bundleDir }),
  );
  const signIn = (payload: object, headers: Record<string, string> = here) =>
    server.inject({ method: 'POST', url: '/session', payload, headers });
  const ask = (url: string, cookie: string) => server.inject({ url, headers: { ...here, cookie } });
  return { server, issuer, signIn, ask };
}

test('one of the people signs in; the cookie opens what a bearer token of theirs opens, until they sign out', async () => {
  const { server, signIn, ask } = await start({ hasWorld: true });
  const people = await server.inject({ url: '/session/people', headers: here });
  expect(people.json()).toEqual({
    people: [
      { person: 'affiliate:acme', role: 'affiliate', name: 'Acme' },
      { person: 'support', role: 'support', name: 'Support' },
      { person: 'admin', role: 'admin', name: 'Administrator' },
    ],
  });
  const signedIn = await signIn({ person: 'affiliate:acme' });
  expect(signedIn.statusCode).toBe(204);
  const set = String(signedIn.headers['set-cookie']);
  expect(set).toMatch(/^milepost_session=[\w.-]+; Path=\/; Max-Age=43200; HttpOnly; SameSite=Lax$/);
  const cookie = `theme=dark; ${set.split(';')[0]}; other=1`;
  expect((await ask('/api/me', cookie)).json()).toMatchObject({ role: 'affiliate', affiliateId: 'acme' });
  expect((await ask('/api/affiliates/acme/overview', cookie)).statusCode).toBe(200);
  expect((await ask('/api/affiliates/other/overview', cookie)).statusCode).toBe(404);
  expect((await ask('/api/vendors', cookie)).statusCode).toBe(404);
  const out = await server.inject({ method: 'DELETE', url: '/session', headers: here });
  expect(out.headers['set-cookie']).toBe('milepost_session=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax');
});

test('behind TLS the cookie stays off plain HTTP', async () => {
  const { signIn } = await start();
  const answer = await signIn({ person: 'support' }, { ...here, 'x-forwarded-proto': 'https' });
  expect(answer.headers['set-cookie']).toMatch(/; Secure$/);
});

test('a page of elsewhere changes nothing, neither by signing in nor in a session', async () => {
  const { server, signIn } = await start();
  const cookie = String((await signIn({ person: 'admin' })).headers['set-cookie']).split(';')[0] ?? '';
  const foreign: Record<string, string>[] = [
    { host: here.host },
    { host: here.host, origin: 'https://evil.example' },
    { host: here.host, origin: 'null' },
    { host: here.host, origin: 'http://127.0.0.1:9999' },
  ];
  for (const headers of foreign) {
    expect((await signIn({ person: 'admin' }, headers)).statusCode).toBe(403);
    expect((await server.inject({ method: 'DELETE', url: '/session', headers })).statusCode).toBe(403);
    const order = await server.inject({
      method: 'POST',
      url: '/api/pipelines/backfills',
      payload: {},
      headers: { ...headers, cookie },
    });
    expect(order.json()).toMatchObject({ status: 403, code: 'origin_foreign' });
  }
  const own = await server.inject({
    method: 'POST',
    url: '/api/pipelines/backfills',
    payload: {},
    headers: { ...here, cookie },
  });
  expect(own.statusCode).toBe(400);
});

test('nobody is let in without a token under a name of elsewhere, nor where others reach the machine', async () => {
  const rebound = { host: 'evil.example', origin: 'http://evil.example' };
  const open = await start();
  expect((await open.server.inject({ url: '/session/people', headers: rebound })).json()).toEqual({
    people: null,
  });
  expect((await open.signIn({ person: 'admin' }, rebound)).statusCode).toBe(404);
  const shut = await start({ door: 'shut' });
  expect((await shut.signIn({ person: 'admin' })).statusCode).toBe(404);
  const anywhere = await start({ door: { isAnyHost: true } });
  expect((await anywhere.signIn({ person: 'admin' }, rebound)).statusCode).toBe(204);
});

test('a token opens a session where it is valid, and only for those who have pages', async () => {
  const { signIn, issuer } = await start({ door: 'shut' });
  const token = await issuer.sign({ sub: 's', role: 'support' }, 60);
  expect((await signIn({ token: ` ${token}\n` })).statusCode).toBe(204);
  const source = await issuer.sign({ sub: 'x', role: 'source' }, 60);
  for (const wrong of [source, `${token}x`, 'nonsense']) {
    expect((await signIn({ token: wrong })).statusCode).toBe(401);
  }
  for (const payload of [{}, { person: 'root' }, { token: 'a; Path=/x' }, { token: 'x'.repeat(5_000) }]) {
    expect((await signIn(payload)).statusCode, JSON.stringify(payload).slice(0, 40)).toBeGreaterThanOrEqual(
      400,
    );
  }
});

test('every page is the app, behind a policy that runs nothing of elsewhere; files are kept for good', async () => {
  const { server } = await start();
  for (const url of ['/', '/sign-in', '/affiliates/acme', '/affiliates/acme/money', '/vendors/v/2026-03']) {
    const page = await server.inject({ url });
    expect(page.body, url).toBe('<title>The app</title>');
    expect(page.headers['content-security-policy']).toContain("default-src 'none'");
    expect(page.headers['content-security-policy']).not.toContain('unsafe');
    expect(page.headers['x-frame-options']).toBe('DENY');
  }
  const file = await server.inject({ url: '/assets/app-1.js', headers: { 'accept-encoding': 'br' } });
  expect(file.headers['cache-control']).toBe('public, max-age=31536000, immutable');
  expect(file.headers['content-encoding']).toBe('br');
  for (const url of ['/nope', '/assets/nope.js', '/assets/../index.html', '/assets/%2e%2e/index.html']) {
    expect((await server.inject({ url })).json(), url).toMatchObject({ status: 404, code: 'not_found' });
  }
});

test('without a bundle the pages say how to build it, and the API works', async () => {
  const { server } = await start({ isBuilt: false });
  const page = await server.inject({ url: '/' });
  expect(page.statusCode).toBe(503);
  expect(page.body).toContain('npm run build');
  expect((await server.inject({ url: '/healthz' })).statusCode).toBe(200);
});
