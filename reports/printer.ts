import { codeOf } from '../infra/errors.ts';
import type { PrintOf, Prints } from './books/prints.ts';
import { formatStatementPdf } from './affiliate/statement-pdf.ts';
import type { PrintedStatement } from './affiliate/statement.ts';
import { createLand } from './map/land.ts';
import { createFormatters } from './pdf/intl.ts';
import { createFonts } from './pdf/fonts.ts';
import { writtenLocale } from './pdf/locale.ts';
import { formatTravelerPdf } from './traveler/pdf.ts';
import type { TravelerReport } from './traveler/report.ts';
import { formatVendorPdf } from './vendor/pdf.ts';
import type { VendorReport } from './vendor/report.ts';

/**
 * Makes reports into PDFs. That of a closed report is drawn once for each version, audience and locale, and kept: asking
 * again gives the same bytes, whatever Milepost has learned to draw since; one that was altered where it is kept is not handed
 * out. Methods throw `locale_invalid`, `book_damaged`.
 */
export interface Printer {
  vendorMonth(report: VendorReport, locale: string): Promise<Uint8Array>;
  travelerYear(report: TravelerReport, locale: string): Promise<Uint8Array>;
  /** Drawn each time: a statement is not closed. */
  affiliateMonth(statement: PrintedStatement, locale: string): Promise<Uint8Array>;
}

/** Creates the printer; fonts and coast lines are read when they are first needed. */
export function createPrinter({ prints }: { prints: Prints }): Printer {
  let read: ReturnType<typeof readParts> | undefined;
  const parts = () => (read ??= readParts());

  const keeping = async (
    print: Omit<PrintOf, 'seal'> & { seal: string | undefined },
    draw: (locale: string) => Promise<Uint8Array>,
  ): Promise<Uint8Array> => {
    const locale = writtenLocale(print.locale, parts());
    const { seal } = print;
    if (seal === undefined) return draw(locale);
    const slot = { ...print, seal, locale };
    try {
      return (await prints.find(slot)) ?? (await prints.keep(slot, await draw(locale)));
    } catch (thrown) {
      if (codeOf(thrown) !== 'book_damaged') throw thrown;
      // Its book is still whole. Drawn anew it is handed out if it is, byte for byte, what was handed out before.
      const drawn = await draw(locale);
      if (await prints.mend(slot, drawn)) return drawn;
      throw thrown;
    }
  };

  return {
    vendorMonth: (report, locale) =>
      keeping(
        {
          kind: 'vendor-month',
          subjectId: report.vendorId,
          period: report.period,
          version: report.version,
          audience: report.audience,
          locale,
          seal: report.book?.seal,
        },
        (written) => formatVendorPdf(report, { locale: written, ...parts() }),
      ),
    travelerYear: (report, locale) =>
      keeping(
        {
          kind: 'traveler-year',
          subjectId: report.travelerId,
          period: String(report.year),
          version: report.version,
          audience: 'traveler',
          locale,
          seal: report.book?.seal,
        },
        (written) => formatTravelerPdf(report, { locale: written, ...parts() }),
      ),
    affiliateMonth: (statement, locale) => formatStatementPdf(statement, { locale, ...parts() }),
  };
}

function readParts() {
  return { fonts: createFonts(), land: createLand(), intl: createFormatters() };
}
