import { isObject, objectIn } from '../../ingest/json.ts';
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
  /** Adds the affiliates and vendors of changes where they are unknown; cheap when they are known. */
  welcome(changes: readonly unknown[]): Promise<void>;
  readonly added: Newcomers;
}

/**
 * Creates what adds unknown affiliates and vendors with defaults: the currency and zone of the first reservation
 * that names them (EUR and UTC where it has none), their id as name, and for affiliates a commission rate of 0.
 */
export async function createWelcome(deps: NewcomersDeps): Promise<Welcome> {
  const knownAffiliates = new Set((await deps.affiliates.list()).map((each) => each.affiliateId));
  const knownVendors = new Set((await deps.vendors.list()).map((each) => each.vendorId));
  const added: Newcomers = { affiliates: [], vendors: [] };

  return {
    added,
    async welcome(changes) {
      const affiliates: Parameters<Affiliates['add']>[0][number][] = [];
      const vendors: NewVendor[] = [];
      for (const change of changes) {
        const reservation = isObject(change) ? objectIn(change, 'reservation') : {};
        const { affiliateId, vendorId, type, currency, timezone } = reservation;
        const defaults = {
          currency: isText(currency) && isCurrency(currency) === undefined ? currency : 'EUR',
          timezone: isText(timezone) && isTimezone(timezone) === undefined ? timezone : 'UTC',
        };
        const vendorType = vendorTypes.find((each) => each === type);
        if (isNew(vendorId, knownVendors) && vendorType !== undefined) {
          knownVendors.add(vendorId);
          vendors.push({ vendorId, name: vendorId, type: vendorType, ...defaults });
        }
        if (isNew(affiliateId, knownAffiliates)) {
          knownAffiliates.add(affiliateId);
          affiliates.push({ affiliateId, name: affiliateId, ...defaults });
        }
      }
      if (vendors.length > 0) await deps.vendors.add(vendors);
      if (affiliates.length > 0) {
        await deps.affiliates.add(affiliates);
        await deps.rates.set(affiliates.map(({ affiliateId }) => ({ affiliateId, rate: '0' })));
      }
      added.vendors.push(...vendors.map((each) => each.vendorId));
      added.affiliates.push(...affiliates.map((each) => each.affiliateId));
    },
  };
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function isNew(id: unknown, known: ReadonlySet<string>): id is string {
  return isText(id) && !known.has(id) && isId(id) === undefined;
}
