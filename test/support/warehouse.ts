import { randomUUID } from 'node:crypto';
import { onTestFinished } from 'vitest';
import type { Clock } from '../../infra/clock.ts';
import { createSilentLog } from '../../infra/log.ts';
import { createPipelines, type Pipelines, type PipelinesDeps } from '../../pipelines/pipelines.ts';
import { createWarehouse, type Warehouse } from '../../warehouse/client.ts';
import { engineUrl } from './engine.ts';
import { modelsFor } from './models-for.ts';
import { copyTemplate } from './template.ts';

export interface TestWarehouse {
  warehouse: Warehouse;
  pipelines: Pipelines;
  /** Set it to move the pipelines' time. */
  clock: Clock & { time: number };
  database: string;
}

/** What a test has in place of Milepost's own models and checks. */
interface TestModels extends Pick<PipelinesDeps, 'catalog' | 'checks'> {
  /** Only these of Milepost's own models, and what they are made from: the rest of a pass is time that tests nothing. */
  models?: readonly string[];
}

/** A migrated database of its own on the run's engine, with the models' tables; dropped with the test. */
export async function createTestWarehouse(now: string, models: TestModels = {}): Promise<TestWarehouse> {
  const { close, ...opened } = await openTestWarehouse(now, models);
  onTestFinished(close);
  return opened;
}

/** As {@link createTestWarehouse}, for several tests: whoever opens it closes it. An engine of one's own has a template, too. */
export async function openTestWarehouse(
  now: string,
  { models, ...own }: TestModels = {},
  engine: string = engineUrl(),
): Promise<TestWarehouse & { close: () => Promise<void> }> {
  const log = createSilentLog();
  const database = `t_${randomUUID().replaceAll('-', '')}`;
  const admin = createWarehouse({ url: databaseUrl('default', engine), application: 'test', log });
  const warehouse = createWarehouse({ url: databaseUrl(database, engine), application: 'test', log });
  const close = async (): Promise<void> => {
    await admin.command('drop database if exists {database:Identifier}', {
      name: 'drop',
      params: { database },
    });
    await Promise.all([warehouse.close(), admin.close()]);
  };
  await copyTemplate(admin, database);
  const clock = { time: Date.parse(now), now: () => clock.time };
  const some = models === undefined ? {} : { catalog: modelsFor(...models) };
  const pipelines = createPipelines({ warehouse, clock, log, newRunId: randomUUID, ...some, ...own });
  if (own.catalog !== undefined) await pipelines.ensureModels();
  return { warehouse, pipelines, clock, database, close };
}

function databaseUrl(database: string, engine: string): string {
  return new URL(`/${database}`, engine).href;
}
