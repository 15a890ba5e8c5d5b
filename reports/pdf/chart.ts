import type { Pdf } from './document.ts';
import { colours, contentWidth, page, styles } from './style.ts';

export interface Bar {
  label: string;
  /** What stands at the bar's end. */
  value: string;
  size: number;
}

const rowHeight = 19;
const valueWidth = 110;

/** Draws horizontal bars from one zero line; `alt` says in words what they show, with every value. */
export function drawBars(pdf: Pdf, bars: readonly Bar[], alt: string, labelWidth = 96): void {
  const height = bars.length * rowHeight;
  pdf.reserve(height);
  const top = pdf.y;
  const left = page.left + labelWidth;
  const room = contentWidth - labelWidth - valueWidth;
  const most = Math.max(1, ...bars.map((bar) => bar.size));
  const bbox: [number, number, number, number] = [page.left, top, page.right, top + height];
  pdf.element('Figure', { alt, bbox, placement: 'Block' }, () => {
    for (const [index, bar] of bars.entries()) {
      const y = top + index * rowHeight;
      const width = (room * bar.size) / most;
      pdf.write(bar.label, styles.cell, { x: page.left, y: y + 4, width: labelWidth - 8 });
      pdf.canvas.rect(left, y + 2.5, width, rowHeight - 5).fill(colours.bar);
      pdf.write(bar.value, styles.cellStrong, { x: left + width + 6, y: y + 4, width: valueWidth - 6 });
    }
    pdf.canvas
      .moveTo(left, top)
      .lineTo(left, top + height)
      .lineWidth(0.8)
      .stroke(colours.muted);
  });
  pdf.y += height + 10;
}
