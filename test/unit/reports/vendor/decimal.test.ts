import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  divideDecimal,
  formatDecimal,
  parseDecimal,
  percentChange,
  sumDecimals,
} from '../../../../reports/vendor/decimal.ts';

describe('decimal', () => {
  test.each([
    ['0', 2, '0.00', 'zero'],
    ['294.6', 2, '294.60', 'padded'],
    ['0.005', 2, '0.01', 'half goes away from zero'],
    ['-0.005', 2, '-0.01', 'also below zero'],
    ['-0.004', 2, '0.00', 'no negative zero'],
    ['1.0049', 2, '1.00', 'rounded once, not digit by digit'],
    ['99999999999999999999999999999999.9999', 0, '100000000000000000000000000000000', 'wider than a float'],
    ['12.5', 0, '13', 'a currency without a minor unit'],
    ['1.2345', 3, '1.235', 'a currency with three digits'],
  ])('formats %s with %i digits as %s: %s', (text, digits, formatted) => {
    expect(formatDecimal(parseDecimal(text), digits)).toBe(formatted);
  });

  test('keeps every decimal that it parses as it was', () => {
    fc.assert(
      fc.property(fc.bigInt(), fc.integer({ min: 1, max: 12 }), (units, scale) => {
        const text = formatDecimal({ units, scale }, scale);
        expect(parseDecimal(text)).toEqual({ units, scale });
      }),
    );
  });

  test.each([
    ['100', 3, '33.33'],
    ['200', 3, '66.67'],
    ['-100', 8, '-12.50'],
    ['0.15', 10, '0.02'],
  ])('divides %s by %i to the cent: %s', (text, divisor, quotient) => {
    expect(divideDecimal(parseDecimal(text), divisor, 2)).toBe(quotient);
  });

  test('has no quotient for a divisor of 0', () => {
    expect(divideDecimal(parseDecimal('1'), 0, 2)).toBeUndefined();
  });

  test.each([
    ['110', '100.00', 10],
    ['100', '300', -66.7],
    ['5', '-10', 150],
    ['0', '7', -100],
    ['7', '0', undefined],
  ])('the change to %s from %s is %s %%', (value, base, change) => {
    expect(percentChange(parseDecimal(value), parseDecimal(base))).toBe(change);
  });

  test.each(['', 'nan', '1e5', '.5', '1,5'])('refuses %j', (text) => {
    expect(() => parseDecimal(text)).toThrow(TypeError);
  });

  test.each([
    [[], '0'],
    [['12.50'], '12.50'],
    [['0.1', '0.25', '-0.35'], '0.00'],
    [['99999999999999999999999999999999.9999', '-0.1'], '99999999999999999999999999999999.8999'],
    [['-3', '1.5'], '-1.5'],
  ])('the sum of %j is %s', (texts, expected) => {
    expect(sumDecimals(texts)).toBe(expected);
  });
});
