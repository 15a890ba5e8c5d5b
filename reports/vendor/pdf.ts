import { createPdf } from '../pdf/document.ts';
import type { Fonts } from '../pdf/fonts.ts';
import type { Formatters } from '../pdf/intl.ts';
import { languageOf, writtenLocale } from '../pdf/locale.ts';
import { shorten } from '../pdf/shorten.ts';
import { createFormats } from './formats.ts';
import {
  drawBenchmark,
  drawDefinitions,
  drawMix,
  drawNumbers,
  drawProvenance,
  drawQuality,
} from './layout-back.ts';
import { drawArrivals, drawChanges, drawLeadTime, drawLeadingTrend, drawTrends } from './layout-charts.ts';
import { drawGlance, drawTitle } from './layout-front.ts';
import type { VendorReport } from './report.ts';
import { text } from './text.ts';

/**
 * Draws a vendor's month as a tagged PDF (PDF/UA-1, A4) and returns its bytes; the same report, locale and
 * fonts give the same bytes. The text is English; numbers, dates and country names follow the locale, unless
 * the fonts do not have its script.
 *
 * @throws {MilepostError} `locale_invalid`.
 * @example const bytes = await formatVendorPdf(report, { locale: 'de-DE', fonts: createFonts(), intl: createFormatters() });
 */
export async function formatVendorPdf(
  report: VendorReport,
  options: { locale: string; fonts: Fonts; intl: Formatters },
): Promise<Uint8Array> {
  const { fonts } = options;
  const formats = createFormats(writtenLocale(options.locale, options), report, options.intl);
  const name = shorten(fonts.covers(report.vendorName) ? report.vendorName : report.vendorId, 250);
  const month = formats.month(report.period);
  const pdf = createPdf({
    title: text.title(report.vendorName, month),
    subject: text.subject(month, report.type),
    language: languageOf(formats.locale),
    createdAt: new Date(report.asOf ?? `${report.period}-01T00:00:00Z`),
    footer: text.footer(name, month, text.version(report.version, report.state)),
    pageNumber: text.pageNumber,
    fonts,
  });
  drawTitle(pdf, report, formats, name);
  drawGlance(pdf, report, formats);
  drawLeadingTrend(pdf, report, formats);
  drawTrends(pdf, report, formats);
  drawLeadTime(pdf, report, formats);
  drawArrivals(pdf, report, formats);
  drawChanges(pdf, report, formats);
  drawMix(pdf, report, formats);
  drawNumbers(pdf, report, formats);
  drawBenchmark(pdf, report, formats);
  drawQuality(pdf, report, formats);
  drawProvenance(pdf, report, formats, { name, locale: formats.locale });
  drawDefinitions(pdf, report);
  return pdf.finish();
}
