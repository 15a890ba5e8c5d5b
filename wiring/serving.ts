import type { DevelopmentIssuer } from '../infra/auth/development-issuer.ts';
import { createDevelopmentIssuer } from '../infra/auth/development-issuer.ts';
import { createIssuerVerifier } from '../infra/auth/issuer-verifier.ts';
import type { Verifier } from '../infra/auth/verifier.ts';
import { MilepostError } from '../infra/errors.ts';
import type { RoleName } from '../cli/world.ts';
import type { BusParts } from './bus.ts';
import type { IngestParts } from './ingest.ts';
import type { NumberParts } from './numbers.ts';
import { once } from './once.ts';
import type { ProcessParts } from './process.ts';
import type { WarehouseParts } from './warehouse.ts';

/** What answers outsiders. */
export interface ServingParts {
  /** @throws {MilepostError} `issuer_foreign` when tokens come from an OpenID Connect provider. */
  issuer: () => Promise<DevelopmentIssuer>;
  /**
   * Runs roles in this process and returns the address of its HTTP server.
   *
   * @throws {MilepostError} whose message is what keeps it from starting, with the way out.
   */
  serve: (roles: readonly RoleName[]) => Promise<string>;
}

/** Creates what runs the roles of a process. */
export function createServingParts(
  parts: ProcessParts & WarehouseParts & BusParts & IngestParts & NumberParts,
): ServingParts {
  const { invocation, clock, log } = parts;
  const config = () => invocation().config;

  const issuer = once(async () => {
    const { issuer: foreign, dataDir } = config();
    if (foreign === undefined) return createDevelopmentIssuer(dataDir, clock);
    throw new MilepostError(
      'issuer_foreign',
      `Tokens come from ${foreign.url} here; unset AUTH_ISSUER and AUTH_AUDIENCE to use the development issuer`,
    );
  });

  const verifier = once(async (): Promise<Verifier> => {
    const { issuer: foreign } = config();
    if (foreign === undefined) return (await issuer()).verifier;
    return createIssuerVerifier({ issuer: foreign.url, audience: foreign.audience, log: log() });
  });

  return {
    issuer,
    // Most commands serve nothing: what does is loaded when it is wanted.
    serve: async (roles) => (await import('./roles.ts')).serveRoles(roles, { ...parts, issuer, verifier }),
  };
}
