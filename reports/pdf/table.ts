import type { Pdf } from './document.ts';
import { colours, page, styles } from './style.ts';

export interface Column {
  title: string;
  /** In points. */
  width: number;
  /** Right for numbers: they never wrap, but shrink. */
  align: 'left' | 'right';
  isMuted?: boolean;
  /** Ids: the column's text shrinks, all of it alike, rather than wraps, as far as one can still read it. */
  isFit?: boolean;
}

/** A column that knows the size of its text where that is not the style's. */
type FittedColumn = Column & { size?: number };

export interface TableRow {
  /** A text per column; the first is the row's heading. */
  cells: readonly string[];
  /** Part of the row above: set in a little. */
  isDetail?: boolean;
  /** 0..1: a bar in the space that the columns leave at the right. */
  bar?: number;
}

const gutter = 10;
const paddingY = 3.2;
const detailIndent = 10;
/** So many rows stand together at the head and at the end of a table that breaks. */
const keptRows = 3;
const leastNumberSize = 5;
const leastIdSize = 6.4;
/** Of the size: how far the letters' line is below the top of their box. */
const ascent = 1.07;

/**
 * Draws a table whose first column heads its rows. Rows never break; the column titles stand again on every
 * page (as an artifact: the structure has them once). The first three rows stand on one page, and so do the last three.
 */
export function drawTable(pdf: Pdf, given: readonly Column[], rows: readonly TableRow[]): void {
  const columns = given.map((column, index) => fitted(pdf, column, index, rows));
  const titleHeight =
    Math.max(...columns.map((column, index) => heightOfTitle(pdf, column, index))) + 2 * paddingY;
  const heights = rows.map((row) => heightOfRow(pdf, columns, row));
  const together = (from: number): number =>
    heights.slice(from, from + keptRows).reduce((sum, height) => sum + height, 0);
  const lastRows = rows.length - keptRows;
  pdf.reserve(titleHeight + together(0));
  pdf.within('Table', {}, () => {
    pdf.within('THead', {}, () => {
      pdf.within('TR', {}, () => {
        for (const column of placed(columns)) {
          pdf.element('TH', { scope: 'Column' }, () => drawTitle(pdf, column, titleHeight));
        }
      });
    });
    rule(pdf, titleHeight, 0.8);
    pdf.y += titleHeight;
    pdf.within('TBody', {}, () => {
      for (const [index, row] of rows.entries()) {
        const height = heights[index] ?? 0;
        if (pdf.reserve(index === lastRows ? together(index) : height)) {
          pdf.artifact(() => {
            for (const column of placed(columns)) drawTitle(pdf, column, titleHeight);
          });
          rule(pdf, titleHeight, 0.8);
          pdf.y += titleHeight;
        }
        drawRow(pdf, columns, row, height);
        rule(pdf, height, 0.35);
        pdf.y += height;
      }
    });
  });
  pdf.y += 10;
}

function drawRow(pdf: Pdf, columns: readonly FittedColumn[], row: TableRow, height: number): void {
  pdf.within('TR', {}, () => {
    for (const [column, x, index] of placed(columns)) {
      const text = row.cells[index] ?? '';
      const box = boxOf(column, index, row);
      const style = styleOf(pdf, column, row, index);
      const tag = index === 0 ? 'TH' : 'TD';
      pdf.element(tag, index === 0 ? { scope: 'Row' } : {}, () => {
        // An empty cell keeps its place in the structure.
        if (text === '') return;
        pdf.write(text, style, {
          x: x + box.left,
          // Smaller text stands on the same line as that beside it.
          y: pdf.y + paddingY + ascent * (styles.cell.size - style.size),
          width: box.width,
          align: column.align,
        });
      });
    }
  });
  if (row.bar !== undefined) drawBar(pdf, columns, row.bar, height);
}

function drawBar(pdf: Pdf, columns: readonly Column[], bar: number, height: number): void {
  const left = page.left + columns.reduce((sum, column) => sum + column.width, 0) + 8;
  const top = pdf.y + height / 2 - 3;
  pdf.artifact(() => {
    pdf.canvas.rect(left, top, Math.max(0.5, (page.right - left) * bar), 6).fill(colours.bar);
  });
}

function drawTitle(pdf: Pdf, [column, x, index]: PlacedColumn, height: number): void {
  const { left, width } = boxOf(column, index);
  // Titles stand on the rule, whatever their number of lines.
  const y = pdf.y + height - paddingY - heightOfTitle(pdf, column, index);
  pdf.write(column.title, styles.columnTitle, { x: x + left, y, width, align: column.align });
}

function rule(pdf: Pdf, below: number, width: number): void {
  const y = pdf.y + below;
  pdf.artifact(() => {
    pdf.canvas.moveTo(page.left, y).lineTo(page.right, y).lineWidth(width);
    pdf.canvas.stroke(width > 0.5 ? colours.muted : colours.rule);
  });
}

function heightOfTitle(pdf: Pdf, column: Column, index: number): number {
  return pdf.heightOf(column.title, styles.columnTitle, boxOf(column, index).width);
}

function heightOfRow(pdf: Pdf, columns: readonly FittedColumn[], row: TableRow): number {
  const heights = columns.map((column, index) => {
    const style = styleOf(pdf, column, row, index);
    return pdf.heightOf(row.cells[index] ?? '', style, boxOf(column, index, row).width);
  });
  return Math.max(...heights) + 2 * paddingY;
}

/** A column whose ids have one size: the greatest at which none wraps, but those too long to be read then. */
function fitted(pdf: Pdf, column: Column, index: number, rows: readonly TableRow[]): FittedColumn {
  if (column.isFit !== true) return column;
  const { width } = boxOf(column, index);
  const sizes = rows.map((row) => pdf.fit(row.cells[index] ?? '', styles.cell, width, 0).size);
  return { ...column, size: Math.min(styles.cell.size, ...sizes.filter((size) => size >= leastIdSize)) };
}

function styleOf(pdf: Pdf, column: FittedColumn, row: TableRow, index: number) {
  const style = column.isMuted === true || row.isDetail === true ? styles.cellMuted : styles.cell;
  if (column.size !== undefined) return { ...style, size: column.size };
  if (column.align === 'left') return style;
  return pdf.fit(row.cells[index] ?? '', style, boxOf(column, index, row).width, leastNumberSize);
}

/** Where a cell's text goes within its column: the first begins at the margin, all others after a gutter. */
function boxOf(column: Column, index: number, row?: TableRow) {
  const indent = row?.isDetail === true ? detailIndent : 0;
  const left = index === 0 ? indent : gutter;
  return { left, width: column.width - left };
}

/** A column, where it begins, and which it is. */
type PlacedColumn = [column: FittedColumn, x: number, index: number];

function placed(columns: readonly FittedColumn[]): PlacedColumn[] {
  let x = page.left;
  return columns.map((column, index) => {
    const at = x;
    x += column.width;
    return [column, at, index];
  });
}
