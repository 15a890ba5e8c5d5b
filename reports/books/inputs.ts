import { readCatalog } from '../../pipelines/catalog.ts';
import type { Warehouse } from '../../warehouse/client.ts';

const tableSql = `select toString(sum(cityHash64(*))) as state from {table:Identifier} final`;

/** Returns what numbers depend on beside the messages: a hash of every named table as it is now, and of each model's code. */
export async function readInputs(
  warehouse: Warehouse,
  named: { tables: readonly string[]; models: readonly string[] },
): Promise<Record<string, string>> {
  const inputs: Record<string, string> = {};
  for (const table of named.tables) {
    const [row] = await warehouse.query<{ state: string }>(tableSql, {
      name: 'book-inputs',
      params: { table },
    });
    inputs[`table ${table}`] = row?.state ?? '';
  }
  const catalog = readCatalog();
  for (const model of named.models) inputs[`code ${model}`] = catalog.get(model).fingerprint;
  return inputs;
}
