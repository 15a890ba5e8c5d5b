import { createRequire } from 'node:module';
import type { Block, Content } from './content.ts';

/** The part of pdfmake 0.3 that is used here; it brings no types. */
interface Pdfmake {
  setFonts(fonts: Readonly<Record<string, Readonly<Record<'normal' | 'bold', string>>>>): void;
  setUrlAccessPolicy(mayFetch: (url: string) => boolean): void;
  setLocalAccessPolicy(mayRead: (path: string) => boolean): void;
  createPdf(document: object): { getBuffer(): Promise<Uint8Array> };
}

/** Creates a renderer on pdfmake, with the same fonts. */
export function createPdfmakeRenderer(): (content: Content) => Promise<Uint8Array> {
  const require = createRequire(import.meta.url);
  const pdfmake: Pdfmake = require('pdfmake');
  const font = (path: string) => require.resolve(`@expo-google-fonts/noto-sans/${path}`);
  pdfmake.setFonts({
    Noto: {
      normal: font('400Regular/NotoSans_400Regular.ttf'),
      bold: font('600SemiBold/NotoSans_600SemiBold.ttf'),
    },
  });
  pdfmake.setUrlAccessPolicy(() => false);
  pdfmake.setLocalAccessPolicy((path) => path.endsWith('.ttf'));
  return (content) => pdfmake.createPdf(toDocument(content)).getBuffer();
}

function toDocument({ title, cover, blocks }: Content): object {
  return {
    info: { title },
    lang: 'en-GB',
    tagged: true,
    pageSize: 'A4',
    pageMargins: [48, 56, 48, 66],
    defaultStyle: { font: 'Noto', fontSize: 9 },
    background: (page: number) =>
      page === 1 ? { canvas: [{ type: 'rect', x: 0, y: 0, w: 595.28, h: 841.89, color: '#0c2733' }] } : null,
    footer: (page: number, pages: number) =>
      page === 1 ? null : { text: `Page ${page} of ${pages}`, margin: [48, 20], fontSize: 7.5 },
    content: [
      { text: cover.year, fontSize: 104, bold: true, color: '#ffffff' },
      { text: cover.lead, fontSize: 15, color: '#eaf3f6' },
      { svg: cover.map, margin: [-48, 20] },
      {
        columns: cover.numbers.map(([label, value]) => [
          { text: value, fontSize: 28, bold: true, color: '#ffffff' },
          { text: label, color: '#b9ced6' },
        ]),
        pageBreak: 'after',
      },
      ...blocks.map(toNode),
    ],
  };
}

function toNode(block: Block): object {
  switch (block.kind) {
    case 'heading':
      return { text: block.text, fontSize: 14, bold: true, margin: [0, 14, 0, 6], tocItem: true };
    case 'paragraph':
      return { text: block.text, margin: [0, 0, 0, 7] };
    case 'picture':
      return { svg: block.svg, width: block.width };
    case 'numbers': {
      const cells = block.items.map(([label, value, before]) => [
        { text: label, fontSize: 8 },
        { text: value, fontSize: 21, bold: true },
        { text: before, fontSize: 7.5 },
      ]);
      const rows = [0, 4, 8].map((at) => cells.slice(at, at + 4));
      return { table: { widths: ['*', '*', '*', '*'], body: rows }, layout: 'noBorders' };
    }
    case 'table':
      return {
        table: {
          headerRows: 1,
          widths: block.titles.map((_, index) => (index === block.titles.length - 1 ? '*' : 'auto')),
          body: [
            block.titles.map((text) => ({ text, fontSize: 7, bold: true })),
            ...block.rows.map((row) => row.map((text) => ({ text, fontSize: 8 }))),
          ],
        },
        layout: 'lightHorizontalLines',
      };
  }
  return block satisfies never;
}
