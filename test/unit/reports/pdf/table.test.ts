import { describe, expect, test } from 'vitest';
import { createPdf } from '../../../../reports/pdf/document.ts';
import { createFonts } from '../../../../reports/pdf/fonts.ts';
import { drawTable, type Column, type TableRow } from '../../../../reports/pdf/table.ts';
import { readPdf } from './read-pdf.ts';

const fonts = createFonts();
const columns: Column[] = [
  { title: 'Place', width: 200, align: 'left' },
  { title: 'Count', width: 60, align: 'right' },
];

async function draw(rows: TableRow[], of = columns) {
  const pdf = createPdf({
    title: 'Places',
    subject: 'Counts',
    language: 'en',
    createdAt: new Date(0),
    footer: 'Places',
    pageNumber: (page, pages) => `Page ${page} of ${pages}`,
    fonts,
  });
  drawTable(pdf, of, rows);
  return readPdf(await pdf.finish());
}

describe('table', () => {
  test('goes on over pages, with its titles on each and every row once', async () => {
    const rows = Array.from({ length: 130 }, (_, index) => ({ cells: [`Place ${index}.`, `${index}`] }));
    const { pages } = await draw(rows);
    expect(pages.length).toBeGreaterThan(2);
    expect(pages.map((text) => text.match(/Place +Count/g)?.length)).toEqual(pages.map(() => 1));
    const found = pages.flatMap((text) => text.match(/Place \d+\./g) ?? []);
    expect(found).toEqual(rows.map((row) => row.cells[0]));
  });

  test('leaves no row or two alone on a page', async () => {
    const counts: number[] = [];
    for (let length = 40; length < 60; length += 1) {
      const rows = Array.from({ length }, (_, index) => ({ cells: [`Place ${index}.`, `${index}`] }));
      const { pages } = await draw(rows);
      counts.push(pages.at(-1)?.match(/Place \d+\./g)?.length ?? 0);
    }
    expect(Math.min(...counts)).toBe(3);
  });

  test('an id shrinks rather than wraps, and wraps where it could not be read', async () => {
    const ids = columns.map((column) => ({ ...column, width: 100, isFit: true }));
    const { pages } = await draw(
      [{ cells: ['f-oliver-moore-1325-2026-12-1', ''] }, { cells: ['x'.repeat(90), ''] }],
      ids,
    );
    expect(pages[0]).toContain('f-oliver-moore-1325-2026-12-1');
    expect(pages[0]).not.toContain('x'.repeat(90));
  });

  test('has column titles and row headings in the structure, the repeated titles not', async () => {
    const rows = Array.from({ length: 80 }, (_, index) => ({ cells: [`Place ${index}`, `${index}`] }));
    // A page's tree has the whole of every table that begins on it.
    const [tags = []] = (await draw(rows)).tags;
    expect(tags.filter((tag) => tag === 'TH')).toHaveLength(2 + 80);
    expect(tags.filter((tag) => tag === 'TD')).toHaveLength(80);
    expect(tags.filter((tag) => tag === 'THead')).toHaveLength(1);
  });

  test('wraps a long text and keeps a long number on one line', async () => {
    const { pages } = await draw([{ cells: ['long '.repeat(60), '1'.repeat(15)] }]);
    expect(pages[0]?.match(/long/g)).toHaveLength(60);
    expect(pages[0]).toContain('1'.repeat(15));
  });

  test('may have no rows', async () => {
    expect((await draw([])).pages).toHaveLength(1);
  });
});
