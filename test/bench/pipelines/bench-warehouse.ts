import { randomUUID } from 'node:crypto';
import { createSilentLog } from '../../../infra/log.ts';
import { createPipelines, type Pipelines } from '../../../pipelines/pipelines.ts';
import { createWarehouse, type Warehouse } from '../../../warehouse/client.ts';
import { attachEngine } from '../../../warehouse/local/attach.ts';
import { databaseOf, withDatabase } from '../../../warehouse/migrate-database.ts';
import { createMigrator } from '../../../warehouse/migrate.ts';

export interface BenchWarehouse {
  warehouse: Warehouse;
  pipelines: Pipelines;
  /** Set it to move the pipelines' time. */
  clock: { time: number; now: () => number };
  enginePid: number;
  close(): Promise<void>;
}

/** Large statements that make the world take longer than any of Milepost's own may. */
const timeoutMs = 1_800_000;

/** Starts the local engine on a data directory, migrated and with the models' tables. */
export async function openBenchWarehouse(dataDir: string): Promise<BenchWarehouse> {
  const log = createSilentLog();
  const engine = await attachEngine({ dataDir, log });
  const connect = (url: string): Warehouse => createWarehouse({ url, application: 'bench', timeoutMs, log });
  const admin = connect(withDatabase(engine.url, 'default'));
  const warehouse = connect(engine.url);
  await createMigrator({ warehouse, admin, database: databaseOf(engine.url), log }).migrate();
  await admin.close();
  const clock = { time: 0, now: () => clock.time };
  const pipelines = createPipelines({ warehouse, clock, log, newRunId: randomUUID });
  await pipelines.ensureModels();
  return {
    warehouse,
    pipelines,
    clock,
    enginePid: engine.pid,
    close: async () => {
      await warehouse.close();
      await engine.close();
    },
  };
}
