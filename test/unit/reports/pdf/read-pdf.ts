import { getDocument } from 'unpdf/pdfjs';

export interface PdfContents {
  /** The text of each page, as a reader copies it. */
  pages: string[];
  /** Tags of each page's structure tree in reading order, e.g. `Table`. */
  tags: string[][];
  /** Texts that stand for figures. */
  alts: string[];
  info: Readonly<Record<string, unknown>>;
  metadata: string;
  isMarked: boolean;
  bookmarks: string[];
}

interface StructNode {
  role?: string;
  alt?: string;
  children?: readonly unknown[];
}

/** Reads a PDF with a reader that is not the writer's. */
export async function readPdf(bytes: Uint8Array): Promise<PdfContents> {
  const task = getDocument({ data: Uint8Array.from(bytes), verbosity: 0 });
  const document = await task.promise;
  const pages: string[] = [];
  const trees: StructNode[][] = [];
  for (let number = 1; number <= document.numPages; number += 1) {
    const page = await document.getPage(number);
    const { items } = await page.getTextContent();
    pages.push(items.map((item) => ('str' in item ? item.str : '')).join(' '));
    trees.push(flatten(await page.getStructTree()));
  }
  const { info, metadata } = await document.getMetadata();
  // Null where there are no bookmarks, whatever the types say.
  const outline: readonly { title: string }[] | null = await document.getOutline();
  const markings = await document.getMarkInfo();
  const contents = {
    pages,
    tags: trees.map((nodes) => nodes.flatMap((node) => node.role ?? [])),
    alts: trees.flat().flatMap((node) => (node.role === 'Figure' ? (node.alt ?? []) : [])),
    info: Object.fromEntries(Object.entries(info)),
    metadata: metadata?.getRaw() ?? '',
    isMarked: markings?.Marked === true,
    bookmarks: outline === null ? [] : outline.map((item) => item.title),
  };
  await task.destroy();
  return contents;
}

/**
 * Writes a PDF down for a golden file: its bookmarks, then each page's text, a line per piece, and its structure, and what stands
 * for the figures.
 */
export function outlineOf(pdf: PdfContents): string {
  const structure = pdf.tags.map((tags) => {
    const runs = tags.reduce<[tag: string, count: number][]>((found, tag) => {
      const last = found.at(-1);
      if (last?.[0] === tag) last[1] += 1;
      else found.push([tag, 1]);
      return found;
    }, []);
    return runs.map(([tag, count]) => (count === 1 ? tag : `${tag}×${count}`)).join(' ');
  });
  const pages = pdf.pages.map(
    (page, index) => `${page.replaceAll(/ {2,}/g, '\n')}\n\n[${structure[index] ?? ''}]`,
  );
  const alts = pdf.alts.map((alt) => `figure: ${alt}`).join('\n');
  return `${pdf.bookmarks.join(' | ')}\n\n${pages.join('\n\f\n')}\n\n${alts}\n`;
}

function flatten(node: unknown): StructNode[] {
  if (!isNode(node)) return [];
  return [node, ...(node.children ?? []).flatMap((child) => flatten(child))];
}

function isNode(value: unknown): value is StructNode {
  return typeof value === 'object' && value !== null && 'children' in value;
}
