import { createPdf, type Pdf } from '../pdf/document.ts';
import type { Fonts } from '../pdf/fonts.ts';
import type { Formatters } from '../pdf/intl.ts';
import { languageOf, writtenLocale } from '../pdf/locale.ts';
import { shorten } from '../pdf/shorten.ts';
import { colours, contentWidth, page, styles } from '../pdf/style.ts';
import { drawTable, type Column } from '../pdf/table.ts';
import { drawBlock, drawParagraph, drawSection } from '../pdf/text.ts';
import { createFormats, type Formats } from '../vendor/formats.ts';
import type { PrintedEntry, PrintedStatement } from './statement.ts';
import { flows, text, values } from './text.ts';

/**
 * Draws a month's statement as a tagged PDF (PDF/UA-1, A4) and returns its bytes; the same statement, locale and fonts
 * give the same bytes. The text is English; numbers and dates follow the locale.
 *
 * @throws {MilepostError} `locale_invalid`.
 * @example const bytes = await formatStatementPdf(statement, { locale: 'de-DE', fonts: createFonts(), intl: createFormatters() });
 */
export async function formatStatementPdf(
  statement: PrintedStatement,
  options: { locale: string; fonts: Fonts; intl: Formatters },
): Promise<Uint8Array> {
  const { fonts } = options;
  const formats = createFormats(
    writtenLocale(options.locale, options),
    { currency: statement.currency, timezone: statement.tz },
    options.intl,
  );
  const name = shorten(fonts.covers(statement.name) ? statement.name : statement.affiliateId, 250);
  const month = formats.month(statement.period);
  const pdf = createPdf({
    title: text.title(statement.name, month),
    subject: text.subject(month),
    language: languageOf(formats.locale),
    createdAt: new Date(statement.asOf ?? `${statement.period}-01T00:00:00Z`),
    footer: text.footer(name, month),
    pageNumber: text.pageNumber,
    fonts,
  });
  drawTitle(pdf, statement, formats, { name, month });
  drawCommission(pdf, statement, formats);
  drawValues(pdf, statement, formats);
  drawRest(pdf, statement, formats);
  drawEntries(pdf, statement, formats);
  drawDefinitions(pdf);
  return pdf.finish();
}

const narrow = 300;
const amounts = (titles: readonly string[]): Column[] =>
  titles.map((title, index) =>
    index === 0
      ? { title, width: narrow, align: 'left' }
      : { title, width: contentWidth - narrow, align: 'right' },
  );

function drawTitle(
  pdf: Pdf,
  statement: PrintedStatement,
  formats: Formats,
  { name, month }: { name: string; month: string },
): void {
  pdf.artifact(() => {
    pdf.canvas.rect(page.left, page.top - 14, 40, 3).fill(colours.accent);
  });
  drawBlock(pdf, { text: text.overline, style: styles.overline, tag: 'P', gap: 4 });
  const title = {
    text: name,
    style: pdf.fit(name, styles.title, contentWidth, 12),
    tag: 'H1',
    gap: 3,
  } as const;
  drawBlock(pdf, name === statement.name ? title : { ...title, actual: statement.name });
  drawBlock(pdf, { text: month, style: styles.subtitle, tag: 'P', gap: 10 });
  const asOf = statement.asOf === null ? text.nothingComputed : formats.instant(statement.asOf);
  drawTable(
    pdf,
    text.factColumns.map((label, index): Column => ({
      title: label,
      width: index === 0 ? 150 : 349,
      align: 'left',
    })),
    [
      { cells: [text.facts.affiliate, shorten(statement.affiliateId, 120)] },
      { cells: [text.facts.asOf, asOf] },
      { cells: [text.facts.currency, statement.currency] },
      { cells: [text.facts.timezone, statement.tz] },
    ],
  );
  if (name === statement.affiliateId && name !== statement.name) drawParagraph(pdf, text.unshowableName);
  drawParagraph(pdf, statement.phase === 'running' ? text.running(month) : text.past);
}

function drawCommission(pdf: Pdf, { commission }: PrintedStatement, formats: Formats): void {
  drawSection(pdf, text.sections.commission, 160);
  const money = (amount: string) => formats.figure(amount, 'money');
  drawTable(
    pdf,
    amounts(text.flowColumns.pending),
    flows.pending.map(([name, label]) => ({ cells: [label, money(commission.pending[name])] })),
  );
  drawTable(
    pdf,
    amounts(text.flowColumns.approved),
    flows.approved.map(([name, label]) => ({ cells: [label, money(commission.approved[name])] })),
  );
}

function drawValues(pdf: Pdf, statement: PrintedStatement, formats: Formats): void {
  drawSection(pdf, text.sections.value, 160);
  const rows = values.map(([name, label]) => ({
    cells: [label, formats.figure(statement.value[name], 'reservations')],
  }));
  drawTable(pdf, amounts(text.valueColumns), rows);
}

function drawRest(pdf: Pdf, statement: PrintedStatement, formats: Formats): void {
  const { earlierBookings: earlier, unconverted, withoutAmount } = statement;
  drawSection(pdf, text.sections.earlier, 60);
  const { entries, value, commission } = earlier;
  const [moved, pending, approved] = [value, commission.pending, commission.approved].map((amount) =>
    formats.figure(amount, 'money'),
  );
  drawParagraph(
    pdf,
    entries === 0
      ? text.noEarlier
      : text.earlier(formats.count(entries), moved ?? '', pending ?? '', approved ?? ''),
  );
  drawSection(pdf, text.sections.missing, 60);
  if (unconverted.count > 0) {
    const lost = unconverted.amounts.map(({ currency, amount }) => `${amount} ${currency}`).join(', ');
    drawParagraph(pdf, text.unconverted(formats.count(unconverted.count), lost));
  }
  if (withoutAmount > 0) drawParagraph(pdf, text.withoutAmount(formats.count(withoutAmount)));
  if (unconverted.count === 0 && withoutAmount === 0) drawParagraph(pdf, text.nothingMissing);
}

const entryWidths = [106, 98, 68, 70, 53, 52, 52.28];
/** Reservation, moment and vendor: each stands on one line. */
const idColumns = 3;

function drawEntries(pdf: Pdf, statement: PrintedStatement, formats: Formats): void {
  drawSection(pdf, text.sections.entries, 120);
  if (statement.entries.length === 0) {
    drawParagraph(pdf, text.noEntries);
    return;
  }
  if (statement.next !== null) drawParagraph(pdf, text.moreEntries(formats.count(statement.entries.length)));
  const columns = text.entryColumns.map((title, index): Column => ({
    title,
    width: entryWidths[index] ?? 0,
    align: index < 4 ? 'left' : 'right',
    isFit: index < idColumns,
  }));
  const { currency } = statement;
  const rows = statement.entries.map((entry) => ({ cells: cellsOf(entry, formats, currency) }));
  drawTable(pdf, columns, rows);
}

function cellsOf(entry: PrintedEntry, formats: Formats, currency: string): string[] {
  // An entry may be in the currency that the affiliate had then.
  const money = (amount: string | null) =>
    amount === null || entry.currency === currency
      ? formats.figure(amount, 'money')
      : `${amount} ${entry.currency}`;
  const kind = text.kind(entry.kind, entry.completedValue !== null);
  return [
    shorten(entry.reservationId, 60),
    formats.instant(entry.at),
    shorten(entry.vendorId, 60),
    entry.isEarlierBooking ? text.earlierMark(kind) : kind,
    entry.problem === null ? money(entry.value) : text.problem(entry.problem),
    money(entry.pending),
    money(entry.approved),
  ];
}

function drawDefinitions(pdf: Pdf): void {
  drawSection(pdf, text.sections.definitions, 120);
  drawTable(
    pdf,
    [
      { title: text.valueColumns[0], width: 110, align: 'left' },
      { title: text.sections.definitions, width: contentWidth - 110, align: 'left', isMuted: true },
    ],
    values.map(([, label, definition]) => ({ cells: [label, definition] })),
  );
  for (const definition of text.definitions) drawParagraph(pdf, definition);
}
