import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { readFile, rename, stat } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { placesIn } from './engine-file.ts';
import { taskEnvironment, type EngineTask } from './task.ts';

const maxLogBytes = 10 * 1024 * 1024;
/** A running query holds a thread of the pool; stopping one, and files, need some as well. */
const threads = '48';

/** How a start went: `held` means that another engine has the directory, or is about to. */
export type Started = { outcome: 'ready' } | { outcome: 'held' } | { outcome: 'failed'; message: string };

/** Makes room in a log that has grown too long. @returns where the next line will stand */
async function prepareLog(path: string): Promise<number> {
  const size = (await stat(path).catch(() => undefined))?.size ?? 0;
  if (size <= maxLogBytes) return size;
  await rename(path, `${path}.1`);
  return 0;
}

function told(message: unknown): Started | undefined {
  if (typeof message !== 'object' || message === null || !('ready' in message)) return undefined;
  if (message.ready === true) return { outcome: 'ready' };
  return { outcome: 'failed', message: 'message' in message ? String(message.message) : 'no reason given' };
}

/** chDB throws no reason when it cannot open its directory, but writes it to its log. */
const heldLine = /^Code: 76\. .*Cannot lock file/m;
const reasonLine = /^Code: \d+\. DB::Exception: .*$/m;

async function explain(failed: Started, logPath: string, logStart: number): Promise<Started> {
  if (failed.outcome !== 'failed') return failed;
  const text = (await readFile(logPath)).subarray(logStart).toString('utf8');
  if (heldLine.test(text)) return { outcome: 'held' };
  const reason = reasonLine.exec(text)?.[0];
  return reason === undefined ? failed : { outcome: 'failed', message: `${failed.message}: ${reason}` };
}

/**
 * Starts an engine as a process of its own, which outlives this one, and waits until it is ready or has failed.
 */
export async function startEngine(task: EngineTask, timeoutMs: number): Promise<Started> {
  const logPath = placesIn(task.dataDir).log;
  const logStart = await prepareLog(logPath);
  const log = openSync(logPath, 'a', 0o600);
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
    return await explain(
      result ?? { outcome: 'failed', message: 'it said something unknown' },
      logPath,
      logStart,
    );
  } catch (error) {
    return { outcome: 'failed', message: String(error) };
  } finally {
    ended.abort();
    if (child.connected) child.disconnect();
    child.unref();
  }
}
