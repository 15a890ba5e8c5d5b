import type { Library } from '../../books/library.ts';
import type { BookMaker } from '../../books/books.ts';
import { addMonths, closesAt, monthsBetween } from '../period.ts';
import { closeMonth, readState, type MonthClosingDeps } from './close-month.ts';
import { readTotals } from './totals.ts';

const rangeSql = `select min(period) as first_period, max(period) as last_period from vendor_months`;

/** Creates what closes vendors' months. */
export function createMonthMaker(deps: Omit<MonthClosingDeps, 'shelf'> & { library: Library }): BookMaker {
  const { warehouse, clock, library } = deps;
  const { shelf } = library;
  return {
    close: (period, options) => closeMonth(period, options, { warehouse, clock, shelf }),
    async due() {
      const [range] = await warehouse.query<{ first_period: string; last_period: string }>(rangeSql, {
        name: 'books-due-months',
      });
      if (range === undefined || range.first_period === '') return [];
      // Months are known of for years ahead: those that can be closed end with last month.
      const last = addMonths(new Date(clock.now()).toISOString().slice(0, 7), -1);
      const until = range.last_period < last ? range.last_period : last;
      return monthsBetween(range.first_period, until)
        .filter((period) => closesAt(period) <= clock.now())
        .toReversed();
    },
    async hasNews(book) {
      const state = await readState(warehouse, [book.period]);
      return (state.get(book.period) ?? '') !== book.inputs['rows'];
    },
    async totals(book) {
      const [vendors, months] = [await shelf.open(book, 'vendors'), await shelf.open(book, 'months')];
      if (vendors === undefined || months === undefined) return {};
      return readTotals(await library.tables(), book.period, { vendors, months });
    },
  };
}
