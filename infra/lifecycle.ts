import type { EventEmitter } from 'node:events';
import { messageOf } from './errors.ts';
import type { Log } from './log.ts';

export interface LifecycleConfig {
  /** How long everything together may take to close, in milliseconds. */
  boundMs: number;
  log: Log;
}

/** Closes what a process has opened, last opened first: what uses is closed before what is used. */
export interface Lifecycle {
  /** Has `close` called when the process ends. `name` is for the log. */
  add(name: string, close: () => Promise<void>): void;
  /** Closes everything once; resolves false when something failed or was not done within the bound. Never throws. */
  close(): Promise<boolean>;
  readonly isClosing: boolean;
}

interface Part {
  name: string;
  close: () => Promise<void>;
}

/**
 * Creates the lifecycle of a process.
 *
 * @example
 * lifecycle.add('engine', () => engine.close());
 * lifecycle.add('server', () => server.close()); // closed before the engine
 * onSignals(process, lifecycle, (code) => process.exit(code));
 */
export function createLifecycle({ boundMs, log }: LifecycleConfig): Lifecycle {
  const parts: Part[] = [];
  let closing: Promise<boolean> | undefined;

  async function closeAll(): Promise<boolean> {
    let isClean = true;
    for (let part = parts.pop(); part !== undefined; part = parts.pop()) {
      const startedAt = performance.now();
      try {
        await part.close();
        log.debug({ part: part.name, elapsedMs: Math.round(performance.now() - startedAt) }, 'closed');
      } catch (thrown) {
        isClean = false;
        log.error({ part: part.name, err: thrown }, `could not be closed: ${messageOf(thrown)}`);
      }
    }
    return isClean;
  }

  async function closeInTime(): Promise<boolean> {
    const { promise: late, resolve } = Promise.withResolvers<boolean>();
    const timer = setTimeout(() => {
      log.error({ boundMs }, 'not everything could be closed in time');
      resolve(false);
    }, boundMs);
    try {
      return await Promise.race([closeAll(), late]);
    } finally {
      clearTimeout(timer);
    }
  }

  return {
    add(name, close) {
      parts.push({ name, close });
    },
    close() {
      closing ??= closeInTime();
      return closing;
    },
    get isClosing() {
      return closing !== undefined;
    },
  };
}

/**
 * Ends the process on SIGINT and SIGTERM: the first closes everything and exits with 0 (1 when something could
 * not be closed), a second one exits at once with 128 + the signal's number.
 */
export function onSignals(emitter: EventEmitter, lifecycle: Lifecycle, exit: (code: number) => void): void {
  for (const [signal, code] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const) {
    emitter.on(signal, () => {
      if (lifecycle.isClosing) exit(code);
      else void lifecycle.close().then((isClean) => exit(isClean ? 0 : 1));
    });
  }
}
