import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { MilepostError } from '../errors.ts';
import type { Log } from '../log.ts';
import type { Leadership } from './leadership.ts';

export interface LocalLeadershipConfig {
  /** Processes that share it have one leader. */
  dataDir: string;
  /** How often to try while another process leads, in milliseconds; default 1,000. */
  pollMs?: number;
  log: Log;
}

const sqliteBusy = 5;

/**
 * Creates the leadership of a data directory: the process that holds the lock on its `scheduler.lock`. The lock is
 * SQLite's, which the operating system lets go of when the process dies, however it dies; Node has no lock of files
 * of its own.
 *
 * @throws what the file system says where the data directory cannot be written.
 */
export function createLocalLeadership(config: LocalLeadershipConfig): Leadership {
  const { dataDir, log, pollMs = 1_000 } = config;
  mkdirSync(dataDir, { recursive: true });
  const lock = new DatabaseSync(join(dataDir, 'scheduler.lock'), { timeout: 0 });
  let isHeld = tryLock(lock);
  if (!isHeld) log.info({ dataDir }, 'another scheduler holds this data directory; this one waits its turn');
  const term = new AbortController();
  const lost = () => new MilepostError('leadership_lost', 'Another scheduler holds the data directory');
  const timer = setInterval(() => {
    if (isHeld) return;
    isHeld = tryLock(lock);
    if (isHeld) log.info({ dataDir }, 'the other scheduler is gone; this one takes over');
  }, pollMs);
  timer.unref();

  return {
    isLeading: () => isHeld,
    epoch() {
      if (!isHeld) throw lost();
      return undefined;
    },
    // The lock is held to the end of this process, or given up by it.
    term: () => (isHeld ? term.signal : AbortSignal.abort(lost())),
    close() {
      clearInterval(timer);
      isHeld = false;
      term.abort(lost());
      if (lock.isOpen) lock.close();
      return Promise.resolve();
    },
  };
}

function tryLock(lock: DatabaseSync): boolean {
  try {
    lock.exec('begin exclusive');
    return true;
  } catch (thrown) {
    if (isBusy(thrown)) return false;
    throw thrown;
  }
}

function isBusy(thrown: unknown): boolean {
  return (
    typeof thrown === 'object' && thrown !== null && 'errcode' in thrown && thrown.errcode === sqliteBusy
  );
}
