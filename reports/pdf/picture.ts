import type { Chart } from '../charts/chart.ts';
import type { Look } from '../charts/frame.ts';
import type { Box, Mark, Shape } from '../charts/mark.ts';
import { drawPicture, type PictureOptions } from '../charts/picture.ts';
import type { ValueWriter } from '../charts/write-value.ts';
import type { Pdf } from './document.ts';
import { colours } from './style.ts';

/** Draws a chart as a figure of the document; its summary is what stands for it where it is not seen. */
export function drawChart(
  pdf: Pdf,
  chart: Chart,
  box: Box,
  writer: ValueWriter,
  options: PictureOptions = {},
): void {
  drawFigure(pdf, box, chart.summary, () =>
    paint(pdf, drawPicture(chart, box, lookOf(pdf, writer), options)),
  );
}

/** Adds a figure with a text that stands for it. */
export function drawFigure(pdf: Pdf, box: Box, alt: string, draw: () => void): void {
  const bbox: [number, number, number, number] = [box.x, box.y, box.x + box.width, box.y + box.height];
  pdf.element('Figure', { alt, bbox, placement: 'Block' }, draw);
}

function lookOf(pdf: Pdf, writer: ValueWriter): Look {
  return {
    text: colours.ink,
    muted: colours.muted,
    rule: colours.rule,
    ground: '#ffffff',
    size: 7,
    measure: (text, size, isBold) => pdf.widthOf(text, { font: isBold ? 'bold' : 'regular', size }),
    ...writer,
  };
}

/** Draws marks as they come, the later over the earlier. */
export function paint(pdf: Pdf, marks: readonly Mark[]): void {
  const { canvas } = pdf;
  for (const mark of marks) {
    switch (mark.kind) {
      case 'rect':
        canvas.rect(mark.x, mark.y, mark.width, mark.height).fill(mark.fill);
        break;
      case 'line':
      case 'area': {
        for (const [index, { x, y }] of mark.points.entries())
          if (index === 0) canvas.moveTo(x, y);
          else canvas.lineTo(x, y);
        if (mark.kind === 'area') canvas.fill(mark.fill);
        else stroke(canvas, mark);
        break;
      }
      case 'dot':
        outline(canvas, mark.shape, mark);
        canvas.lineWidth(0.8).fillAndStroke(mark.fill, '#ffffff');
        break;
      case 'label':
        pdf.label(
          mark.text,
          { font: mark.isBold ? 'bold' : 'regular', size: mark.size, colour: mark.colour },
          mark,
        );
        break;
      default:
        mark satisfies never;
    }
  }
}

function stroke(
  canvas: PDFKit.PDFDocument,
  { colour, width, dash }: { colour: string; width: number; dash: readonly number[] },
): void {
  canvas.lineWidth(width).lineJoin('round');
  if (dash.length === 0) canvas.stroke(colour);
  else
    canvas
      .dash(dash[0] ?? 1, { space: dash[1] ?? dash[0] ?? 1 })
      .stroke(colour)
      .undash();
}

function outline(
  canvas: PDFKit.PDFDocument,
  shape: Shape,
  { x, y, radius: r }: { x: number; y: number; radius: number },
): void {
  switch (shape) {
    case 'circle':
      canvas.circle(x, y, r);
      break;
    case 'square':
      canvas.rect(x - r, y - r, 2 * r, 2 * r);
      break;
    case 'triangle':
      canvas.polygon([x, y - r * 1.2], [x + r * 1.2, y + r], [x - r * 1.2, y + r]);
      break;
    case 'diamond':
      canvas.polygon([x, y - r * 1.4], [x + r * 1.4, y], [x, y + r * 1.4], [x - r * 1.4, y]);
      break;
    case 'cross':
      canvas.polygon(
        [x - r, y - r],
        [x, y - r * 0.4],
        [x + r, y - r],
        [x + r * 0.4, y],
        [x + r, y + r],
        [x, y + r * 0.4],
        [x - r, y + r],
        [x - r * 0.4, y],
      );
      break;
    default:
      shape satisfies never;
  }
}
