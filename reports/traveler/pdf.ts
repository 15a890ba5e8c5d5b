import type { Land } from '../map/land.ts';
import { createPdf, type Pdf } from '../pdf/document.ts';
import type { Fonts } from '../pdf/fonts.ts';
import type { Formatters } from '../pdf/intl.ts';
import { languageOf, writtenLocale } from '../pdf/locale.ts';
import { colours, page, styles } from '../pdf/style.ts';
import { drawBlock, drawParagraph } from '../pdf/text.ts';
import { createYearFormats, type YearFormats } from './formats.ts';
import {
  drawClimate,
  drawOthersChanges,
  drawSpending,
  drawTheTrip,
  drawTrips,
  drawYearDefinitions,
  drawYearProvenance,
  drawYearQuality,
} from './layout-back.ts';
import { drawCover } from './layout-cover.ts';
import { drawBeside, drawDays, drawPlaceNames, drawWays, drawYearNumbers } from './layout-numbers.ts';
import type { TravelerReport } from './report.ts';
import { legsOf } from './say.ts';
import { text } from './text.ts';

/**
 * Draws a traveler's year as a tagged PDF (PDF/UA-1, A4) and returns its bytes; the same report, locale, fonts and coast
 * lines give the same bytes. A year with one trip tells of that one, a year without any is a letter of two pages. The
 * text is English; numbers, dates and names of countries follow the locale, unless the fonts do not have its script.
 *
 * @throws {MilepostError} `locale_invalid`.
 * @example const bytes = await formatTravelerPdf(report, { locale: 'de-DE', fonts: createFonts(), land: createLand(), intl: createFormatters() });
 */
export async function formatTravelerPdf(
  report: TravelerReport,
  options: { locale: string; fonts: Fonts; land: Land; intl: Formatters },
): Promise<Uint8Array> {
  const { fonts, land } = options;
  const formats = createYearFormats(writtenLocale(options.locale, options), report.year, options);
  const legs = legsOf(report, fonts);
  const hasCover = report.layout !== 'none';
  const pdf = createPdf({
    title: text.title(report.year),
    subject: text.subject(report.year),
    language: languageOf(formats.locale),
    createdAt: new Date(report.asOf ?? `${report.closesOn}T00:00:00Z`),
    footer: text.footer(report.year, text.version(report.version, report.state)),
    pageNumber: text.pageNumber,
    fonts,
    barePages: hasCover ? 1 : 0,
  });
  if (hasCover) {
    drawCover(pdf, report, formats, { legs, land });
    pdf.reserve(page.height);
    if (report.layout === 'one') drawTheTrip(pdf, report, formats);
    drawYearNumbers(pdf, report, formats);
    drawDays(pdf, report, formats);
    drawBeside(pdf, report, formats);
    drawPlaceNames(pdf, report, formats);
    if (report.layout === 'many') {
      drawWays(pdf, legs, formats);
      drawTrips(pdf, report, formats);
    }
    drawSpending(pdf, report, formats);
    drawOthersChanges(pdf, report, formats);
    drawClimate(pdf, report, formats);
  } else {
    drawQuietYear(pdf, report, formats);
  }
  drawYearQuality(pdf, report, formats);
  drawYearProvenance(pdf, report, formats);
  drawYearDefinitions(pdf);
  return pdf.finish();
}

/** A year without a trip: what is known all the same. */
function drawQuietYear(pdf: Pdf, report: TravelerReport, formats: YearFormats): void {
  const { metrics, previousYear, year } = report;
  pdf.artifact(() => {
    pdf.canvas.rect(page.left, page.top - 14, 40, 3).fill(colours.accent);
  });
  drawBlock(pdf, { text: text.overline, style: styles.overline, tag: 'P', gap: 4 });
  pdf.bookmark(text.title(year));
  const title = { ...styles.title, size: 64, lineGap: -14 };
  drawBlock(pdf, { text: String(year), style: title, tag: 'H1', gap: 4, actual: text.title(year) });
  drawBlock(pdf, { text: text.lead.none(year), style: styles.subtitle, tag: 'P', gap: 12 });
  if (metrics.reservations > 0)
    drawParagraph(pdf, text.lead.noneReservations(formats.count(metrics.reservations)));
  if (previousYear !== null && previousYear.trips > 0) {
    const { trips, km, nights } = previousYear;
    drawParagraph(
      pdf,
      text.lead.noneBefore(year - 1, formats.count(trips), formats.km(km), formats.count(nights)),
    );
  }
  // Twelve zeros would say no more than the line above.
  if (metrics.reservations > 0) drawYearNumbers(pdf, report, formats);
  if (metrics.spend.total !== '0' && Number(metrics.spend.total) !== 0) drawSpending(pdf, report, formats);
  drawOthersChanges(pdf, report, formats);
}
