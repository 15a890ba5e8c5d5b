import type { Clock } from '../infra/clock.ts';
import type { ErasureKey } from '../infra/erasure-key.ts';
import type { Log } from '../infra/log.ts';
import { createOrphans } from '../ingest/loader/orphans.ts';
import { readCatalog } from '../pipelines/catalog.ts';
import { createTableSql, ensureModelTables } from '../pipelines/model-table.ts';
import { eraseAgain } from '../privacy/erasure/recall.ts';
import { restoreDatabase, type Restored, type RestoreOptions } from '../warehouse/backup/restore.ts';
import { createSuppressions } from '../warehouse/repositories/suppressions.ts';
import type { Databases } from './world.ts';

/**
 * Brings the database to what a backup holds, with the tables and views of the models that there are, closes what was
 * under way when the backup was made, and erases those again who were erased since.
 *
 * @throws what {@link restoreDatabase} throws, `erasure_key_foreign`; nothing has changed then.
 */
export async function bringBack(
  options: RestoreOptions,
  deps: { databases: Databases; clock: Clock; log: Log; erasureKey: () => Promise<ErasureKey> },
): Promise<Restored> {
  const { databases, clock, log } = deps;
  const catalog = readCatalog();
  return restoreDatabase(options, {
    connect: (name) => databases.connect(name),
    database: databases.own,
    log,
    async createModelTables(warehouse) {
      for (const model of catalog.sliced)
        await warehouse.command(createTableSql(model), { name: 'model-table' });
    },
    createModelViews: (warehouse) => ensureModelTables(catalog, warehouse),
    async settle(restored, { keptErasures }) {
      const orphans = createOrphans({
        warehouse: restored,
        clock,
        log,
        loaderId: 'restore',
        isAlone: true,
        hasFailed: () => false,
        onClosed: () => undefined,
      });
      await orphans.close();
      if (keptErasures === 0) return;
      await ensureModelTables(catalog, restored);
      const key = await deps.erasureKey();
      const list = await createSuppressions({}, { warehouse: restored, clock, key }).current();
      await eraseAgain({ warehouse: restored, list, models: catalog.sliced, clock });
    },
  });
}
