import type { Font, Glyph } from 'fontkit';

/** A line of text as glyphs, in thousandths of its size. */
export interface Shape {
  glyphs: readonly Glyph[];
  /** Of each glyph: how far the next one stands from where it would without kerning. */
  kerns: readonly number[];
  width: number;
  /** Whether a glyph stands beside its place, as a mark on a letter does. */
  hasMarks: boolean;
}

/** Lines whose shapes are kept, and words; some 5 MB each. Longer ones are hardly said twice. */
const mostKept = 5_000;
const longestKept = 200;

/**
 * Creates what shapes texts in a font and remembers them: shaping takes longer than anything else in a report, and most of
 * what reports say is said in all of them.
 */
export function createShaper(font: Font): (text: string) => Shape {
  const perUnit = 1_000 / font.unitsPerEm;
  const shapeWord = remember((word: string) => {
    const { glyphs, positions } = font.layout(word);
    const kerns = glyphs.map((glyph, index) => {
      const { xAdvance = 0 } = positions[index] ?? {};
      return (xAdvance - glyph.advanceWidth) * perUnit;
    });
    const width = positions.reduce((sum, { xAdvance }) => sum + xAdvance * perUnit, 0);
    const hasMarks = positions.some(({ xOffset, yOffset }) => xOffset !== 0 || yOffset !== 0);
    return { glyphs, kerns, width, hasMarks };
  });
  return remember((text: string) => {
    // A word with the space after it: words come again, lines less so.
    const words = (text.match(/[^ ]* ?/g) ?? []).map(shapeWord);
    return {
      glyphs: words.flatMap(({ glyphs }) => glyphs),
      kerns: words.flatMap(({ kerns }) => kerns),
      width: words.reduce((sum, { width }) => sum + width, 0),
      hasMarks: words.some(({ hasMarks }) => hasMarks),
    };
  });
}

/** Breaks a text into lines that are no wider than `width`; a word that is wider itself breaks where it has to. */
export function breakLines(text: string, width: number, measure: (text: string) => number): string[] {
  return text.split('\n').flatMap((paragraph) => {
    if (measure(paragraph) <= width) return [paragraph];
    const lines: string[] = [];
    let line = '';
    for (const word of paragraph.match(/[^ ]+ */g) ?? []) {
      if (measure(`${line}${word}`.trimEnd()) <= width) {
        line += word;
        continue;
      }
      if (line !== '') lines.push(line.trimEnd());
      line = word;
      while (measure(line.trimEnd()) > width) {
        const head = longestHead(line, width, measure);
        lines.push(head);
        line = line.slice(head.length);
      }
    }
    return line === '' ? lines : [...lines, line.trimEnd()];
  });
}

/** The longest beginning of a word that fits, at least a character of it. */
function longestHead(word: string, width: number, measure: (text: string) => number): string {
  const characters = Array.from(word);
  let [least, most] = [1, characters.length];
  while (least < most) {
    const middle = Math.ceil((least + most) / 2);
    if (measure(characters.slice(0, middle).join('')) <= width) least = middle;
    else most = middle - 1;
  }
  return characters.slice(0, least).join('');
}

function remember(shape: (text: string) => Shape): (text: string) => Shape {
  const known = new Map<string, Shape>();
  return (text) => {
    const found = known.get(text);
    if (found !== undefined) return found;
    const made = shape(text);
    if (known.size >= mostKept) known.clear();
    if (text.length <= longestKept) known.set(text, made);
    return made;
  };
}
