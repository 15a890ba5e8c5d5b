import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { DuckDBInstance } from '@duckdb/node-api';
import { toMonths, type Month, type Months } from './month.ts';

/**
 * Computes every month of both hotels from the CSV (gzip or not) with DuckDB, independently of the models.
 *
 * @throws {Error} where a cell holds what the mapping does not know, e.g. a country that countries.csv lacks
 */
export async function computeExpectedMonths(file: string): Promise<Months> {
  const sql = await readFile(new URL('expected-months.sql', import.meta.url), 'utf8');
  const countries = fileURLToPath(new URL('countries.csv', import.meta.url));
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  try {
    const answer = await connection.runAndReadAll(sql, { file, countries });
    return toMonths(answer.getRowObjectsJson().map(parseCounts));
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

/** DuckDB gives JSON as its text. */
function parseCounts(row: Month): Month {
  const parse = (column: string): unknown => JSON.parse(String(row[column]));
  return {
    ...row,
    cancellations_by_initiator: parse('cancellations_by_initiator'),
    no_shows_by_initiator: parse('no_shows_by_initiator'),
    mix: parse('mix'),
  };
}
