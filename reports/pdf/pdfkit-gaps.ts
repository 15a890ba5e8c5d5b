import type { Font } from 'fontkit';

// What pdfkit 0.20 takes and its published types do not have yet.
declare global {
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
