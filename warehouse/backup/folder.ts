import { access, mkdir, open, readdir, rename, rm, rmdir } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { MilepostError, codeOf, messageOf } from '../../infra/errors.ts';
import { describeDiskFault } from './files.ts';
import { isRunning } from './scratch.ts';

/** A folder that gets its name when it is whole. */
export interface NewFolder {
  /** Where to write. */
  path: string;
  /** Gives it its name; nobody sees it before. */
  finish(): Promise<void>;
  /** Takes away what was written. */
  discard(): Promise<void>;
}

/**
 * Begins a folder beside the place it is for, as `.<name>.partial-<pid>`. What killed processes left there goes.
 *
 * @throws {MilepostError} `backup_exists` where something is there already, `backup_unwritable`.
 */
export async function beginFolder(where: string): Promise<NewFolder> {
  const target = resolve(where);
  await refuseTaken(target);
  const prefix = `.${basename(target)}.partial-`;
  const path = join(dirname(target), `${prefix}${process.pid}`);
  try {
    await mkdir(dirname(target), { recursive: true });
    for (const name of await readdir(dirname(target))) {
      if (!name.startsWith(prefix) || isRunning(Number(name.slice(prefix.length)))) continue;
      await rm(join(dirname(target), name), { recursive: true, force: true });
    }
    await mkdir(path, { mode: 0o700 });
  } catch (thrown) {
    const fault = describeDiskFault(thrown, path);
    if (fault instanceof MilepostError) throw fault;
    throw new MilepostError(
      'backup_unwritable',
      `${dirname(target)} cannot be written (${messageOf(thrown)})`,
      {
        cause: thrown,
      },
    );
  }
  return {
    path,
    async finish() {
      await syncFolder(path);
      await refuseTaken(target);
      // An empty folder may stand there; rename takes its place on some systems only.
      await rmdir(target).catch(() => undefined);
      await rename(path, target);
      await syncFolder(dirname(target));
    },
    discard: () => rm(path, { recursive: true, force: true }),
  };
}

/** Returns the paths of all files below a folder, relative to it and in order; none where there is no folder. */
export async function listFiles(folder: string): Promise<string[]> {
  try {
    await access(folder);
  } catch {
    return [];
  }
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .toSorted();
}

async function refuseTaken(target: string): Promise<void> {
  try {
    if ((await readdir(target)).length === 0) return;
  } catch (thrown) {
    if (codeOf(thrown) === 'ENOENT') return;
    if (codeOf(thrown) !== 'ENOTDIR') throw thrown;
  }
  throw new MilepostError(
    'backup_exists',
    `${target} is there already; name another place or remove it first`,
  );
}

async function syncFolder(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
