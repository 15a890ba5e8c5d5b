import { openSync, type Font } from 'fontkit';
import { createRequire } from 'node:module';
import { MilepostError } from '../../infra/errors.ts';
import { createShaper, type Shape } from './shape.ts';

/** The parsed fonts of all documents of a process. All figures of Noto Sans are equally wide (tabular). */
export interface Fonts {
  regular: Font;
  bold: Font;
  /** Shapes a line of text, all of whose characters have glyphs. */
  shape(font: 'regular' | 'bold', line: string): Shape;
  /** Returns whether every character has a glyph: Latin, Greek and Cyrillic scripts have. */
  covers(text: string): boolean;
  /** Returns the text with every character that has no glyph as its code point, e.g. `U+65E5`; never a box. */
  showable(text: string): string;
}

const printableAscii = /^[ -~]*$/;
const invisible = /[\p{Default_Ignorable_Code_Point}\p{Cc}]/gu;

/**
 * Parses the fonts. Takes some 50 ms: once per process.
 *
 * @throws {MilepostError} `font_missing` where the font package is not installed.
 */
export function createFonts(): Fonts {
  const regular = open('400Regular/NotoSans_400Regular.ttf');
  const bold = open('600SemiBold/NotoSans_600SemiBold.ttf');
  const has = (character: string) => {
    const codePoint = character.codePointAt(0) ?? 0;
    return regular.hasGlyphForCodePoint(codePoint) && bold.hasGlyphForCodePoint(codePoint);
  };
  const shapers = { regular: createShaper(regular), bold: createShaper(bold) };
  return {
    regular,
    bold,
    shape: (font, line) => shapers[font](line),
    covers: (text) => Array.from(visible(text)).every((character) => has(character)),
    showable: (text) => {
      if (printableAscii.test(text)) return text;
      return Array.from(visible(text), (each) => (has(each) ? each : codePointOf(each))).join('');
    },
  };
}

function open(path: string): Font {
  try {
    const font = openSync(createRequire(import.meta.url).resolve(`@expo-google-fonts/noto-sans/${path}`));
    if ('layout' in font) return font;
  } catch (thrown) {
    throw new MilepostError('font_missing', `The font ${path} cannot be read`, { cause: thrown });
  }
  throw new MilepostError('font_missing', `The file ${path} holds several fonts`);
}

function visible(text: string): string {
  return text.normalize('NFC').replaceAll(invisible, '');
}

function codePointOf(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}
