import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { codeOf } from '../../infra/errors.ts';

/** Where the engine of a data directory is, and what it takes to talk to it. */
export interface EngineFile {
  port: number;
  pid: number;
  user: string;
  password: string;
}

/** The places inside a data directory. */
export function placesIn(dataDir: string): {
  file: string;
  folder: string;
  store: string;
  pipes: string;
  log: string;
  config: string;
} {
  const folder = join(dataDir, 'engine');
  return {
    file: join(dataDir, 'engine.json'),
    folder,
    store: join(folder, 'store'),
    pipes: join(folder, 'pipes'),
    log: join(folder, 'engine.log'),
    config: join(folder, 'config.xml'),
  };
}

/** Reads where the engine is or was last; undefined when there has been none or the file is unreadable. */
export async function readEngineFile(dataDir: string): Promise<EngineFile | undefined> {
  try {
    const value: unknown = JSON.parse(await readFile(placesIn(dataDir).file, 'utf8'));
    if (typeof value !== 'object' || value === null) return undefined;
    const { port, pid, user, password }: Record<string, unknown> = { ...value };
    if (typeof port !== 'number' || typeof pid !== 'number') return undefined;
    if (typeof user !== 'string' || typeof password !== 'string') return undefined;
    return { port, pid, user, password };
  } catch (error) {
    if (codeOf(error) === 'ENOENT' || error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** Writes it whole or not at all, readable by its owner only: it holds the password. */
export async function writeEngineFile(dataDir: string, file: EngineFile): Promise<void> {
  const { file: path } = placesIn(dataDir);
  const next = `${path}.${process.pid}`;
  await writeFile(next, `${JSON.stringify(file)}\n`, { mode: 0o600 });
  await rename(next, path);
}
