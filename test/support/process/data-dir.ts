import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { createSilentLog } from '../../../infra/log.ts';
import { createWarehouse, type Warehouse } from '../../../warehouse/client.ts';
import { attachEngine } from '../../../warehouse/local/attach.ts';
import { placesIn, readEngineFile } from '../../../warehouse/local/engine-file.ts';
import { treeOf } from './tree.ts';

/** Creates an empty data directory; with the test it goes, and so does an engine that still holds it. */
export async function createDataDir(): Promise<string> {
  const dataDir = await mkdtemp(join(tmpdir(), 'milepost-test-'));
  onTestFinished(async () => {
    const tree = await treeOf(-1, dataDir);
    tree.kill();
    await tree.gone();
    await rm(dataDir, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  });
  return dataDir;
}

/** Copies a data directory as it is when its engine has left. */
export async function copyDataDir(from: string): Promise<string> {
  await (await treeOf(-1, from)).gone();
  const dataDir = await createDataDir();
  // Its engine makes pipes of its own, and asks for a port of its own.
  const { file, pipes } = placesIn(from);
  await cp(from, dataDir, { recursive: true, filter: (path) => path !== file && dirname(path) !== pipes });
  return dataDir;
}

/** Keeps the engine of a data directory until the test ends, and returns a client of it. */
export async function holdWarehouse(dataDir: string): Promise<Warehouse> {
  const log = createSilentLog();
  const engine = await attachEngine({ dataDir, log });
  onTestFinished(() => engine.close());
  return connect(engine.url);
}

/** Asks the engine while `ask` runs, starting it where it does not run. */
export async function withWarehouse<T>(
  dataDir: string,
  ask: (warehouse: Warehouse) => Promise<T>,
): Promise<T> {
  const engine = await attachEngine({ dataDir, log: createSilentLog() });
  const warehouse = createWarehouse({ url: engine.url, application: 'test', log: createSilentLog() });
  try {
    return await ask(warehouse);
  } finally {
    await warehouse.close();
    await engine.close();
  }
}

/** Returns a client of the engine that another process has started or will, without holding it. */
export async function watchWarehouse(dataDir: string): Promise<Warehouse> {
  const file = await readEngineFile(dataDir);
  if (file === undefined) throw new Error(`No engine has been in ${dataDir} yet`);
  return connect(`http://${file.user}:${file.password}@127.0.0.1:${file.port}/milepost`);
}

function connect(url: string): Warehouse {
  const warehouse = createWarehouse({ url, application: 'test', log: createSilentLog() });
  onTestFinished(() => warehouse.close());
  return warehouse;
}
