import { expect, test } from 'vitest';
import { MilepostError } from '../../../../infra/errors.ts';
import { createKeyCache } from '../../../../warehouse/repositories/key-cache.ts';

function createCache(read: (key: string) => string | undefined, maxKeys = 10) {
  const state = { time: 0, reads: 0 };
  const cache = createKeyCache({ ttlMs: 100, maxKeys }, { now: () => state.time }, (key) => {
    state.reads += 1;
    return new Promise((resolve) => resolve(read(key)));
  });
  return { cache, state };
}

test('asks once for a key until its time is over, also for one that is unknown', async () => {
  const { cache, state } = createCache((key) => (key === 'known' ? 'acme' : undefined));
  await cache.get('known');
  await cache.get('unknown');
  expect([await cache.get('known'), await cache.get('unknown'), state.reads]).toEqual(['acme', undefined, 2]);
  state.time = 100;
  await cache.get('known');
  expect(state.reads).toBe(3);
});

test('asks once for many at the same time', async () => {
  const { cache, state } = createCache(() => 'acme');
  await Promise.all(Array.from({ length: 50 }, () => cache.get('known')));
  expect(state.reads).toBe(1);
});

test('made-up keys never push out known ones', async () => {
  const { cache, state } = createCache((key) => (key === 'known' ? 'acme' : undefined), 3);
  await cache.get('known');
  for (let number = 0; number < 10; number += 1) await cache.get(`made-up-${number}`);
  state.reads = 0;
  await cache.get('known');
  expect(state.reads).toBe(0);
});

test('the oldest goes where there are too many', async () => {
  const { cache, state } = createCache(() => 'acme', 2);
  for (const key of ['a', 'b', 'c']) await cache.get(key);
  state.reads = 0;
  await cache.get('c');
  await cache.get('b');
  expect(state.reads).toBe(0);
  await cache.get('a');
  expect(state.reads).toBe(1);
});

test('what was last known counts while the warehouse does not answer, and only then', async () => {
  let failure: Error | undefined;
  const { cache, state } = createCache(() => {
    if (failure !== undefined) throw failure;
    return 'acme';
  });
  await cache.get('known');
  state.time = 1_000;
  failure = new MilepostError('warehouse_unavailable', 'gone', { retryable: true });
  await expect(cache.get('known')).resolves.toBe('acme');
  await expect(cache.get('other')).rejects.toBe(failure);
  failure = new MilepostError('warehouse_failed', 'wrong');
  await expect(cache.get('known')).rejects.toBe(failure);
});
