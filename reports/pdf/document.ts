import PdfkitDocument from 'pdfkit';
import type { Fonts } from './fonts.ts';
import { writeLine } from './line.ts';
import { gatherOutput } from './output.ts';
import './pdfkit-gaps.ts';
import { breakLines } from './shape.ts';
import { page, type TextStyle } from './style.ts';

export interface PdfOptions {
  title: string;
  subject: string;
  /** BCP 47 tag of the document's language. */
  language: string;
  /** The document's date; nothing else in it depends on the time it was made at. */
  createdAt: Date;
  /** What stands at the foot of every page, beside its number. */
  footer: string;
  /** Writes a page's number, e.g. `Page 1 of 3`. */
  pageNumber(page: number, pages: number): string;
  fonts: Fonts;
  /** How many pages at the front have no foot. Default: 0. */
  barePages?: number;
}

interface TextBox {
  x: number;
  y: number;
  width: number;
  align?: 'left' | 'right';
}

type LineStyle = Pick<TextStyle, 'font' | 'size' | 'colour'>;

type ElementOptions = PDFKit.Mixins.StructureElementOptions;

/** A tagged A4 document that is drawn from top to bottom; lengths are points from the top left. */
export interface Pdf {
  /** For drawing shapes, inside of {@link Pdf.element} or {@link Pdf.artifact}. */
  readonly canvas: PDFKit.PDFDocument;
  /** Where the next block begins. */
  y: number;
  /** Breaks the page unless `height` fits on what is left of it; returns whether it did. */
  reserve(height: number): boolean;
  /** Opens a container of the structure tree, e.g. `Table`, for what `body` draws. */
  within(tag: string, options: ElementOptions, body: () => void): void;
  /** Adds an element with content, e.g. `P`; `draw` may not break the page. */
  element(tag: string, options: ElementOptions, draw: () => void): void;
  /** Draws what assistive technology leaves out. */
  artifact(draw: () => void): void;
  /** Writes text into a box, wrapped. Characters without a glyph are written as their code points. */
  write(text: string, style: TextStyle, box: TextBox): void;
  /** Writes one line of text that begins, ends or has its middle at `x`; `y` is its top. */
  label(
    text: string,
    style: LineStyle,
    at: { x: number; y: number; align: 'left' | 'middle' | 'right' },
  ): void;
  /** How wide {@link Pdf.label} makes a text. */
  widthOf(text: string, style: Omit<LineStyle, 'colour'>): number;
  /** How high {@link Pdf.write} makes a text of this width. */
  heightOf(text: string, style: TextStyle, width: number): number;
  /** The style, smaller where needed for the text to fit on one line; not under `least` points. */
  fit<Style extends TextStyle>(text: string, style: Style, width: number, least: number): Style;
  /** Makes a form that is drawn with `Do`, packed with deflate, known to the current page; the same bytes once. */
  form(name: string, form: { bytes: Uint8Array; bounds: readonly number[] }): string;
  /** Adds a bookmark for the current page. */
  bookmark(title: string): void;
  /** Numbers the pages, closes the document and returns its bytes. */
  finish(): Promise<Uint8Array>;
}

/** Creates an empty document with its first page. The same calls give the same bytes. */
export function createPdf(options: PdfOptions): Pdf {
  const { fonts } = options;
  const { canvas, bytes } = openDocument(options);
  const root = canvas.struct('Document');
  canvas.addStructure(root);
  let parent = root;
  const forms = new Map<string, PDFKit.PDFKitReference>();

  const widthOf = (line: string, { font, size }: Omit<LineStyle, 'colour'>) =>
    (fonts.shape(font, line).width * size) / 1_000;
  const linesOf = (text: string, style: TextStyle, width: number) =>
    breakLines(fonts.showable(text), width, (line) => widthOf(line, style));
  const lineHeightOf = ({ font, size, lineGap }: TextStyle) =>
    canvas.font(font).fontSize(size).currentLineHeight(true) + lineGap;
  const drawLine = (line: string, { font, size, colour }: LineStyle, { x, y }: { x: number; y: number }) => {
    const shape = fonts.shape(font, line);
    canvas.font(font).fontSize(size);
    // pdfkit knows how to place marks on letters.
    if (shape.hasMarks) canvas.fillColor(colour).text(line, x, y, { lineBreak: false });
    else if (line !== '') writeLine(canvas, shape, { x, y, colour });
  };

  const pdf: Pdf = {
    canvas,
    y: page.top,
    reserve: (height) => {
      if (pdf.y + height <= page.bottom || pdf.y === page.top) return false;
      canvas.addPage();
      pdf.y = page.top;
      return true;
    },
    within: (tag, elementOptions, body) => {
      const element = canvas.struct(tag, elementOptions);
      const outer = parent;
      outer.add(element);
      parent = element;
      body();
      element.end();
      parent = outer;
    },
    element: (tag, elementOptions, draw) => {
      parent.add(canvas.struct(tag, elementOptions, draw));
    },
    artifact: (draw) => {
      canvas.markContent('Artifact', { type: 'Layout' });
      draw();
      canvas.endMarkedContent();
    },
    write: (text, style, { x, y, width, align = 'left' }) => {
      const height = lineHeightOf(style);
      for (const [index, line] of linesOf(text, style, width).entries()) {
        const left = align === 'left' ? x : x + width - widthOf(line.trimEnd(), style);
        drawLine(line, style, { x: left, y: y + index * height });
      }
    },
    label: (text, style, { x, y, align }) => {
      const line = fonts.showable(text);
      const before = { left: 0, middle: 0.5, right: 1 }[align];
      drawLine(line, style, { x: before === 0 ? x : x - before * widthOf(line, style), y });
    },
    widthOf: (text, style) => widthOf(fonts.showable(text), style),
    heightOf: (text, style, width) => linesOf(text, style, width).length * lineHeightOf(style),
    fit: (text, style, width, least) => {
      const natural = widthOf(fonts.showable(text), style);
      if (natural <= width) return style;
      return { ...style, size: Math.max(least, Math.floor(((style.size * width) / natural) * 10) / 10) };
    },
    form: (name, { bytes: content, bounds }) => {
      let form = forms.get(name);
      if (form === undefined) {
        form = canvas.ref({ Type: 'XObject', Subtype: 'Form', BBox: bounds, Filter: 'FlateDecode' });
        form.end(content);
        forms.set(name, form);
      }
      canvas.page.xobjects[name] = form;
      return name;
    },
    bookmark: (title) => {
      canvas.outline.addItem(title);
    },
    finish: () => {
      root.end();
      numberPages(pdf, options);
      closeDocument(canvas, options.title, options.subject);
      return bytes;
    },
  };
  return pdf;
}

function openDocument(options: PdfOptions): { canvas: PDFKit.PDFDocument; bytes: Promise<Uint8Array> } {
  const settings: PDFKit.PDFDocumentOptions = {
    size: 'A4',
    // No bottom margin: pdfkit would break pages by itself, also in the middle of an element.
    margins: { top: page.top, left: page.left, right: page.width - page.right, bottom: 0 },
    pdfVersion: '1.7',
    tagged: true,
    displayTitle: true,
    lang: options.language,
    bufferPages: true,
    info: {
      Title: options.title,
      Subject: options.subject,
      Author: 'Milepost',
      Creator: 'Milepost',
      Producer: 'PDFKit',
      CreationDate: options.createdAt,
      ModDate: options.createdAt,
    },
    autoFirstPage: false,
    // No default font, which could not be embedded.
    font: '',
  };
  // pdfkit knows this subset, its published types do not.
  const canvas = new PdfkitDocument(Object.assign(settings, { subset: 'PDF/UA' }));
  canvas.registerFont('regular', options.fonts.regular).registerFont('bold', options.fonts.bold);
  const bytes = gatherOutput(canvas);
  canvas.addPage();
  return { canvas, bytes };
}

function numberPages(pdf: Pdf, options: PdfOptions): void {
  const { count } = pdf.canvas.bufferedPageRange();
  const style = { font: 'regular', size: 7.5, colour: '#55616d', lineGap: 0 } as const;
  const numberWidth = 80;
  for (let index = options.barePages ?? 0; index < count; index += 1) {
    pdf.canvas.switchToPage(index);
    pdf.canvas.markContent('Artifact', { type: 'Pagination' });
    const width = page.right - page.left - numberWidth;
    const footer = pdf.fit(options.footer, style, width, 5);
    pdf.write(options.footer, footer, { x: page.left, y: page.footer, width });
    pdf.write(options.pageNumber(index + 1, count), style, {
      x: page.right - numberWidth,
      y: page.footer,
      width: numberWidth,
      align: 'right',
    });
    pdf.canvas.endMarkedContent();
  }
}

/** pdfkit writes title and subject into the XMP packet as they are: an `&` in a name would break it. */
function closeDocument(canvas: PDFKit.PDFDocument, title: string, subject: string): void {
  const endMetadata = canvas.endMetadata.bind(canvas);
  canvas.endMetadata = () => {
    // By now the document's own information dictionary is written.
    canvas.info.Title = escapeXml(title);
    canvas.info.Subject = escapeXml(subject);
    endMetadata();
  };
  canvas.end();
}

function escapeXml(text: string): string {
  return text
    .replaceAll(/\p{Cc}/gu, ' ')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}
