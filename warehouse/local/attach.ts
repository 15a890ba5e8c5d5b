import { access, constants, mkdir } from 'node:fs/promises';
import { totalmem } from 'node:os';
import { resolve as resolvePath } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { MilepostError, messageOf } from '../../infra/errors.ts';
import type { Log } from '../../infra/log.ts';
import { placesIn, readEngineFile, type EngineFile } from './engine-file.ts';
import { takeLease, type Lease } from './lease.ts';
import { startEngine } from './start.ts';

export interface AttachOptions {
  dataDir: string;
  log: Log;
  /** How much of the machine's memory the engine may use, 0 to 1; default 0.45. */
  memoryShare?: number;
  /** How long the engine stays after its last process has gone; default 3,000. */
  graceMs?: number;
}

export interface AttachedEngine {
  /** `http://user:password@127.0.0.1:port/milepost`; it stays the same when the engine is started again. */
  url: string;
  pid: number;
  /** Lets go; the engine leaves after its last process. */
  close(): Promise<void>;
}

const attachTimeoutMs = 30_000;
const leaseTimeoutMs = 5_000;
/** chDB does not always say that it lost a race for the directory, so one failure is not yet the end. */
const starts = 3;

async function prepare(dataDir: string): Promise<void> {
  try {
    await mkdir(placesIn(dataDir).folder, { recursive: true, mode: 0o700 });
    await access(dataDir, constants.W_OK | constants.X_OK);
    await access(placesIn(dataDir).folder, constants.W_OK | constants.X_OK);
  } catch (error) {
    throw new MilepostError(
      'data_directory_unwritable',
      `The data directory ${dataDir} cannot be written (${messageOf(error)}). ` +
        'Give MILEPOST_DATA a directory that this user may write, or CLICKHOUSE_URL a ClickHouse server.',
      { cause: error },
    );
  }
}

function failure(dataDir: string, message: string): MilepostError {
  return new MilepostError(
    'engine_failed',
    `The local engine of ${dataDir} could not start: ${message}. Its log is ${placesIn(dataDir).log}. ` +
      'If its library is missing or broken, run `npm ci` again; or set CLICKHOUSE_URL to use a ClickHouse server.',
  );
}

/** The engine that runs, or else a new one; of several processes that start one at once, one succeeds. */
async function hold(options: AttachOptions): Promise<{ file: EngineFile; lease: Lease }> {
  const { dataDir } = options;
  const memory = Math.min(totalmem(), process.constrainedMemory() || Infinity);
  const task = {
    dataDir,
    memoryBytes: Math.floor(memory * (options.memoryShare ?? 0.45)),
    graceMs: options.graceMs ?? 3_000,
  };
  const deadline = performance.now() + attachTimeoutMs;
  for (let failures = 0; ;) {
    const file = await readEngineFile(dataDir);
    const lease = file === undefined ? undefined : await takeLease(file, leaseTimeoutMs);
    if (file !== undefined && lease !== undefined) return { file, lease };
    if (performance.now() > deadline) throw failure(dataDir, 'another process holds it and does not answer');
    const started = await startEngine(task, attachTimeoutMs);
    if (started.outcome === 'ready') continue;
    if (started.outcome === 'failed') {
      failures += 1;
      if (failures === starts || performance.now() > deadline) throw failure(dataDir, started.message);
    }
    await wait(50);
  }
}

/**
 * Attaches to the engine of a data directory, starting it if it does not run. Should the engine be killed,
 * it is started again on the same port with the same password; only the queries under way are lost.
 *
 * @throws MilepostError `data_directory_unwritable` or `engine_failed`, with the way out
 * @example
 * const engine = await attachEngine({ dataDir: './data', log });
 * const client = createClient({ url: engine.url });
 */
export async function attachEngine(options: AttachOptions): Promise<AttachedEngine> {
  const held = { ...options, dataDir: resolvePath(options.dataDir) };
  await prepare(held.dataDir);
  let { file, lease } = await hold(held);
  const closing = new AbortController();

  const keep = async (): Promise<void> => {
    for (;;) {
      await lease.ended;
      if (closing.signal.aborted) return;
      options.log.warn({ pid: lease.pid }, 'the local engine is gone; starting it again');
      for (;;) {
        try {
          ({ file, lease } = await hold(held));
          break;
        } catch (error) {
          options.log.error({ err: error }, 'the local engine could not be started again');
          await wait(1_000, undefined, { ref: false, signal: closing.signal }).catch(() => {});
          if (closing.signal.aborted) return;
        }
      }
    }
  };
  const kept = keep();
  return {
    get url() {
      return `http://${file.user}:${file.password}@127.0.0.1:${file.port}/milepost`;
    },
    get pid() {
      return lease.pid;
    },
    async close() {
      closing.abort();
      lease.release();
      await kept;
      lease.release();
    },
  };
}
