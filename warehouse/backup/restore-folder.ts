import { copyFile, mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { codeOf } from '../../infra/errors.ts';
import type { BackupFile } from './manifest.ts';

/**
 * Brings a folder of the data directory to what a backup holds of it: `books` or `keys`. The one before goes at the very
 * end, when all files are there; where the backup has none, none is left.
 */
export async function restoreFolder(
  name: 'books' | 'keys',
  files: readonly BackupFile[],
  places: { folder: string; dataDir: string },
): Promise<void> {
  const target = join(places.dataDir, name);
  const fresh = `${target}.restored`;
  await rm(fresh, { recursive: true, force: true });
  for (const { path } of files) {
    const to = join(fresh, path.slice(name.length + 1));
    await mkdir(dirname(to), { recursive: true, mode: 0o700 });
    await copyFile(join(places.folder, path), to);
  }
  const former = `${target}.replaced`;
  await rm(former, { recursive: true, force: true });
  await rename(target, former).catch((thrown: unknown) => {
    if (codeOf(thrown) !== 'ENOENT') throw thrown;
  });
  if (files.length > 0) await rename(fresh, target);
  await rm(former, { recursive: true, force: true });
}
