import { describe, expect, test } from 'vitest';
import { createPdf } from '../../../../reports/pdf/document.ts';
import { createFonts } from '../../../../reports/pdf/fonts.ts';
import { breakLines } from '../../../../reports/pdf/shape.ts';
import { styles } from '../../../../reports/pdf/style.ts';
import { readPdf } from './read-pdf.ts';

const fonts = createFonts();
/** Every character is a unit wide. */
const measure = (text: string) => text.length;

describe('lines', () => {
  test.each([
    ['at the last space that fits', 'one two three', 7, ['one two', 'three']],
    ['in a word that is wider than a line', 'abcdefgh ij', 3, ['abc', 'def', 'gh', 'ij']],
    ['where the text says so', 'a\nb', 9, ['a', 'b']],
    ['not at all where it fits', 'a b', 3, ['a b']],
    ['of nothing into an empty one', '', 5, ['']],
    ['never within a character of two units', '𝔸𝔹', 1, ['𝔸', '𝔹']],
  ])('break %s', (_, text, width, lines) => {
    expect(breakLines(text, width, measure)).toEqual(lines);
  });

  test('lose nothing of a text', () => {
    const text = 'Every number beside the previous month and the same month last year, '.repeat(9).trim();
    expect(breakLines(text, 31, measure).join(' ')).toBe(text);
    expect(breakLines(text, 31, measure).every((line) => line.length <= 31)).toBe(true);
  });
});

test('a line is as wide as its glyphs with their kerning', () => {
  const { advanceWidth } = fonts.regular.layout('AVATAR');
  expect(fonts.shape('regular', 'AVATAR').width).toBeCloseTo(advanceWidth);
  expect(fonts.shape('regular', 'AV AV').width).toBeCloseTo(
    fonts.shape('regular', 'AV ').width + fonts.shape('regular', 'AV').width,
  );
});

test('what is written can be read: kerned, with marks beside their letters, and what is not in every font', async () => {
  const pdf = createPdf({
    title: 'T',
    subject: 'S',
    language: 'en',
    createdAt: new Date(0),
    footer: '',
    pageNumber: () => '',
    fonts,
  });
  // The second has a letter with a mark for which there is no letter of one piece.
  const texts = ['AVATAR Töplitz 12.5%', 'Q\u0323\u0307x', 'Ξενοδοχείο'];
  for (const [index, text] of texts.entries())
    pdf.element('P', {}, () => pdf.write(text, styles.body, { x: 50, y: 60 + 30 * index, width: 400 }));
  const [page = ''] = (await readPdf(await pdf.finish())).pages;
  expect(page).toContain('AVATAR Töplitz 12.5%');
  expect(page).toContain('Ξενοδοχείο');
  expect(page.normalize('NFD')).toMatch(/Q\p{M}+x/u);
});
