import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { Listed } from './list-runs.ts';

/**
 * Keeps the answers to statements for as long as they can have no other one, see {@link Shown.versionOf}: who asks the same
 * again, or while it is being computed, has it without the engine. As long as nothing new is published, a page that is
 * opened again costs it one small look-up.
 */
export interface Answers {
  /**
   * Returns the answer that is kept, else what `ask` resolves to, which is then kept; a failure is not.
   *
   * @param version of what the statement reads beside rows of named runs.
   */
  read<Row>(listed: Listed, version: string, ask: () => Promise<Row[]>): Promise<Row[]>;
}

/** Characters of all answers that are kept, and of the largest of them. */
const most = { all: 32 * 1_024 * 1_024, one: 2 * 1_024 * 1_024 };

/** Creates an empty store. What is not asked for any more gives way first. */
export function createAnswers(): Answers {
  const kept = new LRUCache<string, string, () => Promise<string>>({
    maxSize: most.all,
    maxEntrySize: most.one,
    sizeCalculation: (text) => text.length,
    fetchMethod: async (_key, _stale, { context: ask }) => ask(),
  });
  return {
    read: async (listed, version, ask) => {
      // A hash, since the runs of a statement can be a thousand.
      const key = createHash('sha256')
        .update(JSON.stringify([version, listed.sql, listed.params]))
        .digest('base64');
      // Text, so that nobody changes what the next one gets.
      const text = await kept.fetch(key, { context: async () => JSON.stringify(await ask()) });
      return JSON.parse(text ?? '[]');
    },
  };
}
