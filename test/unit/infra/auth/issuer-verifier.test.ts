import { createServer, type Server } from 'node:http';
import { SignJWT, exportJWK, generateKeyPair } from 'jose';
import { afterEach, expect, test } from 'vitest';
import { createIssuerVerifier } from '../../../../infra/auth/issuer-verifier.ts';
import { createSilentLog } from '../../../../infra/log.ts';

const log = createSilentLog();
const audience = 'reports';
let server: Server | undefined;
afterEach(async () => {
  await new Promise((resolve) => (server === undefined ? resolve(undefined) : server.close(resolve)));
  server = undefined;
});

async function startProvider() {
  const pair = await generateKeyPair('RS256', { extractable: true });
  const jwk = { ...(await exportJWK(pair.publicKey)), kid: 'k1', alg: 'RS256' };
  const state = { broken: false, issuer: '' };
  const started = createServer((request, response) => {
    response.statusCode = state.broken ? 500 : 200;
    const isDiscovery = request.url === '/.well-known/openid-configuration';
    response.end(
      JSON.stringify(
        isDiscovery ? { issuer: state.issuer, jwks_uri: `${state.issuer}/keys` } : { keys: [jwk] },
      ),
    );
  });
  server = started;
  await new Promise<void>((resolve) => {
    started.listen(0, '127.0.0.1', resolve);
  });
  const address = started.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  state.issuer = `http://127.0.0.1:${address.port}`;
  const sign = (issuer: string, to: string) =>
    new SignJWT({ role: 'support' })
      .setSubject('jo')
      .setProtectedHeader({ alg: 'RS256', kid: 'k1' })
      .setIssuer(issuer)
      .setAudience(to)
      .setExpirationTime('5m')
      .sign(pair.privateKey);
  return { state, sign };
}

test('a token of the provider is valid for its own audience only', async () => {
  const { state, sign } = await startProvider();
  const verifier = createIssuerVerifier({ issuer: state.issuer, audience, log });
  expect(await verifier.verify(await sign(state.issuer, audience))).toEqual({
    sub: 'jo',
    role: 'support',
    expiresAtMs: expect.any(Number),
  });
  expect(await verifier.verify(await sign(state.issuer, 'other'))).toBeUndefined();
  expect(await verifier.verify(await sign('http://other', audience))).toBeUndefined();
});

test('a provider that is down makes no token invalid, and is asked again', async () => {
  const { state, sign } = await startProvider();
  const verifier = createIssuerVerifier({ issuer: state.issuer, audience, log });
  const token = await sign(state.issuer, audience);
  state.broken = true;
  await expect(verifier.verify(token)).rejects.toMatchObject({ code: 'issuer_unavailable', retryable: true });
  state.broken = false;
  expect(await verifier.verify(token)).toBeDefined();
});
