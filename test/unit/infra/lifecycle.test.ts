import { EventEmitter } from 'node:events';
import { expect, test, vi } from 'vitest';
import { createLifecycle, onSignals } from '../../../infra/lifecycle.ts';
import { createSilentLog } from '../../../infra/log.ts';

const log = createSilentLog();

test('closes what was opened last first, one after the other', async () => {
  const lifecycle = createLifecycle({ boundMs: 1_000, log });
  const order: string[] = [];
  for (const name of ['engine', 'warehouse', 'server']) {
    lifecycle.add(name, async () => {
      order.push(`${name} begins`);
      await Promise.resolve();
      order.push(`${name} ends`);
    });
  }
  await expect(lifecycle.close()).resolves.toBe(true);
  expect(order).toEqual(
    ['server', 'warehouse', 'engine'].flatMap((name) => [`${name} begins`, `${name} ends`]),
  );
});

test('closes the rest where one fails, and says so', async () => {
  const lifecycle = createLifecycle({ boundMs: 1_000, log });
  const close = vi.fn<() => Promise<void>>(() => Promise.resolve());
  lifecycle.add('engine', close);
  lifecycle.add('server', () => Promise.reject(new Error('stuck')));
  await expect(lifecycle.close()).resolves.toBe(false);
  expect(close).toHaveBeenCalledOnce();
});

test('gives up when its time is over', async () => {
  const lifecycle = createLifecycle({ boundMs: 5, log });
  lifecycle.add('server', () => Promise.withResolvers<void>().promise);
  await expect(lifecycle.close()).resolves.toBe(false);
});

test('a first signal closes, a second one leaves at once', async () => {
  const lifecycle = createLifecycle({ boundMs: 1_000, log });
  const { promise, resolve } = Promise.withResolvers<void>();
  lifecycle.add('server', () => promise);
  const emitter = new EventEmitter();
  const exits: number[] = [];
  onSignals(emitter, lifecycle, (code) => exits.push(code));
  emitter.emit('SIGTERM');
  expect(exits).toEqual([]);
  emitter.emit('SIGINT');
  expect(exits).toEqual([130]);
  resolve();
  await vi.waitFor(() => expect(exits).toEqual([130, 0]), { interval: 1 });
});
