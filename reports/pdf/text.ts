import type { Pdf } from './document.ts';
import { contentWidth, page, styles, type TextStyle } from './style.ts';

/** A block of text over the whole width, and the space after it. */
export interface Block {
  text: string;
  style: TextStyle;
  tag: 'H1' | 'H2' | 'H3' | 'P';
  gap: number;
  /** What a reader hears and copies instead of `text`. */
  actual?: string;
}

/** Draws a block; it moves to the next page whole. */
export function drawBlock(pdf: Pdf, block: Block): void {
  const height = pdf.heightOf(block.text, block.style, contentWidth);
  pdf.reserve(height);
  pdf.element(block.tag, block.actual === undefined ? {} : { actual: block.actual }, () => {
    pdf.write(block.text, block.style, { x: page.left, y: pdf.y, width: contentWidth });
  });
  pdf.y += height + block.gap;
}

/** Draws a paragraph. */
export function drawParagraph(pdf: Pdf, text: string): void {
  drawBlock(pdf, { text, style: styles.body, tag: 'P', gap: 7 });
}

/** Draws a section's heading with its bookmark, on a new page unless `room` points are left under it. */
export function drawSection(pdf: Pdf, title: string, room: number): void {
  if (pdf.y > page.top) pdf.y += 14;
  pdf.reserve(room);
  pdf.bookmark(title);
  drawBlock(pdf, { text: title, style: styles.section, tag: 'H2', gap: 6 });
}

/** Draws a heading under a section's, on a new page unless `room` points are left under it. */
export function drawSubsection(pdf: Pdf, title: string, room: number): void {
  pdf.reserve(room);
  drawBlock(pdf, { text: title, style: styles.subsection, tag: 'H3', gap: 3 });
}
