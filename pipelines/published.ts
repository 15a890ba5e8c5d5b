import type { Warehouse } from '../warehouse/client.ts';

/** What the ledger says of a slice that exists. */
export interface PublishedSlice {
  slice: string;
  runId: string;
  /** Fingerprint of what it was built from, decimal digits. */
  inputs: string;
  rows: number;
  /** ISO instant with microseconds. */
  publishedAt: string;
}

const columns =
  'model, slice, toString(run_id) as runId, toString(inputs) as inputs, rows, published_at as publishedAt';
const ofOneSql = `select ${columns} from published_slices where model = {model:String}`;
const ofAllSql = `select ${columns} from published_slices`;

/** Reads what the ledger says exists of a model. */
export function readPublished(model: string, warehouse: Warehouse): Promise<PublishedSlice[]> {
  return warehouse.query<PublishedSlice>(ofOneSql, { name: 'ledger', params: { model } });
}

/** The same of all models, by their names, in one statement. */
export async function readAllPublished(
  warehouse: Warehouse,
): Promise<ReadonlyMap<string, readonly PublishedSlice[]>> {
  const rows = await warehouse.query<PublishedSlice & { model: string }>(ofAllSql, { name: 'ledger' });
  return Map.groupBy(rows, ({ model }) => model);
}
