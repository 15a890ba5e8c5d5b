import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Copies of objects on this machine, for readers that need a file. */
export interface LocalCopies {
  /** Returns the path of a new file with these bytes. It goes after ten minutes, so that what is erased is not kept here. */
  write(bytes: Uint8Array): Promise<string>;
  /** Removes all of them. */
  close(): Promise<void>;
}

const stayMs = 10 * 60_000;

/** Creates copies in a directory of their own, which is made with the first. */
export function createLocalCopies(): LocalCopies {
  let directory: Promise<string> | undefined;
  const timers = new Set<NodeJS.Timeout>();
  return {
    async write(bytes) {
      directory ??= mkdtemp(join(tmpdir(), 'milepost-objects-'));
      const path = join(await directory, randomUUID());
      await writeFile(path, bytes, { mode: 0o600 });
      const timer = setTimeout(() => {
        timers.delete(timer);
        void rm(path, { force: true });
      }, stayMs);
      timers.add(timer.unref());
      return path;
    },
    async close() {
      for (const timer of timers) clearTimeout(timer);
      if (directory !== undefined) await rm(await directory, { recursive: true, force: true });
      directory = undefined;
    },
  };
}
