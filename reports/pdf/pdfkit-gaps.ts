import type { Font } from 'fontkit';

// What pdfkit 0.20 takes and its published types do not have yet.
declare global {
  namespace PDFKit {
    /** A font of a document, of which only the glyphs that were encoded are embedded. */
    interface EmbeddedFont {
      id: string;
      /** Thousandths of the size. */
      ascender: number;
      /** Of the font's units to thousandths of the size. */
      scale: number;
      ref(): PDFKitReference;
      /** The glyphs that are embedded; returns a glyph's code in the document. */
      subset: { includeGlyph(id: number): number };
      /** By code. */
      widths: number[];
      unicode: (readonly number[])[];
    }
    interface PDFDocument {
      /** What was set last. */
      _font: EmbeddedFont;
      _fontSize: number;
      /** Writes a piece of the file; a string is a line of it. */
      _write(data: string | Uint8Array): void;
      /** How many bytes were written. */
      _offset: number;
    }
    interface PDFPage {
      content: PDFKitReference;
    }
  }
  namespace PDFKit.Mixins {
    interface PDFFont {
      /** A parsed font is shared by documents: parsing one takes longer than drawing a report. */
      registerFont(name: string, src: Font): this;
    }
    interface StructureElementOptions {
      /** Of a TH: what it is the heading of. */
      scope?: 'Column' | 'Row';
      /** Of a Figure: left, top, right, bottom. */
      bbox?: [number, number, number, number];
      placement?: 'Block';
    }
  }
}
