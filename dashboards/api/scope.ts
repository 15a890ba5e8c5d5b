import type { Identity } from '../../infra/auth/identity.ts';
import { notFound } from '../../infra/http/problem.ts';

/**
 * The right to read one affiliate's numbers. There is no way to one but {@link AffiliateScope.of}, and no query
 * for an affiliate runs without one: what the scope names is what the query sees.
 */
export class AffiliateScope {
  readonly affiliateId: string;
  // Makes the type nominal: an object of the same shape is no scope.
  readonly #granted = true;

  private constructor(affiliateId: string) {
    this.affiliateId = affiliateId;
  }

  /**
   * An affiliate may read itself, admin everybody. Support does not see an affiliate's visitors.
   *
   * @throws {Problem} 404 for everybody else, as for an affiliate that does not exist.
   */
  static of(identity: Identity, affiliateId: string): AffiliateScope {
    const isOwn = identity.role === 'affiliate' && identity.affiliateId === affiliateId;
    if (affiliateId !== '' && (isOwn || identity.role === 'admin')) return new AffiliateScope(affiliateId);
    throw notFound();
  }

  /** True for what {@link AffiliateScope.of} made, also where types were talked out of it. */
  static isGranted(scope: AffiliateScope): boolean {
    return #granted in scope && scope.#granted;
  }
}

/** The right to read one traveler's years. */
export class TravelerScope {
  readonly travelerId: string;

  private constructor(travelerId: string) {
    this.travelerId = travelerId;
  }

  /**
   * A traveler may read himself, admin everybody. Support does not see travelers.
   *
   * @throws {Problem} 404 for everybody else, as for a traveler who does not exist.
   */
  static of(identity: Identity, travelerId: string): TravelerScope {
    const isOwn = identity.role === 'traveler' && identity.travelerId === travelerId;
    if (travelerId !== '' && (isOwn || identity.role === 'admin')) return new TravelerScope(travelerId);
    throw notFound();
  }
}

/** The right to read every vendor's reports: support and admin. */
export class VendorScope {
  readonly #granted = true;

  private constructor() {}

  /** @throws {Problem} 404 for everybody else. */
  static of(identity: Identity): VendorScope {
    if (identity.role === 'support' || identity.role === 'admin') return new VendorScope();
    throw notFound();
  }

  static isGranted(scope: VendorScope): boolean {
    return #granted in scope && scope.#granted;
  }
}

/** The right to look at pipelines and accounts: support and admin. */
export class OperationsScope {
  readonly #granted = true;

  private constructor() {}

  /** @throws {Problem} 404 for everybody else. */
  static of(identity: Identity): OperationsScope {
    if (identity.role === 'support' || identity.role === 'admin') return new OperationsScope();
    throw notFound();
  }

  static isGranted(scope: OperationsScope): boolean {
    return #granted in scope && scope.#granted;
  }
}
