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
    alts: trees.flat().flatMap((node) => node.alt ?? []),
    info: Object.fromEntries(Object.entries(info)),
    metadata: metadata?.getRaw() ?? '',
    isMarked: markings?.Marked === true,
    bookmarks: outline === null ? [] : outline.map((item) => item.title),
  };
  await task.destroy();
  return contents;
}

function flatten(node: unknown): StructNode[] {
  if (!isNode(node)) return [];
  return [node, ...(node.children ?? []).flatMap((child) => flatten(child))];
}

function isNode(value: unknown): value is StructNode {
  return typeof value === 'object' && value !== null && 'children' in value;
}
