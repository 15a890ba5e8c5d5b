import { readFileSync } from 'node:fs';
import type { QueryParams, Warehouse } from '../../../warehouse/client.ts';
import { splitStatements } from '../../../warehouse/sql-file.ts';

const folder = new URL('./', import.meta.url);

/** Returns the statements of a file beside this one, e.g. `world/events.sql`. */
export function readStatements(file: string): string[] {
  return splitStatements(readFileSync(new URL(file, folder), 'utf8'));
}

/** Runs the statements of a file one after the other. */
export async function runFile(warehouse: Warehouse, file: string, params: QueryParams = {}): Promise<void> {
  for (const statement of readStatements(file)) await warehouse.command(statement, { name: file, params });
}
