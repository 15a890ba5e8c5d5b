import type { Warehouse } from '../../../warehouse/client.ts';

/** Bytes on the disk an event. */
export interface StorageFigures {
  events: number;
  /** The event itself, with its receipt and the loader's book. */
  rawBytes: number;
  /** What the models made of it and the pipelines' ledger. */
  derivedBytes: number;
}

const storageSql = `
select
  (select count() from events) as events,
  sumIf(bytes_on_disk, table in ('events', 'receipts', 'batches')) / events as rawBytes,
  sumIf(bytes_on_disk, table not in ('events', 'receipts', 'batches', 'reservation_changes')) / events as derivedBytes
from system.parts
where active and database = currentDatabase()`;

/** Measures what the warehouse has on its disk. */
export async function measureStorage(warehouse: Warehouse): Promise<StorageFigures> {
  const [row] = await warehouse.query<StorageFigures>(storageSql, { name: 'storage' });
  if (row === undefined) throw new Error('The warehouse told nothing of its parts');
  return row;
}
