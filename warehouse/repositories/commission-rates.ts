import { toInstant, type Clock } from '../../infra/clock.ts';
import type { Warehouse } from '../client.ts';
import { beginning, isId, isInstant, isOneOf, isShare, parseInstant, requireFields } from './fields.ts';
import { vendorTypes } from './vendors.ts';

export interface CommissionRate {
  affiliateId: string;
  /** Limits the rate to one vendor; empty: any. */
  vendorId: string;
  /** Limits the rate to hotels, flights or cars; empty: any. */
  type: string;
  validFrom: string;
  /** Share of the value as decimal digits, e.g. `0.1`. */
  rate: string;
}

export interface CommissionRates {
  /**
   * Sets the rate of an affiliate, or of it with one vendor or one type of vendor, from `validFrom` (default: the
   * beginning of time) until the next. Of the rates in force at a booking the most specific one counts.
   *
   * @throws {MilepostError} `fields_invalid`.
   */
  set(rates: readonly NewCommissionRate[]): Promise<void>;
  /** Returns every rate of one affiliate, or of all, by affiliate, vendor, type and date. */
  list(affiliateId?: string): Promise<CommissionRate[]>;
}

export interface NewCommissionRate {
  affiliateId: string;
  rate: string;
  validFrom?: string | undefined;
  vendorId?: string | undefined;
  type?: string | undefined;
}

const listSql = `
select affiliate_id as affiliateId, vendor_id as vendorId, type, valid_from as validFrom, toString(rate) as rate
from commission_rates final
where {affiliateId:String} = '' or affiliate_id = {affiliateId:String}
order by affiliate_id, vendor_id, type, valid_from`;

/** Creates the repository of commission rates. */
export function createCommissionRates(deps: { warehouse: Warehouse; clock: Clock }): CommissionRates {
  const { warehouse, clock } = deps;
  return {
    async set(rates) {
      for (const each of rates) checkCommissionRate(each);
      const recordedAt = toInstant(clock.now());
      await warehouse.insert(
        'commission_rates',
        rates.map((each) => ({
          affiliate_id: each.affiliateId,
          vendor_id: each.vendorId ?? '',
          type: each.type ?? '',
          valid_from: each.validFrom === undefined ? beginning : parseInstant(each.validFrom),
          rate: each.rate,
          recorded_at: recordedAt,
        })),
        { name: 'commission-rates-set' },
      );
    },

    list: (affiliateId = '') =>
      warehouse.query<CommissionRate>(listSql, { name: 'commission-rates-list', params: { affiliateId } }),
  };
}

/**
 * Checks a rate.
 *
 * @throws {MilepostError} `fields_invalid` naming every field that is wrong.
 */
export function checkCommissionRate(rate: NewCommissionRate): void {
  requireFields({
    affiliateId: [rate.affiliateId, isId],
    rate: [rate.rate, isShare],
    validFrom: [rate.validFrom, isInstant],
    vendorId: [rate.vendorId, isId],
    type: [rate.type, isOneOf(vendorTypes)],
  });
}
