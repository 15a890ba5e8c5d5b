import { describe, expect, test } from 'vitest';
import {
  isCountry,
  isCurrency,
  isDate,
  isId,
  isShare,
  isTimezone,
  parseInstant,
  requireFields,
} from '../../../../warehouse/repositories/fields.ts';

describe('checks of fields', () => {
  test.each([
    ['an id', isId, 'agent-9', true],
    ['an id with a colon, which separates message keys', isId, 'a:b', false],
    ['an id with a space', isId, 'a b', false],
    ['an empty id', isId, '', false],
    ['a currency', isCurrency, 'EUR', true],
    ['a currency in small letters', isCurrency, 'eur', false],
    ['a currency that nobody has', isCurrency, 'XXQ', false],
    ['a country', isCountry, 'PT', true],
    ['an alpha-3 country', isCountry, 'PRT', false],
    ['the unknown country', isCountry, 'ZZ', false],
    ['a zone', isTimezone, 'Europe/Lisbon', true],
    ['UTC', isTimezone, 'UTC', true],
    ['an old name of a zone', isTimezone, 'Asia/Calcutta', true],
    ['a zone in small letters, which ClickHouse refuses', isTimezone, 'europe/lisbon', false],
    ['an offset', isTimezone, '+01:00', false],
    ['a rate', isShare, '0.1', true],
    ['the whole', isShare, '1', true],
    ['more than the whole', isShare, '1.1', false],
    ['a percentage', isShare, '10', false],
    ['more places than are kept', isShare, '0.1234567', false],
    ['a date', isDate, '2026-02-28', true],
    ['a day that no month has', isDate, '2026-02-30', false],
  ] as const)('%s', (_, check, value, isFine) => {
    expect(check(value) === undefined).toBe(isFine);
  });

  test('names every field that is wrong', () => {
    expect(() =>
      requireFields({ currency: ['euro', isCurrency], timezone: ['UTC', isTimezone], rate: ['2', isShare] }),
    ).toThrow(/^currency: "euro" .*\nrate: "2" .*$/);
  });
});

test.each([
  ['2026-03-01', '2026-03-01T00:00:00.000Z'],
  ['2026-03-01T12:00:00Z', '2026-03-01T12:00:00.000Z'],
  ['2026-03-01T12:00:00+02:00', '2026-03-01T10:00:00.000Z'],
  ['2026-03-01T12:00:00', undefined],
  ['2026-02-30', undefined],
  ['1969-12-31', undefined],
  ['tomorrow', undefined],
])('reads %s as %s', (text, expected) => {
  expect(parseInstant(text)).toBe(expected);
});
