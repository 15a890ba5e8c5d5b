import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { rename, stat } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { placesIn } from './engine-file.ts';
import { taskEnvironment, type EngineTask } from './task.ts';

const maxLogBytes = 10 * 1024 * 1024;
/** A running query holds a thread of the pool; stopping one, and files, need some as well. */
const threads = '48';

/** How a start went: `held` means that another engine has the directory, or is about to. */
export type Started = { outcome: 'ready' } | { outcome: 'held' } | { outcome: 'failed'; message: string };

async function openLog(path: string): Promise<number> {
  const size = (await stat(path).catch(() => undefined))?.size ?? 0;
  if (size > maxLogBytes) await rename(path, `${path}.1`);
  return openSync(path, 'a', 0o600);
}

function told(message: unknown): Started | undefined {
  if (typeof message !== 'object' || message === null || !('ready' in message)) return undefined;
  if (message.ready === true) return { outcome: 'ready' };
  const text = 'message' in message ? String(message.message) : 'no reason given';
  // chDB's lock on its directory: code 76 names the file `status` or says that it is in use.
  return /^Code: 76\..*(lock|status|in use|already running)/is.test(text)
    ? { outcome: 'held' }
    : { outcome: 'failed', message: text };
}

/**
 * Starts an engine as a process of its own, which outlives this one, and waits until it is ready or has failed.
 */
export async function startEngine(task: EngineTask, timeoutMs: number): Promise<Started> {
  const log = await openLog(placesIn(task.dataDir).log);
  const child = spawn(process.execPath, [fileURLToPath(new URL('main.ts', import.meta.url))], {
    detached: true,
    stdio: ['ignore', log, log, 'ipc'],
    env: { ...process.env, ...taskEnvironment(task), UV_THREADPOOL_SIZE: threads, NODE_OPTIONS: '' },
  });
  // The child has its own copy.
  closeSync(log);
  const ended = new AbortController();
  const { signal } = ended;
  try {
    const result = await Promise.race([
      once(child, 'message', { signal }).then(([message]): Started | undefined => told(message)),
      once(child, 'exit', { signal }).then(([code, by]): Started => ({
        outcome: 'failed',
        message: `it ended with ${String(by ?? code)} before it was ready`,
      })),
      once(AbortSignal.timeout(timeoutMs), 'abort', { signal }).then((): Started => ({
        outcome: 'failed',
        message: `it was not ready in ${timeoutMs} ms`,
      })),
    ]);
    return result ?? { outcome: 'failed', message: 'it said something unknown' };
  } catch (error) {
    return { outcome: 'failed', message: String(error) };
  } finally {
    ended.abort();
    if (child.connected) child.disconnect();
    child.unref();
  }
}
