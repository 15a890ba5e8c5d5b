import { DuckDBInstance } from '@duckdb/node-api';
import { tableFromIPC } from 'apache-arrow';
import { parse } from 'csv-parse/sync';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createTestDirectory } from './library.ts';

type Row = Readonly<Record<string, unknown>>;

/** Reads a Parquet file with DuckDB: its columns' types, and its rows. */
export async function readParquet(
  bytes: Uint8Array,
): Promise<{ types: Record<string, string>; rows: Row[] }> {
  const path = join(createTestDirectory(), 'report.parquet');
  writeFileSync(path, bytes);
  const engine = await DuckDBInstance.create(':memory:');
  const connection = await engine.connect();
  const read = async (sql: string) => (await connection.runAndReadAll(sql, { path })).getRowObjectsJson();
  const columns = await read('describe select * from read_parquet($path)');
  const rows = await read('select * from read_parquet($path)');
  connection.closeSync();
  engine.closeSync();
  const types = Object.fromEntries(
    columns.map((column) => [textOf(column['column_name']), textOf(column['column_type'])]),
  );
  return { types, rows };
}

/** Reads an Arrow file with Arrow's own library; decimals as text with their four digits. */
export function readArrow(bytes: Uint8Array): Row[] {
  const table = tableFromIPC(bytes);
  const names = table.schema.fields.map(({ name }) => name);
  return Array.from({ length: table.numRows }, (_, index) =>
    Object.fromEntries(
      names.map((name) => {
        const value: unknown = table.getChild(name)?.get(index);
        return [name, /amount$/i.test(name) && value !== null ? toDecimal(unitsOf(value)) : value];
      }),
    ),
  );
}

/** What a CSV says in its cells. */
export function readCsvRows(csv: string): Record<string, string>[] {
  return parse(csv, { columns: true, bom: true });
}

/** One value of a typed row as the CSV writes it. */
export function asCell(row: Row, name: string): string {
  const base = name === 'value' ? '' : name;
  const of = (suffix: string) =>
    row[base === '' ? suffix : `${base}${suffix[0]?.toUpperCase()}${suffix.slice(1)}`];
  const [amount, text, value] = [of('amount'), of('text'), row[name]];
  if (typeof amount === 'string') return amount;
  if (typeof text === 'string') return text;
  return value === null || value === undefined ? '' : textOf(value);
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** A decimal of Arrow's prints as its whole number of smallest units. */
function unitsOf(value: unknown): string {
  return JSON.stringify(value).replaceAll(/[^\d-]/g, '');
}

function toDecimal(units: string): string {
  const sign = units.startsWith('-') ? '-' : '';
  const digits = units.replace('-', '').padStart(5, '0');
  return `${sign}${digits.slice(0, -4)}.${digits.slice(-4)}`;
}
