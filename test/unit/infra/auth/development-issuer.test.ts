import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SignJWT } from 'jose';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createDevelopmentIssuer } from '../../../../infra/auth/development-issuer.ts';

let directory = '';
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'milepost-issuer-'));
});
afterEach(() => rm(directory, { recursive: true }));

test('a signed token comes back as the identity it was signed for', async () => {
  const issuer = await createDevelopmentIssuer(directory);
  const identity = { sub: 'tracker', role: 'source', vendorIds: ['v1'], affiliateIds: [] } as const;
  expect(await issuer.verifier.verify(await issuer.sign(identity, 60))).toEqual({
    ...identity,
    expiresAtMs: expect.any(Number),
  });
});

test('the key is kept, private to its owner, and one even when two processes make it at once', async () => {
  const issuers = await Promise.all([1, 2, 3, 4].map(() => createDevelopmentIssuer(directory)));
  const later = await createDevelopmentIssuer(directory);
  for (const issuer of issuers) {
    expect(await later.verifier.verify(await issuer.sign({ sub: 's', role: 'admin' }, 60))).toBeDefined();
  }
  expect(await readdir(join(directory, 'keys'))).toEqual(['issuer.jwk']);
  expect((await stat(join(directory, 'keys/issuer.jwk'))).mode & 0o777).toBe(0o600);
});

test('an expired token is not valid', async () => {
  let nowMs = Date.parse('2026-01-01T00:00:00Z');
  const issuer = await createDevelopmentIssuer(directory, { now: () => nowMs });
  const token = await issuer.sign({ sub: 's', role: 'admin' }, 60);
  expect(await issuer.verifier.verify(token)).toBeDefined();
  nowMs += 61_000;
  expect(await issuer.verifier.verify(token)).toBeUndefined();
});

test('a forged, foreign or unsigned token is not valid', async () => {
  const issuer = await createDevelopmentIssuer(directory);
  const token = await issuer.sign({ sub: 's', role: 'affiliate', affiliateId: 'a1' }, 60);
  const [header = '', , signature = ''] = token.split('.');
  const claims = Buffer.from(JSON.stringify({ sub: 's', role: 'admin', exp: 9e9 })).toString('base64url');
  const none = Buffer.from('{"alg":"none"}').toString('base64url');
  const shared = await new SignJWT({ sub: 's', role: 'admin' })
    .setProtectedHeader({ alg: 'HS256' })
    .setIssuer('milepost-development')
    .setAudience('milepost')
    .setExpirationTime('1h')
    .sign(Buffer.alloc(32, 'k'));
  for (const forged of [`${header}.${claims}.${signature}`, `${none}.${claims}.`, shared, 'x', '', 'a.b.c']) {
    expect(await issuer.verifier.verify(forged)).toBeUndefined();
  }
});

test('a role without the id that it is limited to is not signed', async () => {
  const issuer = await createDevelopmentIssuer(directory);
  await expect(issuer.sign({ sub: 's', role: 'affiliate' }, 60)).rejects.toMatchObject({
    code: 'identity_invalid',
  });
});
