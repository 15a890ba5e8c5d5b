import { MilepostError } from '../../infra/errors.ts';
import type { Fonts } from './fonts.ts';
import type { Formatters } from './intl.ts';

/** The language of all texts. */
const textLanguage = 'en';

/**
 * Returns a locale as BCP 47 writes it, without extensions.
 *
 * @throws {MilepostError} `locale_invalid` where it is no BCP 47 tag.
 */
export function canonicalLocale(locale: string): string {
  try {
    const [tag] = Intl.getCanonicalLocales(locale);
    if (tag !== undefined) return new Intl.Locale(tag).baseName;
  } catch (thrown) {
    throw new MilepostError('locale_invalid', `"${locale}" is no locale`, { cause: thrown });
  }
  throw new MilepostError('locale_invalid', 'The locale is empty');
}

/**
 * Returns in which locale numbers and dates are written: the wanted one, English where the fonts do not have its script.
 *
 * @throws {MilepostError} `locale_invalid`.
 */
export function writtenLocale(wanted: string, { fonts, intl }: { fonts: Fonts; intl: Formatters }): string {
  const locale = canonicalLocale(wanted);
  const month = intl.date(`${locale}-u-nu-latn`, { month: 'long', timeZone: 'UTC' });
  return fonts.covers(month.format(0)) ? locale : textLanguage;
}

/** The language of a document: the texts are English, a locale of another language changes numbers and dates only. */
export function languageOf(locale: string): string {
  return new Intl.Locale(locale).language === textLanguage ? locale : textLanguage;
}
