const notTwo: Readonly<Record<string, number>> = { JPY: 0, KRW: 0, ISK: 0, KWD: 3, TND: 3 };

/** Decimal digits of a currency's minor unit (ISO 4217), of those that the tests use. */
export function minorDigitsOf(currency: string): number {
  return notTwo[currency] ?? 2;
}

/** An exact decimal: `units` of ten to the minus `scale`. */
export interface Exact {
  units: bigint;
  scale: number;
}

/** @example exact('-12.50') // { units: -1250n, scale: 2 } */
export function exact(text: string): Exact {
  const [, sign = '', whole = '0', fraction = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text) ?? [];
  return { units: BigInt(`${sign}${whole}${fraction}`), scale: fraction.length };
}

/** The product of exact decimals in units of ten to the minus `digits`, half away from zero. */
export function multiply(factors: readonly Exact[], digits: number): bigint {
  const units = factors.reduce((product, factor) => product * factor.units, 1n);
  const scale = factors.reduce((total, factor) => total + factor.scale, 0);
  if (scale <= digits) return units * 10n ** BigInt(digits - scale);
  return divide(units, 10n ** BigInt(scale - digits));
}

/** A quotient, half away from zero. */
export function divide(numerator: bigint, denominator: bigint): bigint {
  const isNegative = numerator < 0n !== denominator < 0n;
  const [over, under] = [magnitude(numerator), magnitude(denominator)];
  const quotient = (2n * over + under) / (2n * under);
  return isNegative ? -quotient : quotient;
}

function magnitude(value: bigint): bigint {
  return value < 0n ? -value : value;
}

/** @example print(-5n, 2) // '-0.05' */
export function print(units: bigint, digits: number): string {
  const padded = magnitude(units)
    .toString()
    .padStart(digits + 1, '0');
  const text = digits === 0 ? padded : `${padded.slice(0, -digits)}.${padded.slice(-digits)}`;
  return units < 0n ? `-${text}` : text;
}

export function sum(values: Iterable<bigint>): bigint {
  let total = 0n;
  for (const value of values) total += value;
  return total;
}
