import { expect, test } from 'vitest';
import { createGate } from '../../../../warehouse/local/gate.ts';

const never = new AbortController().signal;

test('lets so many in at once, and the next in the order they came', async () => {
  const gate = createGate(1, 10);
  const order: string[] = [];
  const leave = await gate.enter(never);
  const waiting = ['a', 'b'].map(async (name) => {
    const out = await gate.enter(never);
    order.push(name);
    out?.();
  });
  expect(order).toEqual([]);
  leave?.();
  await Promise.all(waiting);
  expect(order).toEqual(['a', 'b']);
});

test('turns away when the queue is full', async () => {
  const gate = createGate(1, 1);
  const leave = await gate.enter(never);
  const second = gate.enter(never);
  expect(await gate.enter(never)).toBeUndefined();
  leave?.();
  expect(await second).toBeTypeOf('function');
});

test('forgets who gave up waiting, and counts a place given back twice once', async () => {
  const gate = createGate(1, 10);
  const stopped = new AbortController();
  const leave = await gate.enter(never);
  const given = gate.enter(stopped.signal);
  stopped.abort();
  expect(await given).toBeUndefined();
  leave?.();
  leave?.();
  const next = await gate.enter(never);
  expect(next).toBeTypeOf('function');
  const last = gate.enter(never);
  next?.();
  expect(await last).toBeTypeOf('function');
});
