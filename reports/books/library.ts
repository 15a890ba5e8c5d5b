import type { Objects } from '../../infra/objects/objects.ts';
import { createShelf, type Shelf } from './shelf.ts';
import { openTables, type Tables } from './tables.ts';

/** The closed books, and what reads them. */
export interface Library {
  shelf: Shelf;
  /** The engine that reads their files; opened when it is first asked for. */
  tables(): Promise<Tables>;
  close(): Promise<void>;
}

/** Creates the library over a place for objects. */
export function createLibrary(objects: Objects): Library {
  let tables: Promise<Tables> | undefined;
  return {
    shelf: createShelf(objects),
    tables: () => (tables ??= openTables()),
    async close() {
      (await tables)?.close();
    },
  };
}
