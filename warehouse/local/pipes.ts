import { execFile } from 'node:child_process';
import { closeSync, constants, openSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { Socket } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { codeOf } from '../../infra/errors.ts';

const run = promisify(execFile);

/** Named pipes through which rows stream between HTTP and the engine, with the kernel's 64 KB as the only buffer. */
export interface Pipes {
  take(): Promise<string>;
  /** Gives a pipe back. One that saw an error is thrown away: its other end may still be open. */
  give(path: string, clean: boolean): void;
}

/**
 * Creates the pool of pipes in a folder of its own, which is emptied first.
 *
 * @throws when the folder cannot hold named pipes
 */
export async function createPipes(folder: string, batch: number): Promise<Pipes> {
  const free: string[] = [];
  let made = 0;
  let making: Promise<void> | undefined;
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const make = async (): Promise<void> => {
    const paths = Array.from({ length: batch }, (_, index) => join(folder, String(made + index)));
    made += batch;
    await run('mkfifo', ['-m', '600', ...paths]);
    free.push(...paths);
  };
  await make();
  return {
    async take() {
      for (;;) {
        const path = free.pop();
        if (path !== undefined) return path;
        making ??= make().finally(() => (making = undefined));
        await making;
      }
    },
    give(path, clean) {
      if (clean) free.push(path);
      else void rm(path, { force: true });
    },
  };
}

/** The end that reads what the engine writes. */
export interface PipeReader {
  reader: Socket;
  /** Lets the reader see the end; to be called when the engine's statement has ended. */
  end: () => void;
}

/**
 * Opens the reading end; it must be open before the engine opens its own. It holds the writing end as well until
 * `end` is called: the engine opens a pipe again when its first try fails, and would wait for ever if the reader
 * had taken the close in between for the end.
 */
export function openReader(path: string): PipeReader {
  const reading = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  const writing = openSync(path, constants.O_WRONLY | constants.O_NONBLOCK);
  let isHeld = true;
  return {
    reader: new Socket({ fd: reading, readable: true, writable: false }),
    end() {
      if (isHeld) closeSync(writing);
      isHeld = false;
    },
  };
}

/**
 * Opens the end that writes what the engine reads, once the engine has opened its own: rows written
 * and closed before that would be lost, and the engine would wait for ever.
 *
 * @returns undefined when `settled` says that the engine will not open it any more
 */
export async function openWriter(path: string, settled: () => boolean): Promise<Socket | undefined> {
  for (;;) {
    if (settled()) return undefined;
    try {
      const fd = openSync(path, constants.O_WRONLY | constants.O_NONBLOCK);
      return new Socket({ fd, readable: false, writable: true });
    } catch (error) {
      if (codeOf(error) !== 'ENXIO') throw error;
      await wait(1);
    }
  }
}
