import { readCatalog } from '../../pipelines/catalog.ts';
import type { Warehouse } from '../../warehouse/client.ts';

/** Returns the rows of every published view, each as text, in an order of their own: two of these are compared. */
export async function readPublished(warehouse: Warehouse): Promise<Record<string, string[]>> {
  const views: Record<string, string[]> = {};
  for (const { name } of readCatalog().models) {
    const rows = await warehouse.query<object>('select * from {view:Identifier}', {
      name: 'test-published',
      params: { view: name },
    });
    views[name] = rows.map((row) => JSON.stringify(row)).toSorted();
  }
  return views;
}
