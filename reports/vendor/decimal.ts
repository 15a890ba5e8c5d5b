/** An exact decimal: `units` x 10^-`scale`. Money is never a float. */
export interface Decimal {
  readonly units: bigint;
  readonly scale: number;
}

/**
 * Parses what ClickHouse and JSON write, e.g. `-12.50`.
 *
 * @throws {TypeError} where the text is not a plain decimal.
 */
export function parseDecimal(text: string): Decimal {
  const found = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text);
  if (found === null) throw new TypeError(`Not a decimal: ${text}`);
  const [, sign = '', whole = '0', fraction = ''] = found;
  return { units: BigInt(`${sign}${whole}${fraction}`), scale: fraction.length };
}

/** Formats with exactly `digits` digits after the point, rounded half away from zero, e.g. `-0.125` as `-0.13`. */
export function formatDecimal(value: Decimal, digits: number): string {
  const units = divideRounded(value.units * 10n ** BigInt(digits), 10n ** BigInt(value.scale));
  const text = String(units < 0n ? -units : units).padStart(digits + 1, '0');
  const sign = units < 0n ? '-' : '';
  if (digits === 0) return sign + text;
  return `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}`;
}

/**
 * Adds up plain decimals, exactly; '0' of none.
 *
 * @throws {TypeError} where one of them is not a plain decimal.
 * @example sumDecimals(['0.10', '-2.5']) // '-2.40'
 */
export function sumDecimals(texts: readonly string[]): string {
  const values = texts.map(parseDecimal);
  const scale = Math.max(0, ...values.map((value) => value.scale));
  const units = values.reduce((sum, value) => sum + value.units * 10n ** BigInt(scale - value.scale), 0n);
  return formatDecimal({ units, scale }, scale);
}

/** Divides by a whole number, with `digits` digits after the point; undefined for a divisor of 0. */
export function divideDecimal(value: Decimal, divisor: number, digits: number): string | undefined {
  if (divisor === 0) return undefined;
  const units = divideRounded(
    value.units * 10n ** BigInt(digits),
    10n ** BigInt(value.scale) * BigInt(divisor),
  );
  return formatDecimal({ units, scale: digits }, digits);
}

/**
 * Returns the change from `base` to `value` in percent of |base|, to a tenth; undefined for a base of 0.
 *
 * @example percentChange(parseDecimal('110.00'), parseDecimal('100.00')) // 10
 */
export function percentChange(value: Decimal, base: Decimal): number | undefined {
  const scale = Math.max(value.scale, base.scale);
  const from = base.units * 10n ** BigInt(scale - base.scale);
  const to = value.units * 10n ** BigInt(scale - value.scale);
  if (from === 0n) return undefined;
  return Number(divideRounded((to - from) * 1000n, from < 0n ? -from : from)) / 10;
}

function divideRounded(dividend: bigint, divisor: bigint): bigint {
  const isNegative = dividend < 0n !== divisor < 0n;
  const [top, bottom] = [dividend < 0n ? -dividend : dividend, divisor < 0n ? -divisor : divisor];
  const rounded = (top * 2n + bottom) / (bottom * 2n);
  return isNegative ? -rounded : rounded;
}
