import { toInstant, type Clock } from '../../infra/clock.ts';
import type { Warehouse } from '../client.ts';
import { isCurrency, isDate, requireFields, type FieldCheck } from './fields.ts';

/** One unit of `currency` is worth `rate` units of `base` on `date`. Every conversion goes through the euro: it is the base. */
export interface FxRate {
  /** `YYYY-MM-DD`. */
  date: string;
  currency: string;
  /** Decimal digits, greater than 0, up to 12 places. */
  rate: string;
  base: string;
  /** Who published it, e.g. `ecb`. */
  source: string;
}

export interface FxRates {
  /**
   * Stores reference rates; a later one of the same pair and date takes the earlier one's place.
   *
   * @throws {MilepostError} `fields_invalid`.
   */
  put(rates: readonly FxRate[]): Promise<void>;
}

/** Creates the repository of reference rates. */
export function createFxRates({ warehouse, clock }: { warehouse: Warehouse; clock: Clock }): FxRates {
  return {
    async put(rates) {
      for (const rate of rates) checkFxRate(rate);
      const recordedAt = toInstant(clock.now());
      await warehouse.insert(
        'fx_rates',
        rates.map((rate) => ({ ...rate, recorded_at: recordedAt })),
        { name: 'fx-rates-put' },
      );
    },
  };
}

/**
 * Checks a rate.
 *
 * @throws {MilepostError} `fields_invalid` naming every field that is wrong.
 */
export function checkFxRate(rate: FxRate): void {
  requireFields({
    date: [rate.date, isDate],
    currency: [rate.currency, isCurrency],
    base: [rate.base, isEuro],
    rate: [rate.rate, isRate],
  });
}

const isEuro: FieldCheck = (value) =>
  value === 'EUR' ? undefined : `"${value}" is no base; say what one unit of the currency is worth in EUR`;

const isRate: FieldCheck = (value) =>
  /^\d{1,20}(\.\d{1,12})?$/.test(value) && /[1-9]/.test(value)
    ? undefined
    : `"${value}" is no rate; use a decimal greater than 0 with up to 12 places`;
