import { describe, expect, test } from 'vitest';
import { createGather } from '../../../../infra/bus/gather.ts';

const config = { maxItems: 2, maxBytes: 100, minIntervalMs: 0, sizeOf: (item: string) => item.length };

describe('gather', () => {
  test('what is aborted before its turn is never handed over, and its bytes are free again', async () => {
    const calls: (readonly string[])[] = [];
    const first = Promise.withResolvers<void>();
    const started = Promise.withResolvers<void>();
    const gather = createGather<string>(config, async (items) => {
      calls.push(items);
      started.resolve();
      await first.promise;
    });
    const running = gather.add(['aa']);
    await started.promise;
    const controller = new AbortController();
    const late = gather.add(['bb', 'cc'], controller.signal);
    const next = gather.add(['dd']);
    expect(gather.pendingBytes()).toBe(8);
    const reason = new Error('late');
    controller.abort(reason);
    await expect(late).rejects.toBe(reason);
    expect(gather.pendingBytes()).toBe(4);
    expect(gather.pendingItems()).toEqual(['aa', 'dd']);
    first.resolve();
    await Promise.all([running, next, gather.drain()]);
    expect(calls).toEqual([['aa'], ['dd']]);
    expect(gather.pendingBytes()).toBe(0);
  });

  test('a call that rejects leaves out what its adders have not handed over yet', async () => {
    const calls: (readonly string[])[] = [];
    const reason = new Error('refused');
    const gather = createGather<string>(config, async (items) => {
      calls.push(items);
      if (items.includes('b')) throw reason;
    });
    const split = gather.add(['a', 'b', 'c']);
    const other = gather.add(['d']);
    await expect(split).rejects.toBe(reason);
    await other;
    expect(calls).toEqual([['a', 'b'], ['d']]);
  });

  test('nothing added is answered at once, and draining an idle gatherer too', async () => {
    const gather = createGather<string>(config, () => Promise.reject(new Error('not called')));
    await expect(gather.add([])).resolves.toBeUndefined();
    await expect(gather.drain()).resolves.toBeUndefined();
  });
});
