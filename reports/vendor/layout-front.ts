import type { Pdf } from '../pdf/document.ts';
import { colours, contentWidth, page, styles } from '../pdf/style.ts';
import { shorten } from '../pdf/shorten.ts';
import { drawBlock, drawParagraph, drawSection } from '../pdf/text.ts';
import { comparedOf } from './comparison.ts';
import { figures, type FigureName } from './figures.ts';
import type { Formats } from './formats.ts';
import { figureOf } from './metrics.ts';
import type { VendorReport } from './report.ts';
import { bases, labels } from './labels.ts';
import { text } from './text.ts';

/** The numbers that a type's report shows first. */
export const headlines: Readonly<Record<string, FigureName[]>> = {
  hotel: ['bookings', 'roomNightsStayed', 'roomRevenue', 'adr', 'cancellationRate', 'averageStay'],
  flight: ['bookings', 'segments', 'passengers', 'onTimeRate', 'cancellationRate', 'noShowRate'],
  car: ['bookings', 'rentals', 'rentalDays', 'rentalRevenue', 'revenuePerDay', 'cancellationRate'],
};
/** Draws whose month it is, and what state its numbers are in. */
export function drawTitle(pdf: Pdf, report: VendorReport, formats: Formats, name: string): void {
  pdf.artifact(() => {
    pdf.canvas.rect(page.left, page.top - 14, 40, 3).fill(colours.accent);
  });
  drawBlock(pdf, { text: text.overline(report.type), style: styles.overline, tag: 'P', gap: 4 });
  const title = { text: name, style: titleStyle(pdf, name), tag: 'H1', gap: 3 } as const;
  drawBlock(pdf, name === report.vendorName ? title : { ...title, actual: report.vendorName });
  drawBlock(pdf, { text: formats.month(report.period), style: styles.subtitle, tag: 'P', gap: 10 });
  drawFacts(pdf, [
    [text.facts.asOf, report.asOf === null ? text.nothingComputed : formats.instant(report.asOf)],
    [text.facts.version, text.version(report.version, report.state)],
    [text.facts.currency, report.currency],
    [text.facts.timezone, report.timezone],
    [text.facts.vendorId, shorten(report.vendorId, 60)],
  ]);
  for (const note of notesOf(report, formats, name)) drawParagraph(pdf, note);
}

/** Draws the headline numbers with both comparisons. */
export function drawGlance(pdf: Pdf, report: VendorReport, formats: Formats): void {
  const columns = 3;
  const gap = 18;
  const cardHeight = 72;
  const width = (contentWidth - (columns - 1) * gap) / columns;
  drawSection(pdf, text.sections.glance, 220);
  const names = headlines[report.type] ?? [];
  for (let index = 0; index < names.length; index += columns) {
    pdf.reserve(cardHeight);
    for (const [place, name] of names.slice(index, index + columns).entries()) {
      drawCard(pdf, report, formats, { name, x: page.left + place * (width + gap), width });
    }
    pdf.y += cardHeight + 8;
  }
}

function drawCard(
  pdf: Pdf,
  report: VendorReport,
  formats: Formats,
  card: { name: FigureName; x: number; width: number },
): void {
  const { name, x, width } = card;
  const { unit, basis } = figures[name];
  const top = pdf.y;
  pdf.artifact(() => {
    pdf.canvas.moveTo(x, top).lineTo(x + width, top);
    pdf.canvas.lineWidth(1.2).stroke(colours.accent);
  });
  pdf.within('Sect', {}, () => {
    pdf.element('P', {}, () => {
      pdf.write(`${labels[name]} `, styles.cellStrong, { x, y: top + 5, width });
      pdf.write(text.by(bases[basis]), styles.small, { x, y: top + 5.5, width, align: 'right' });
    });
    const value = formats.figure(figureOf(report.metrics, name), unit);
    const style = pdf.fit(value, styles.headline, width, 9);
    pdf.element('P', {}, () => {
      pdf.write(value, style, { x, y: top + 17 + (styles.headline.size - style.size), width });
    });
    const { previousMonth, sameMonthLastYear } = report.comparisons;
    for (const [line, other] of [previousMonth, sameMonthLastYear].entries()) {
      const { value: then, changePercent } = comparedOf(other, name);
      const y = top + 48 + line * 11.5;
      pdf.element('P', {}, () => {
        pdf.write(`${formats.shortMonth(other.period)} `, styles.small, { x, y, width: 46 });
        pdf.write(`${formats.figure(then, unit)} `, styles.small, {
          x: x + 46,
          y,
          width: width - 46 - 42,
          align: 'right',
        });
        pdf.write(formats.percentChange(changePercent), styles.small, {
          x: x + width - 42,
          y,
          width: 42,
          align: 'right',
        });
      });
    }
  });
}

function drawFacts(pdf: Pdf, facts: [string, string][]): void {
  const widths = [150, 72, 72, 105, 100.28];
  const height = 34;
  const top = pdf.y;
  pdf.reserve(height);
  pdf.artifact(() => {
    pdf.canvas.rect(page.left, top, contentWidth, height).fill(colours.tint);
  });
  let x = page.left + 8;
  for (const [index, [label, value]] of facts.entries()) {
    const width = (widths[index] ?? 0) - 12;
    const [at, style] = [x, pdf.fit(value, styles.cellStrong, width, 4)];
    pdf.element('P', {}, () => {
      pdf.write(`${label} `, styles.small, { x: at, y: top + 6, width });
      pdf.write(value, style, { x: at, y: top + 17, width });
    });
    x += widths[index] ?? 0;
  }
  pdf.y = top + height + 8;
}

function notesOf(report: VendorReport, formats: Formats, name: string): string[] {
  const notes = [stateOf(report, formats)];
  if (report.phase !== 'past') notes.push(text.state[report.phase](formats.month(report.period)));
  if (name === report.vendorId && name !== report.vendorName)
    notes.push(text.unshowableName(report.vendorId));
  return notes;
}

/** Says whether the numbers may still change. */
function stateOf(report: VendorReport, formats: Formats): string {
  const month = formats.month(report.period);
  const closesOn = formats.day(report.closesOn);
  if (report.book !== null) {
    const closedOn = formats.instant(report.book.closedAt);
    return report.version === 1
      ? text.state.closed(month, closedOn)
      : text.state.restated(month, closedOn, report.version);
  }
  if (report.version > 1) return text.state.beyond(month, report.version - 1);
  const isOverdue = report.asOf !== null && report.asOf.slice(0, 10) > report.closesOn;
  return isOverdue ? text.state.overdue(month, closesOn) : text.state.provisional(month, closesOn);
}

/** A long name is set smaller, so that it takes two lines rather than five. */
function titleStyle(pdf: Pdf, name: string) {
  const twoLines = 2.4 * styles.title.size * 1.4;
  for (const size of [26, 22, 18, 15]) {
    const style = { ...styles.title, size };
    if (pdf.heightOf(name, style, contentWidth) <= twoLines || size === 15) return style;
  }
  return styles.title;
}
