import { randomUUID } from 'node:crypto';
import { onTestFinished } from 'vitest';
import type { Clock } from '../../infra/clock.ts';
import { createSilentLog } from '../../infra/log.ts';
import { createPipelines, type Pipelines, type PipelinesDeps } from '../../pipelines/pipelines.ts';
import { createWarehouse, type Warehouse } from '../../warehouse/client.ts';
import { engineUrl } from './engine.ts';
import { copyTemplate } from './template.ts';

export interface TestWarehouse {
  warehouse: Warehouse;
  pipelines: Pipelines;
  /** Set it to move the pipelines' time. */
  clock: Clock & { time: number };
  database: string;
}

/** A migrated database of its own on the run's engine, with the models' tables; dropped with the test. */
export async function createTestWarehouse(
  now: string,
  models: Pick<PipelinesDeps, 'catalog' | 'checks'> = {},
): Promise<TestWarehouse> {
  const { close, ...opened } = await openTestWarehouse(now, models);
  onTestFinished(close);
  return opened;
}

/** As {@link createTestWarehouse}, for several tests: whoever opens it closes it. */
export async function openTestWarehouse(
  now: string,
  models: Pick<PipelinesDeps, 'catalog' | 'checks'> = {},
): Promise<TestWarehouse & { close: () => Promise<void> }> {
  const log = createSilentLog();
  const database = `t_${randomUUID().replaceAll('-', '')}`;
  const admin = createWarehouse({ url: databaseUrl('default'), application: 'test', log });
  const warehouse = createWarehouse({ url: databaseUrl(database), application: 'test', log });
  const close = async (): Promise<void> => {
    await admin.command('drop database if exists {database:Identifier}', {
      name: 'drop',
      params: { database },
    });
    await Promise.all([warehouse.close(), admin.close()]);
  };
  await copyTemplate(admin, database);
  const clock = { time: Date.parse(now), now: () => clock.time };
  const pipelines = createPipelines({ warehouse, clock, log, newRunId: randomUUID, ...models });
  if (models.catalog !== undefined) await pipelines.ensureModels();
  return { warehouse, pipelines, clock, database, close };
}

function databaseUrl(database: string): string {
  return new URL(`/${database}`, engineUrl()).href;
}
