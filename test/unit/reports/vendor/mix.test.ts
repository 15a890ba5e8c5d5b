import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { foldMix } from '../../../../reports/vendor/mix.ts';

const row = (key: string, bookings: number) => ({ key, bookings });

describe('mix', () => {
  test('shows every row where none is small', () => {
    expect(foldMix([row('PT', 5), row('ES', 9)])).toEqual({
      rows: [row('ES', 9), row('PT', 5)],
      other: null,
    });
  });

  test('folds the next smallest too where a single small row could be found by subtraction', () => {
    expect(foldMix([row('PT', 90), row('ES', 7), row('FR', 4)])).toEqual({
      rows: [row('PT', 90)],
      other: 11,
    });
  });

  test('folds the next smallest too where Other itself would be small', () => {
    expect(foldMix([row('PT', 90), row('ES', 7), row('FR', 1), row('IT', 1)])).toEqual({
      rows: [row('PT', 90)],
      other: 9,
    });
  });

  test('shows nothing but Other where all rows together are few', () => {
    expect(foldMix([row('PT', 2)])).toEqual({ rows: [], other: 2 });
  });

  test('is empty without bookings', () => {
    expect(foldMix([])).toEqual({ rows: [], other: null });
  });

  test('reveals no small row, alone or by subtraction, and loses no booking', () => {
    const rows = fc.uniqueArray(fc.record({ key: fc.string(), bookings: fc.nat({ max: 12 }) }), {
      selector: (each) => each.key,
    });
    fc.assert(
      fc.property(rows, (given) => {
        const total = given.reduce((sum, each) => sum + each.bookings, 0);
        const filled = given.filter((each) => each.bookings > 0);
        const { rows: shown, other } = foldMix(given);
        const shownTotal = shown.reduce((sum, each) => sum + each.bookings, 0);
        expect(shownTotal + (other ?? 0)).toBe(total);
        expect(shown.every((each) => each.bookings >= 5 && given.includes(each))).toBe(true);
        const folded = filled.length - shown.length;
        expect(other === null).toBe(folded === 0);
        // A rest that is shown beside rows stands for two rows at least and is not small itself.
        const isRevealing = folded > 0 && shown.length > 0 && (folded < 2 || (other ?? 0) < 5);
        expect(isRevealing).toBe(false);
      }),
    );
  });
});
