import { codeOf } from '../../infra/errors.ts';
import { invalidField } from '../../infra/http/problem.ts';

/** Of a PDF for which nobody asked for another one. */
export const defaultLocale = 'en-GB';

/**
 * Returns a PDF's bytes.
 *
 * @throws {Problem} 400 where the locale is none.
 */
export async function printed(pdf: Promise<Uint8Array>): Promise<Uint8Array> {
  try {
    return await pdf;
  } catch (thrown) {
    if (codeOf(thrown) === 'locale_invalid') throw invalidField('locale', 'must be a BCP 47 tag, e.g. de-DE');
    throw thrown;
  }
}
