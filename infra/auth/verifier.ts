import type { Identity } from './identity.ts';

/** Tells who a bearer token speaks for. */
export interface Verifier {
  /**
   * Returns the identity of a valid token; undefined: not a valid token (forged, expired, of another issuer
   * or audience, without the claims that its role needs).
   *
   * @throws {MilepostError} `issuer_unavailable` (retryable) when the issuer's keys cannot be read.
   */
  verify(token: string): Promise<Identity | undefined>;
}
