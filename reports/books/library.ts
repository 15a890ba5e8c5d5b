import type { Objects } from '../../infra/objects/objects.ts';
import { createPrints, type Prints } from './prints.ts';
import { createShelf, type Shelf } from './shelf.ts';
import { openTables, type Tables } from './tables.ts';

/** The closed books, and what reads them. */
export interface Library {
  shelf: Shelf;
  /** The PDFs that were drawn of them. */
  prints: Prints;
  /** The engine that reads their files; opened when it is first asked for. */
  tables(): Promise<Tables>;
  close(): Promise<void>;
}

/** Creates the library over a place for objects. */
export function createLibrary(objects: Objects): Library {
  let tables: Promise<Tables> | undefined;
  return {
    shelf: createShelf(objects),
    prints: createPrints(objects),
    tables: () => (tables ??= openTables()),
    async close() {
      (await tables)?.close();
    },
  };
}
