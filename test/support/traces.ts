import type { Warehouse } from '../../warehouse/client.ts';

const tablesSql = `
select name
from system.tables
where database = currentDatabase() and engine like '%MergeTree'
order by name`;

/** Returns `table: rows` of every table in which some column of some row still has one of the texts in it. */
export async function findTraces(warehouse: Warehouse, texts: readonly string[]): Promise<string[]> {
  const tables = await warehouse.query<{ name: string }>(tablesSql, { name: 'test-tables' });
  const traces: string[] = [];
  for (const { name } of tables) {
    const [row] = await warehouse.query<{ rows: number }>(
      `select countIf(arrayExists(text -> position(toString(tuple(*)), text) > 0, {texts:Array(String)})) as rows
      from {table:Identifier}`,
      { name: 'test-traces', params: { table: name, texts } },
    );
    if ((row?.rows ?? 0) > 0) traces.push(`${name}: ${row?.rows}`);
  }
  return traces;
}
