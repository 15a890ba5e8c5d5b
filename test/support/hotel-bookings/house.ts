import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { createSilentLog } from '../../../infra/log.ts';
import { createWarehouse, type Warehouse } from '../../../warehouse/client.ts';
import { attachEngine } from '../../../warehouse/local/attach.ts';

const milepost = fileURLToPath(new URL('../../../milepost.ts', import.meta.url));
const execute = promisify(execFile);

/** A data directory of its own, the command line on it, and a client of its engine. */
export interface House {
  warehouse: Warehouse;
  /**
   * Runs `milepost --json ...` as a user does, in a process of its own, and returns its answer.
   *
   * @throws {Error} with the command's stderr where it does not exit with 0
   */
  milepost(...args: string[]): Promise<unknown>;
  /** Writes a file that its commands can read, and returns its path. */
  write(name: string, text: string): Promise<string>;
  close(): Promise<void>;
}

/** Opens a house with nothing in it; none of this process's settings reach its commands. */
export async function openHouse(): Promise<House> {
  const directory = await mkdtemp(join(tmpdir(), 'milepost-hotel-bookings-'));
  const dataDir = join(directory, 'data');
  const env = { PATH: process.env['PATH'] ?? '', HOME: directory, MILEPOST_DATA: dataDir };
  const log = createSilentLog();
  const engine = await attachEngine({ dataDir, log, graceMs: 500 });
  const warehouse = createWarehouse({ url: engine.url, application: 'test', log });
  return {
    warehouse,
    milepost: async (...args) => {
      const options = { cwd: directory, env, maxBuffer: 64 * 1024 * 1024 };
      const { stdout } = await execute(process.execPath, [milepost, '--json', ...args], options);
      return JSON.parse(stdout);
    },
    write: async (name, text) => {
      const path = join(directory, name);
      await writeFile(path, text);
      return path;
    },
    close: async () => {
      await warehouse.close();
      await engine.close();
      await rm(directory, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
    },
  };
}
