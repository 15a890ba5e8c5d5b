import type { Paths } from '../../../api/paths.ts';
import type { Table } from '../../table/table.ts';
import { text } from '../../text/en.ts';

/** Paths as a table: a column for each page, then how many visits went this way. */
export function pathsTable({ start, rows }: Pick<Paths, 'start' | 'rows'>, depth: number): Table {
  const { columns, title, leftCell } = text.paths;
  const steps = Array.from({ length: depth }, (_, index) =>
    index === 0 && start === null ? columns.first : columns.page(index + 1),
  );
  return {
    title,
    columns: [
      ...steps.map((each) => ({ title: each })),
      { title: columns.sessions, format: { style: 'count' } },
      { title: columns.share, format: { style: 'percent', digits: 1 } },
    ],
    rows: rows.map(({ pages, ends, sessions, share }) => [
      ...steps.map((_, index) => pages[index] ?? (ends && index === pages.length ? leftCell : '')),
      sessions,
      share,
    ]),
  };
}
