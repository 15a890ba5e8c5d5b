import { randomUUID } from 'node:crypto';
import { onTestFinished } from 'vitest';
import type { Databases } from '../../cli/world.ts';
import { createSilentLog } from '../../infra/log.ts';
import { createWarehouse } from '../../warehouse/client.ts';
import { withDatabase } from '../../warehouse/migrate-database.ts';
import { engineUrl } from './engine.ts';

/** The databases of the run's engine; `own`, which need not be there, is dropped with the test. */
export function openDatabases(own = `t_${randomUUID().replaceAll('-', '')}`): Databases {
  const connect = (name: string) => {
    const warehouse = createWarehouse({
      url: withDatabase(engineUrl(), name),
      application: 'test',
      log: createSilentLog(),
    });
    onTestFinished(() => warehouse.close());
    return warehouse;
  };
  onTestFinished(() =>
    connect('system').command('drop database if exists {own:Identifier}', { name: 'drop', params: { own } }),
  );
  return { own, connect };
}
