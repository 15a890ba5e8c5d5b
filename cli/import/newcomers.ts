import { codeOf } from '../../infra/errors.ts';
import { isObject, objectIn, type JsonObject } from '../../ingest/json.ts';
import type { Affiliates } from '../../warehouse/repositories/affiliates.ts';
import type { CommissionRates } from '../../warehouse/repositories/commission-rates.ts';
import { isCurrency, isId, isTimezone } from '../../warehouse/repositories/fields.ts';
import { vendorTypes, type NewVendor, type Vendors } from '../../warehouse/repositories/vendors.ts';

/** Affiliates and vendors that an import added since it names them and nobody had. */
export interface Newcomers {
  affiliates: string[];
  vendors: string[];
}

export interface NewcomersDeps {
  affiliates: Affiliates;
  rates: CommissionRates;
  vendors: Vendors;
}

export interface Welcome {
  /** Notes the affiliates and vendors of changes that are unknown, and adds them by and by. */
  welcome(changes: readonly unknown[]): void;
  /** Resolves with who was added when all are there. */
  finish(): Promise<Newcomers>;
}

/**
 * Creates what adds unknown affiliates and vendors with defaults: the currency and zone of the first reservation
 * that names them (EUR and UTC where it has none), their id as name, and for affiliates a commission rate of 0.
 * Reservations need not wait for them; one write at a time takes all that have come meanwhile.
 */
export async function createWelcome(deps: NewcomersDeps): Promise<Welcome> {
  const knownAffiliates = new Set((await deps.affiliates.list()).map((each) => each.affiliateId));
  const knownVendors = new Set((await deps.vendors.list()).map((each) => each.vendorId));
  const added: Newcomers = { affiliates: [], vendors: [] };
  let affiliates: NewAffiliate[] = [];
  let vendors: NewVendor[] = [];
  let writing: Promise<void> = Promise.resolve();

  async function write(): Promise<void> {
    while (affiliates.length + vendors.length > 0) {
      const [newAffiliates, newVendors] = [affiliates, vendors];
      [affiliates, vendors] = [[], []];
      await addUnlessThere(newVendors, 'vendor_exists', deps.vendors, (each) => each.vendorId);
      added.vendors.push(...newVendors.map((each) => each.vendorId));
      if (newAffiliates.length === 0) continue;
      await addUnlessThere(newAffiliates, 'affiliate_exists', deps.affiliates, (each) => each.affiliateId);
      await deps.rates.set(newAffiliates.map(({ affiliateId }) => ({ affiliateId, rate: '0' })));
      added.affiliates.push(...newAffiliates.map((each) => each.affiliateId));
    }
  }

  return {
    welcome(changes) {
      for (const change of changes) {
        const reservation = isObject(change) ? objectIn(change, 'reservation') : {};
        const { affiliateId, vendorId, type } = reservation;
        const vendorType = vendorTypes.find((each) => each === type);
        if (isNew(vendorId, knownVendors) && vendorType !== undefined) {
          knownVendors.add(vendorId);
          vendors.push({ vendorId, name: vendorId, type: vendorType, ...defaultsOf(reservation) });
        }
        if (isNew(affiliateId, knownAffiliates)) {
          knownAffiliates.add(affiliateId);
          affiliates.push({ affiliateId, name: affiliateId, ...defaultsOf(reservation) });
        }
      }
      if (affiliates.length + vendors.length === 0) return;
      writing = writing.then(write);
      // Its failure is told by `finish`.
      writing.catch(() => undefined);
    },
    async finish() {
      await writing;
      return added;
    },
  };
}

/** Adds what another import running beside this one has not added meanwhile; the others leave `newcomers`. */
async function addUnlessThere<T, Known>(
  newcomers: T[],
  existsCode: string,
  repository: { add(all: readonly T[]): Promise<void>; list(): Promise<Known[]> },
  idOf: (each: T | Known) => string,
): Promise<void> {
  if (newcomers.length === 0) return;
  try {
    await repository.add(newcomers);
  } catch (thrown) {
    if (codeOf(thrown) !== existsCode) throw thrown;
    const there = new Set((await repository.list()).map((each) => idOf(each)));
    const missing = newcomers.filter((each) => !there.has(idOf(each)));
    if (missing.length === newcomers.length) throw thrown;
    newcomers.splice(0, newcomers.length, ...missing);
    await addUnlessThere(newcomers, existsCode, repository, idOf);
  }
}

type NewAffiliate = Parameters<Affiliates['add']>[0][number];

function defaultsOf({ currency, timezone }: JsonObject): { currency: string; timezone: string } {
  return {
    currency: isText(currency) && isCurrency(currency) === undefined ? currency : 'EUR',
    timezone: isText(timezone) && isTimezone(timezone) === undefined ? timezone : 'UTC',
  };
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function isNew(id: unknown, known: ReadonlySet<string>): id is string {
  return isText(id) && !known.has(id) && isId(id) === undefined;
}
