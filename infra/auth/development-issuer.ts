import { randomUUID } from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SignJWT, exportJWK, generateKeyPair, importJWK, jwtVerify, type JWK } from 'jose';
import { systemClock, type Clock } from '../clock.ts';
import { MilepostError, codeOf } from '../errors.ts';
import { toIdentity, type Identity } from './identity.ts';
import { readClaims } from './read-claims.ts';
import type { Verifier } from './verifier.ts';

const algorithm = 'EdDSA';
const issuer = 'milepost-development';
const audience = 'milepost';

/** An issuer for machines without an OpenID Connect provider: whoever reads the data directory signs tokens. */
export interface DevelopmentIssuer {
  verifier: Verifier;
  /**
   * Returns a signed token of an identity.
   *
   * @throws {MilepostError} `identity_invalid` when the role lacks the id it needs.
   */
  sign(identity: Identity, ttlSeconds: number): Promise<string>;
}

/**
 * Opens the development issuer of a data directory: an Ed25519 key in `keys/issuer.jwk`, readable by its owner
 * only and made on first use. Two processes that make it at once end up with the same key.
 *
 * @throws {MilepostError} `issuer_key_unusable` when the key can be neither read nor made.
 * @example const token = await (await createDevelopmentIssuer(dataDir)).sign({ sub: 'me', role: 'admin' }, 3600);
 */
export async function createDevelopmentIssuer(
  dataDir: string,
  clock: Clock = systemClock,
): Promise<DevelopmentIssuer> {
  const { privateKey, publicKey } = await openKeys(dataDir);
  return {
    verifier: {
      verify: (token) =>
        readClaims(() =>
          jwtVerify(token, publicKey, {
            issuer,
            audience,
            algorithms: [algorithm],
            requiredClaims: ['exp'],
            currentDate: new Date(clock.now()),
          }),
        ),
    },
    sign: async (identity, ttlSeconds) => {
      const claims = { ...identity };
      if (toIdentity(claims) === undefined) {
        throw new MilepostError(
          'identity_invalid',
          `The role ${identity.role} needs the id it is limited to`,
        );
      }
      const nowSeconds = Math.floor(clock.now() / 1000);
      return new SignJWT(claims)
        .setProtectedHeader({ alg: algorithm })
        .setIssuer(issuer)
        .setAudience(audience)
        .setIssuedAt(nowSeconds)
        .setExpirationTime(nowSeconds + ttlSeconds)
        .setJti(randomUUID())
        .sign(privateKey);
    },
  };
}

type Key = Awaited<ReturnType<typeof generateKeyPair>>['privateKey'];

async function openKeys(dataDir: string): Promise<{ privateKey: Key; publicKey: Key }> {
  const directory = join(dataDir, 'keys');
  const path = join(directory, 'issuer.jwk');
  try {
    const jwk = (await readKey(path)) ?? (await makeKey(directory, path));
    return { privateKey: await toKey(jwk), publicKey: await toKey(publicPart(jwk)) };
  } catch (thrown) {
    throw new MilepostError('issuer_key_unusable', `The signing key ${path} cannot be used`, {
      cause: thrown,
    });
  }
}

async function readKey(path: string): Promise<JWK | undefined> {
  try {
    const jwk: JWK = JSON.parse(await readFile(path, 'utf8'));
    return jwk;
  } catch (thrown) {
    if (codeOf(thrown) === 'ENOENT') return undefined;
    throw thrown;
  }
}

/** A link to a complete file appears whole or not at all, and the first one stays. */
async function makeKey(directory: string, path: string): Promise<JWK> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const { privateKey } = await generateKeyPair(algorithm, { crv: 'Ed25519', extractable: true });
  const draft = `${path}.${randomUUID()}`;
  await writeFile(draft, JSON.stringify(await exportJWK(privateKey)), { mode: 0o600, flag: 'wx' });
  try {
    await link(draft, path);
  } catch (thrown) {
    if (codeOf(thrown) !== 'EEXIST') throw thrown;
  } finally {
    await rm(draft, { force: true });
  }
  const jwk: JWK = JSON.parse(await readFile(path, 'utf8'));
  return jwk;
}

async function toKey(jwk: JWK): Promise<Key> {
  const key = await importJWK(jwk, algorithm);
  if (key instanceof Uint8Array) throw new TypeError('The key is not an Ed25519 key');
  return key;
}

function publicPart(jwk: JWK): JWK {
  const { d: _private, ...rest } = jwk;
  return rest;
}
