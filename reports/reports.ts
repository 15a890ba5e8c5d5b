import type { Clock } from '../infra/clock.ts';
import type { Log } from '../infra/log.ts';
import type { Objects } from '../infra/objects/objects.ts';
import type { Warehouse } from '../warehouse/client.ts';
import { createBooks, type Books } from './books/books.ts';
import { createLibrary } from './books/library.ts';
import type { Prints } from './books/prints.ts';
import { createTableFiles, type TableFiles } from './files/table-files.ts';
import { createPrinter, type Printer } from './printer.ts';
import { createTravelerBooks, type TravelerBooks } from './traveler/book/erase-years.ts';
import { createYearMaker } from './traveler/book/year-maker.ts';
import { createTravelerReports, type TravelerReports } from './traveler/reader.ts';
import { createMonthMaker } from './vendor/book/month-maker.ts';
import { createVendorReports, type VendorReports } from './vendor/reader.ts';

/** The reports over one warehouse and one library of closed books. */
export interface Reports {
  vendors: VendorReports;
  travelers: TravelerReports;
  books: Books;
  /** The closed years of travelers, as far as erasing goes. */
  travelerBooks: TravelerBooks;
  printer: Printer;
  tableFiles: TableFiles;
  prints: Prints;
  close(): Promise<void>;
}

/** Creates the readers of reports and the keeper of the books that they are read from. */
export function createReports(deps: {
  warehouse: Warehouse;
  clock: Clock;
  log: Log;
  objects: Objects;
  isErased: (travelerId: string) => Promise<boolean>;
}): Reports {
  const { warehouse, clock, log } = deps;
  const library = createLibrary(deps.objects);
  const parts = { warehouse, clock, library, isErased: deps.isErased };
  const makers = { 'vendor-month': createMonthMaker(parts), 'traveler-year': createYearMaker(parts) };
  return {
    vendors: createVendorReports(parts),
    travelers: createTravelerReports(parts),
    books: createBooks({ ...library, makers, clock, log }),
    travelerBooks: createTravelerBooks(parts),
    printer: createPrinter(library),
    tableFiles: createTableFiles(warehouse),
    prints: library.prints,
    close: () => library.close(),
  };
}
