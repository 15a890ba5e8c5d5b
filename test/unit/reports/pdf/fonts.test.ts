import { describe, expect, test } from 'vitest';
import { createFonts } from '../../../../reports/pdf/fonts.ts';

const fonts = createFonts();

describe('fonts', () => {
  test.each(['Hôtel Ångström & Søn', 'Ξενοδοχείο', 'Гостиница «Жар-птица»', '€1,234.50 −5% 0–1 “x”'])(
    'cover %j',
    (text) => {
      expect(fonts.covers(text)).toBe(true);
      expect(fonts.showable(text)).toBe(text);
    },
  );

  test.each([
    ['東京 Inn', 'U+6771U+4EAC Inn'],
    ['Inn 🏨', 'Inn U+1F3E8'],
  ])('write what they do not have as code points, never as boxes: %j', (text, shown) => {
    expect(fonts.covers(text)).toBe(false);
    expect(fonts.showable(text)).toBe(shown);
  });

  test('leave out what has no shape: control characters, joiners, direction marks', () => {
    expect(fonts.showable('A\u0000B\u200DC\u202ED\u00AD')).toBe('ABCD');
  });

  test('compose a letter and its accent, where they came apart', () => {
    expect(fonts.showable('Cafe\u0301')).toBe('Café');
  });

  test.each(['regular', 'bold'] as const)('have figures of one width, so that columns align: %s', (name) => {
    const widths = Array.from('0123456789', (digit) => fonts[name].layout(digit).advanceWidth);
    expect(new Set(widths).size).toBe(1);
  });
});
