import { divide, exact, type Exact } from './money.ts';

/** One unit of `currency` was worth `rate` euro on `date`, as it is published. */
export interface DayRate {
  date: string;
  currency: string;
  rate: string;
}

const oldestDays = 7;

/** Exact: euro for one unit of a currency over euro for one unit of the other. */
export interface CrossRate {
  over: Exact;
  under: Exact;
}

/** Finds what a currency was worth in another on a date: of each the latest rate, at most 7 days old. */
export type FindRate = (from: string, into: string, date: Temporal.PlainDate) => CrossRate | undefined;

/** Creates a finder over published rates. */
export function createFindRate(rates: readonly DayRate[]): FindRate {
  const byCurrencyAndDate = new Map(rates.map((each) => [`${each.currency}/${each.date}`, each.rate]));
  const inEuro = (currency: string, date: Temporal.PlainDate): Exact | undefined => {
    if (currency === 'EUR') return exact('1');
    for (let days = 0; days <= oldestDays; days += 1) {
      const found = byCurrencyAndDate.get(`${currency}/${date.subtract({ days }).toString()}`);
      if (found !== undefined) return exact(found);
    }
    return undefined;
  };
  return (from, into, date) => {
    if (from === into) return { over: exact('1'), under: exact('1') };
    const [over, under] = [inEuro(from, date), inEuro(into, date)];
    return over === undefined || under === undefined ? undefined : { over, under };
  };
}

/** An amount at a rate in units of ten to the minus `digits`, rounded once, half away from zero. */
export function convert(amount: Exact, { over, under }: CrossRate, digits: number): bigint {
  const shift = under.scale + digits - amount.scale - over.scale;
  const numerator = amount.units * over.units * 10n ** BigInt(Math.max(shift, 0));
  return divide(numerator, under.units * 10n ** BigInt(Math.max(-shift, 0)));
}
