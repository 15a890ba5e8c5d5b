import { randomUUID } from 'node:crypto';
import { access, link, mkdir, open, readFile, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { MilepostError, codeOf, messageOf } from '../errors.ts';
import { requireKey } from './object-key.ts';
import type { Objects } from './objects.ts';

/** What is being written stands here until it is whole. */
const unfinished = '.unfinished';

/**
 * Keeps objects as files of a directory, which is made when it is first written to.
 *
 * @example const objects = createFilesystemObjects('/var/lib/milepost/objects');
 */
export function createFilesystemObjects(directory: string): Objects {
  const pathOf = (key: string): string => join(directory, ...requireKey(key).split('/'));

  /** Writes the bytes beside where they belong, through to the disk. */
  const write = async (bytes: Uint8Array): Promise<string> => {
    const path = join(directory, unfinished, randomUUID());
    await mkdir(dirname(path), { recursive: true });
    const file = await open(path, 'wx', 0o600);
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    return path;
  };
  const settle = async (bytes: Uint8Array, key: string, move: typeof rename): Promise<void> => {
    const path = pathOf(key);
    const written = await write(bytes);
    try {
      await mkdir(dirname(path), { recursive: true });
      await move(written, path);
      await syncDirectory(dirname(path));
    } finally {
      await rm(written, { force: true });
    }
  };

  return {
    put: (key, bytes) => guarded(`Writing ${key}`, () => settle(bytes, key, rename)),
    putIfAbsent: (key, bytes) =>
      guarded(`Writing ${key}`, async () => {
        try {
          await settle(bytes, key, link);
          return true;
        } catch (thrown) {
          if (codeOf(thrown) === 'EEXIST') return false;
          throw thrown;
        }
      }),
    get: (key) => guarded(`Reading ${key}`, () => orUndefined(readFile(pathOf(key)))),
    list: (prefix) =>
      guarded(`Listing ${prefix}`, async () => {
        // Whole folders up to the last slash are read; what follows it is the start of a name.
        const folder = join(directory, ...prefix.split('/').slice(0, -1));
        const entries = await orUndefined(readdir(folder, { recursive: true, withFileTypes: true }));
        return (entries ?? [])
          .filter((entry) => entry.isFile())
          .map((entry) => relative(directory, join(entry.parentPath, entry.name)).split(sep).join('/'))
          .filter((key) => key.startsWith(prefix) && !key.startsWith(`${unfinished}/`))
          .toSorted();
      }),
    delete: (key) => guarded(`Deleting ${key}`, () => rm(pathOf(key), { force: true })),
    localFile: (key) =>
      guarded(`Reading ${key}`, async () => {
        const path = pathOf(key);
        return (await orUndefined(access(path).then(() => true))) === undefined ? undefined : path;
      }),
  };
}

/** A name is durable when its directory is. */
async function syncDirectory(path: string): Promise<void> {
  const directory = await open(path, 'r');
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}

async function orUndefined<T>(found: Promise<T>): Promise<T | undefined> {
  try {
    return await found;
  } catch (thrown) {
    if (codeOf(thrown) === 'ENOENT' || codeOf(thrown) === 'ENOTDIR') return undefined;
    throw thrown;
  }
}

async function guarded<T>(act: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (thrown) {
    if (thrown instanceof MilepostError) throw thrown;
    throw new MilepostError('objects_failed', `${act} failed: ${messageOf(thrown)}`, { cause: thrown });
  }
}
