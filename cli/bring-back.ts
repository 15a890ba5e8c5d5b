import type { Clock } from '../infra/clock.ts';
import type { Log } from '../infra/log.ts';
import { createOrphans } from '../ingest/loader/orphans.ts';
import { readCatalog } from '../pipelines/catalog.ts';
import { createTableSql, ensureModelTables } from '../pipelines/model-table.ts';
import { restoreDatabase, type Restored, type RestoreOptions } from '../warehouse/backup/restore.ts';
import type { Databases } from './world.ts';

/**
 * Brings the database to what a backup holds, with the tables and views of the models that there are, and closes what was
 * under way when the backup was made.
 *
 * @throws what {@link restoreDatabase} throws; nothing has changed then.
 */
export async function bringBack(
  options: RestoreOptions,
  deps: { databases: Databases; clock: Clock; log: Log },
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
    async settle(restored) {
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
    },
  });
}
