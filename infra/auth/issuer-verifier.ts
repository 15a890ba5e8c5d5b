import { createRemoteJWKSet, jwtVerify } from 'jose';
import { MilepostError, messageOf } from '../errors.ts';
import type { Log } from '../log.ts';
import { readClaims } from './read-claims.ts';
import type { Verifier } from './verifier.ts';

export interface IssuerOptions {
  /** The provider's issuer URL, as its tokens name it in `iss`. */
  issuer: string;
  audience: string;
  log: Log;
}

type KeySet = ReturnType<typeof createRemoteJWKSet>;

/** Only signatures by a key that stays at the issuer; never `none`, never a shared secret. */
const algorithms = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA'];
const discoveryTimeoutMs = 5_000;

/**
 * Creates a verifier of an OpenID Connect provider's tokens. The key endpoint is discovered on the first token
 * and kept; a discovery that failed is tried again by the next token.
 */
export function createIssuerVerifier(options: IssuerOptions): Verifier {
  let keys: Promise<KeySet> | undefined;
  const discovered = async (): Promise<KeySet> => {
    keys ??= discover(options.issuer);
    try {
      return await keys;
    } catch (thrown) {
      keys = undefined;
      options.log.error({ err: thrown, issuer: options.issuer }, 'The issuer could not be discovered');
      throw thrown;
    }
  };
  return {
    verify: (token) =>
      readClaims(async () =>
        jwtVerify(token, await discovered(), {
          issuer: options.issuer,
          audience: options.audience,
          algorithms,
          requiredClaims: ['exp'],
          clockTolerance: 30,
        }),
      ),
  };
}

async function discover(issuer: string): Promise<KeySet> {
  const base = issuer.endsWith('/') ? issuer.slice(0, -1) : issuer;
  const url = `${base}/.well-known/openid-configuration`;
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(discoveryTimeoutMs) });
    if (!response.ok) throw new Error(`${url} answered ${response.status}`);
    const document: unknown = await response.json();
    if (typeof document !== 'object' || document === null) throw new Error(`${url} is no object`);
    const named = 'issuer' in document ? document.issuer : undefined;
    const keysUrl = 'jwks_uri' in document ? document.jwks_uri : undefined;
    if (named !== issuer) throw new Error(`${url} names another issuer`);
    if (typeof keysUrl !== 'string') throw new Error(`${url} names no jwks_uri`);
    return createRemoteJWKSet(new URL(keysUrl));
  } catch (thrown) {
    throw new MilepostError('issuer_unavailable', `${issuer}: ${messageOf(thrown)}`, {
      retryable: true,
      cause: thrown,
    });
  }
}
