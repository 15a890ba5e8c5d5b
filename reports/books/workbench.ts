import { createWriteStream } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { QueryParams, Warehouse } from '../../warehouse/client.ts';
import { openTables, type Tables } from './tables.ts';

/** A directory of this machine, and an engine, in which a book is made. Both go when it is done. */
export interface Workbench {
  tables: Tables;
  /** The path of a file of that directory. */
  path(name: string): string;
  read(name: string): Promise<Uint8Array>;
  /** Writes a select's rows from the warehouse into a Parquet file and returns its path. */
  fetch(warehouse: Warehouse, select: { name: string; sql: string; params: QueryParams }): Promise<string>;
}

/** Gives `work` a workbench and clears it away, however the work ends. */
export async function atWorkbench<T>(work: (workbench: Workbench) => Promise<T>): Promise<T> {
  const directory = await mkdtemp(join(tmpdir(), 'milepost-book-'));
  const tables = await openTables();
  const path = (name: string) => join(directory, name);
  try {
    return await work({
      tables,
      path,
      read: (name) => readFile(path(name)),
      async fetch(warehouse, { name, sql, params }) {
        const file = path(`${name}.parquet`);
        await pipeline(
          await warehouse.stream(sql, 'Parquet', { name: `book-${name}`, params }),
          createWriteStream(file),
        );
        return file;
      },
    });
  } finally {
    tables.close();
    await rm(directory, { recursive: true, force: true });
  }
}
