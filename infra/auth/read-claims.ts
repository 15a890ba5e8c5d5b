import { errors, type JWTVerifyResult } from 'jose';
import { MilepostError, messageOf } from '../errors.ts';
import { toIdentity, type Identity } from './identity.ts';

/** Faults of the issuer's key endpoint; every other fault of jose is the token's own. */
const passing = new Set(['ERR_JWKS_TIMEOUT', 'ERR_JWKS_INVALID', 'ERR_JOSE_GENERIC']);

/**
 * Runs a verification and reads the identity of its claims; undefined when the token is not valid.
 *
 * @throws {MilepostError} `issuer_unavailable` (retryable) when the keys to verify with cannot be had.
 */
export async function readClaims(verify: () => Promise<JWTVerifyResult>): Promise<Identity | undefined> {
  try {
    const { payload } = await verify();
    const identity = toIdentity(payload);
    if (identity === undefined || payload.exp === undefined) return identity;
    return { ...identity, expiresAtMs: payload.exp * 1_000 };
  } catch (thrown) {
    if (thrown instanceof errors.JOSEError && !passing.has(thrown.code)) return undefined;
    if (thrown instanceof MilepostError) throw thrown;
    throw new MilepostError('issuer_unavailable', `The issuer's keys cannot be read: ${messageOf(thrown)}`, {
      retryable: true,
      cause: thrown,
    });
  }
}
