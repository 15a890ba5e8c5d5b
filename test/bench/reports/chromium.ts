import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';
import type { Block, Content } from './content.ts';

/** A renderer that prints pages of one browser, which stays open. */
export interface ChromiumRenderer {
  render(content: Content): Promise<Uint8Array>;
  close(): Promise<void>;
}

/** Starts Chromium with one page to print from. */
export async function createChromiumRenderer(executablePath: string): Promise<ChromiumRenderer> {
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  const page = await browser.newPage();
  const require = createRequire(import.meta.url);
  const face = (path: string, weight: number) => {
    const bytes = readFileSync(require.resolve(`@expo-google-fonts/noto-sans/${path}`)).toString('base64');
    return `@font-face{font-family:Noto;font-weight:${weight};src:url(data:font/ttf;base64,${bytes})}`;
  };
  // The fonts stay with the page: a document of every traveler would read them again.
  const faces = `${face('400Regular/NotoSans_400Regular.ttf', 400)}${face('600SemiBold/NotoSans_600SemiBold.ttf', 600)}`;
  await page.setContent(`<html lang="en-GB"><style>${faces}${css}</style><body></body></html>`);
  await page.evaluate('document.fonts.load("9pt Noto").then(() => document.fonts.load("600 9pt Noto"))');
  return {
    async render(content) {
      await page.evaluate(
        `document.title=${JSON.stringify(content.title)};document.body.innerHTML=${JSON.stringify(toHtml(content))}`,
      );
      return page.pdf({ format: 'A4', printBackground: true, tagged: true, outline: true });
    },
    close: () => browser.close(),
  };
}

const css = `
@page{margin:56px 48px}@page:first{margin:0}
body{font:9pt Noto;margin:0}h1{font-size:104pt;margin:0;color:#fff}h2{font-size:14pt}
.cover{background:#0c2733;color:#eaf3f6;height:297mm;break-after:page;padding:56px 0}.cover>*{margin-left:48px}
.cover svg{margin-left:0;width:100%}.row{display:grid;grid-template-columns:repeat(4,1fr);gap:18px}.row b{font-size:21pt;display:block}
table{width:100%;border-collapse:collapse;font-size:8pt}td,th{border-bottom:.4pt solid #c9d1d8;text-align:left;padding:3pt}
tr{break-inside:avoid}`;

function toHtml({ cover, blocks }: Content): string {
  const numbers = cover.numbers.map(([label, value]) => `<div><b>${value}</b>${label}</div>`).join('');
  return `<div class="cover"><h1>${cover.year}</h1><p>${cover.lead}</p>${cover.map}<div class="row">${numbers}</div></div>${blocks.map(toElement).join('')}`;
}

function toElement(block: Block): string {
  switch (block.kind) {
    case 'heading':
      return `<h2>${block.text}</h2>`;
    case 'paragraph':
      return `<p>${block.text}</p>`;
    case 'picture':
      return `<figure role="img" aria-label="chart">${block.svg}</figure>`;
    case 'numbers':
      return `<div class="row">${block.items.map(([label, value, before]) => `<div>${label}<b>${value}</b>${before}</div>`).join('')}</div>`;
    case 'table': {
      const cells = (tag: string, row: readonly string[]) =>
        `<tr>${row.map((text) => `<${tag}>${text}</${tag}>`).join('')}</tr>`;
      return `<table><thead>${cells('th', block.titles)}</thead>${block.rows.map((row) => cells('td', row)).join('')}</table>`;
    }
  }
  return block satisfies never;
}
