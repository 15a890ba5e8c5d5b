import { readFileSync } from 'node:fs';
import type { QueryParams, Warehouse } from '../../../warehouse/client.ts';
import { splitStatements } from '../../../warehouse/sql-file.ts';

const folder = new URL('./', import.meta.url);

/** Returns the statements of a file beside this one, e.g. `world/events.sql`, with what it includes from beside itself. */
export function readStatements(file: string): string[] {
  const url = new URL(file, folder);
  const text = readFileSync(url, 'utf8').replaceAll(/^-- include: (\S+)$/gm, (_, name: string) =>
    readFileSync(new URL(name, url), 'utf8'),
  );
  return splitStatements(text);
}

/** Runs the statements of a file one after the other. */
export async function runFile(warehouse: Warehouse, file: string, params: QueryParams = {}): Promise<void> {
  for (const statement of readStatements(file)) await warehouse.command(statement, { name: file, params });
}
