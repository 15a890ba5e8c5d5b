import { createRandom, seedOf } from './random.ts';
import { dayMs, writeDate } from './time.ts';

/** A reference rate: one unit of `currency` is worth `rate` euro on `date`. */
export interface DemoRate {
  date: string;
  currency: string;
  rate: string;
  base: string;
  source: string;
}

/** Near what they are worth; the rates of the demo wander about it and are nobody's. */
const euroFor: Readonly<Record<string, number>> = {
  USD: 0.91,
  GBP: 1.17,
  CHF: 1.05,
  SEK: 0.0885,
  JPY: 0.00615,
  AUD: 0.595,
  CAD: 0.665,
  INR: 0.0107,
  BRL: 0.163,
};

/** Says of every rate that it is made up. */
export const demoRateSource = 'demo';

const swing = 0.0035;
const pull = 0.01;

/** Makes the rates of every weekday from `from` to `to`, a bank's days. Each currency wanders, and is drawn back. */
export function createRates(seed: number, range: { from: number; to: number }): DemoRate[] {
  const rates: DemoRate[] = [];
  for (const [currency, usual] of Object.entries(euroFor)) {
    const random = createRandom(seedOf(seed, 'rates', currency));
    let away = 0;
    for (let at = Math.floor(range.from / dayMs) * dayMs; at <= range.to; at += dayMs) {
      if ([0, 6].includes(new Date(at).getUTCDay())) continue;
      away += (random.next() + random.next() - 1) * swing * 2 - away * pull;
      const rate = (usual * Math.exp(away)).toFixed(8);
      rates.push({ date: writeDate(at), currency, rate, base: 'EUR', source: demoRateSource });
    }
  }
  return rates;
}

/** Returns a price in euro as a whole number of another currency's smallest unit, of today's usual worth. */
export function toMinorUnits(euro: number, currency: string): number {
  return Math.round((euro / (euroFor[currency] ?? 1)) * 10 ** minorDigits(currency));
}

/** Writes an amount in smallest units as decimal digits. */
export function writeAmount(minorUnits: number, currency: string): string {
  return (minorUnits / 10 ** minorDigits(currency)).toFixed(minorDigits(currency));
}

function minorDigits(currency: string): number {
  return currency === 'JPY' ? 0 : 2;
}
