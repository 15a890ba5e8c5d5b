import { toInstant, type Clock } from '../../infra/clock.ts';
import { MilepostError } from '../../infra/errors.ts';
import type { Warehouse } from '../client.ts';
import {
  beginning,
  isCountry,
  isCurrency,
  isId,
  isInstant,
  isOneOf,
  isOptionalText,
  isText,
  isTimezone,
  parseInstant,
  requireFields,
} from './fields.ts';

export const vendorTypes = ['hotel', 'flight', 'car'] as const;

/** A vendor with the attributes in force. */
export interface Vendor {
  vendorId: string;
  /** hotel, flight or car. */
  type: string;
  name: string;
  /** IANA: the zone of its calendar months. */
  timezone: string;
  /** ISO 4217: the currency of its reports. */
  currency: string;
  /** Who owns it; empty where unknown, as below. */
  owner: string;
  /** ISO 3166 alpha-2. */
  country: string;
  city: string;
  class: string;
  validFrom: string;
}

export type VendorAttributes = Omit<Vendor, 'vendorId' | 'validFrom'>;
type RequiredAttribute = 'type' | 'name' | 'timezone' | 'currency';
export type NewVendor = { vendorId: string } & Pick<VendorAttributes, RequiredAttribute> &
  Partial<VendorAttributes>;

export interface Vendors {
  /**
   * Adds vendors; their attributes hold from the beginning of time.
   *
   * @throws {MilepostError} `fields_invalid`, `vendor_exists`.
   */
  add(vendors: readonly NewVendor[]): Promise<void>;
  /**
   * Changes attributes from `validFrom` on (default: now) until the next change that is there.
   *
   * @throws {MilepostError} `fields_invalid`, `vendor_unknown`.
   */
  set(vendorId: string, changes: Partial<VendorAttributes>, validFrom?: string): Promise<void>;
  /** Returns the vendors, by id. */
  list(): Promise<Vendor[]>;
  find(vendorId: string): Promise<Vendor | undefined>;
}

/** The row of each vendor in force at `at`; `vendorId` empty asks for all. */
const inForceSql = `
select vendor_id as vendorId, type, name, timezone, currency, owner, country, city, class, valid_from as validFrom
from vendors final
where valid_from <= parseDateTime64BestEffort({at:String}, 3, 'UTC') and ({vendorId:String} = '' or vendor_id = {vendorId:String})
order by vendor_id, valid_from desc
limit 1 by vendor_id`;

/** Creates the repository of vendors and of the attributes that their numbers depend on. */
export function createVendors({ warehouse, clock }: { warehouse: Warehouse; clock: Clock }): Vendors {
  const inForce = (vendorId: string, at: string): Promise<Vendor[]> =>
    warehouse.query<Vendor>(inForceSql, { name: 'vendors-in-force', params: { vendorId, at } });
  const find = async (vendorId: string, at: string): Promise<Vendor | undefined> =>
    vendorId === '' ? undefined : (await inForce(vendorId, at))[0];

  async function write(vendors: readonly Vendor[]): Promise<void> {
    const recordedAt = toInstant(clock.now());
    await warehouse.insert(
      'vendors',
      vendors.map(({ vendorId, validFrom, ...attributes }) => ({
        vendor_id: vendorId,
        valid_from: validFrom,
        ...attributes,
        recorded_at: recordedAt,
      })),
      { name: 'vendors-write' },
    );
  }

  return {
    async add(vendors) {
      for (const each of vendors) check(each);
      const known = new Set((await inForce('', toInstant(clock.now()))).map((row) => row.vendorId));
      const existing = vendors.find((each) => known.has(each.vendorId));
      if (existing !== undefined) {
        throw new MilepostError(
          'vendor_exists',
          `The vendor ${existing.vendorId} is there already; \`milepost vendors set\` changes it`,
        );
      }
      const blank = { owner: '', country: '', city: '', class: '', validFrom: beginning };
      await write(vendors.map((each) => ({ ...blank, ...each })));
    },

    async set(vendorId, changes, validFrom) {
      check({ ...changes, vendorId });
      requireFields({ validFrom: [validFrom, isInstant] });
      const at = (validFrom === undefined ? undefined : parseInstant(validFrom)) ?? toInstant(clock.now());
      const vendor = await find(vendorId, at);
      if (vendor === undefined) {
        throw new MilepostError(
          'vendor_unknown',
          `There is no vendor ${vendorId}; \`milepost vendors list\` shows them, \`milepost vendors add\` adds one`,
        );
      }
      await write([{ ...vendor, ...changes, validFrom: at }]);
    },

    list: () => inForce('', toInstant(clock.now())),
    find: (vendorId) => find(vendorId, toInstant(clock.now())),
  };
}

function check(vendor: Partial<VendorAttributes> & { vendorId: string }): void {
  requireFields({
    vendorId: [vendor.vendorId, isId],
    type: [vendor.type, isOneOf(vendorTypes)],
    name: [vendor.name, isText],
    timezone: [vendor.timezone, isTimezone],
    currency: [vendor.currency, isCurrency],
    owner: [vendor.owner, isOptionalText],
    country: [vendor.country === '' ? undefined : vendor.country, isCountry],
    city: [vendor.city, isOptionalText],
    class: [vendor.class, isOptionalText],
  });
}
