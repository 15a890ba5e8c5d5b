import type { BookMaker } from '../../books/books.ts';
import type { Library } from '../../books/library.ts';
import { yearClosesAt } from '../report.ts';
import { closeYear, readYearState, readYearTotals, type YearClosingDeps } from './close-year.ts';

const rangeSql = `select min(year) as first_year, max(year) as last_year, count() as years from traveler_years`;

/** Creates what closes travelers' years. */
export function createYearMaker(deps: Omit<YearClosingDeps, 'shelf'> & { library: Library }): BookMaker {
  const { warehouse, clock, library } = deps;
  const { shelf } = library;
  return {
    close: (period, options) => closeYear(Number(period), options, { warehouse, clock, shelf }),
    async due() {
      const [range] = await warehouse.query<{ first_year: number; last_year: number; years: number }>(
        rangeSql,
        {
          name: 'books-due-years',
        },
      );
      if (range === undefined || range.years === 0) return [];
      const due: string[] = [];
      for (
        let year = range.first_year;
        year <= range.last_year && yearClosesAt(year) <= clock.now();
        year += 1
      )
        due.push(String(year));
      return due;
    },
    hasNews: async (book) => (await readYearState(warehouse, Number(book.period))) !== book.inputs['rows'],
    async totals(book) {
      const files: string[] = [];
      for (const { part } of book.files) {
        const path = await shelf.open(book, part);
        if (path !== undefined) files.push(path);
      }
      return files.length === 0 ? {} : readYearTotals(await library.tables(), Number(book.period), files);
    },
  };
}
