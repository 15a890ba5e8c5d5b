import type { Clock } from '../../infra/clock.ts';
import { MilepostError } from '../../infra/errors.ts';

export interface KeyCacheConfig {
  /** How long an answer counts, in milliseconds. */
  ttlMs: number;
  /** Most keys remembered; as many known as unknown ones, so that made-up keys never push out real ones. */
  maxKeys: number;
}

export interface KeyCache {
  get(key: string): Promise<string | undefined>;
  forget(key: string): void;
}

interface Entry {
  value: string | undefined;
  readAt: number;
}

/** Remembers what `read` answered, absences too. When `read` fails in passing, an answer that is too old counts again. */
export function createKeyCache(
  config: KeyCacheConfig,
  clock: Clock,
  read: (key: string) => Promise<string | undefined>,
): KeyCache {
  const known = new Map<string, Entry>();
  const unknown = new Map<string, Entry>();
  const underWay = new Map<string, Promise<string | undefined>>();

  function remember(key: string, value: string | undefined): void {
    known.delete(key);
    unknown.delete(key);
    const entries = value === undefined ? unknown : known;
    entries.set(key, { value, readAt: clock.now() });
    const [oldest] = entries.keys();
    if (entries.size > config.maxKeys && oldest !== undefined) entries.delete(oldest);
  }

  async function refresh(key: string, old: Entry | undefined): Promise<string | undefined> {
    try {
      const value = await read(key);
      remember(key, value);
      return value;
    } catch (thrown) {
      if (old?.value !== undefined && thrown instanceof MilepostError && thrown.retryable) return old.value;
      throw thrown;
    } finally {
      underWay.delete(key);
    }
  }

  return {
    get(key) {
      const entry = known.get(key) ?? unknown.get(key);
      if (entry !== undefined && clock.now() - entry.readAt < config.ttlMs)
        return Promise.resolve(entry.value);
      const reading = underWay.get(key) ?? refresh(key, entry);
      underWay.set(key, reading);
      return reading;
    },
    forget(key) {
      known.delete(key);
      unknown.delete(key);
    },
  };
}
