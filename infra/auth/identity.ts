export type Role = 'affiliate' | 'support' | 'traveler' | 'admin' | 'source';

/** Who asks, as a verified token says it. Only a {@link Verifier} makes one of a request. */
export interface Identity {
  sub: string;
  role: Role;
  /** Always there for the role affiliate. */
  affiliateId?: string;
  /** Always there for the role traveler. */
  travelerId?: string;
  /** A source token limited to named vendors; absent: all. */
  vendorIds?: readonly string[];
  /** A source token limited to named affiliates; absent: all. */
  affiliateIds?: readonly string[];
  /** When the token that said so expires, epoch milliseconds. Answers that go on end then. */
  expiresAtMs?: number;
}

const roles: readonly Role[] = ['affiliate', 'support', 'traveler', 'admin', 'source'];

/**
 * Reads an identity out of a token's claims, or returns undefined when they do not make one: no subject, an
 * unknown role, a role without the id it needs, a limit that is no list of ids (never read as "no limit").
 * Never throws.
 */
export function toIdentity(claims: Readonly<Record<string, unknown>>): Identity | undefined {
  const sub = claims['sub'];
  const role = roles.find((each) => each === claims['role']);
  if (!isId(sub) || role === undefined) return undefined;
  const affiliateId = claims['affiliateId'];
  const travelerId = claims['travelerId'];
  const vendorIds = claims['vendorIds'];
  const affiliateIds = claims['affiliateIds'];
  if (affiliateId !== undefined && !isId(affiliateId)) return undefined;
  if (travelerId !== undefined && !isId(travelerId)) return undefined;
  if (vendorIds !== undefined && !isIds(vendorIds)) return undefined;
  if (affiliateIds !== undefined && !isIds(affiliateIds)) return undefined;
  if (role === 'affiliate' && affiliateId === undefined) return undefined;
  if (role === 'traveler' && travelerId === undefined) return undefined;
  return {
    sub,
    role,
    ...(affiliateId === undefined ? {} : { affiliateId }),
    ...(travelerId === undefined ? {} : { travelerId }),
    ...(vendorIds === undefined ? {} : { vendorIds }),
    ...(affiliateIds === undefined ? {} : { affiliateIds }),
  };
}

function isId(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

function isIds(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((each) => isId(each));
}
