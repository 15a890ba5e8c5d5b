import * as fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import type { Bus, BusMessage, ReceivedMessage, SubscribeOptions, Topic } from '../../../../infra/bus/bus.ts';
import { createLocalBus } from '../../../../infra/bus/local.ts';
import { createSilentLog } from '../../../../infra/log.ts';

const message = (value: string, topic: Topic = 'events'): BusMessage => ({
  topic,
  key: 'acme:a1',
  value: Buffer.from(value),
  headers: { schemaVersion: '1' },
});

const createBus = (maxBufferBytes = 1_000_000): Bus =>
  createLocalBus({ maxBufferBytes, log: createSilentLog() });

const bounds = {
  group: 'loader',
  topics: ['events'],
  maxMessages: 1000,
  maxBytes: 1_000_000,
  minIntervalMs: 0,
} as const;

/** A subscriber whose calls wait until the test lets them end. */
function createGate() {
  const calls: { messages: readonly ReceivedMessage[]; end(): void; fail(reason: Error): void }[] = [];
  const handle: SubscribeOptions['handle'] = (messages) =>
    new Promise((resolve, reject) => calls.push({ messages, end: resolve, fail: reject }));
  const values = () => calls.map((call) => call.messages.map((each) => String(each.value)));
  const call = async (index: number) => {
    await vi.waitFor(() => expect(calls.length).toBeGreaterThan(index), { interval: 1 });
    const found = calls[index];
    if (found === undefined) throw new Error(`no call ${index}`);
    return found;
  };
  return { handle, call, values };
}

describe('local bus', () => {
  test('answers a publish only after its messages were handled, with key, headers and bytes as they were', async () => {
    const bus = createBus();
    const gate = createGate();
    await bus.subscribe({ ...bounds, handle: gate.handle });
    let answered = false;
    const published = bus
      .publish([message('a'), { topic: 'events', key: 'k', value: null, headers: {} }])
      .then(() => (answered = true));
    const call = await gate.call(0);
    expect(answered).toBe(false);
    expect(call.messages).toEqual([
      { ...message('a'), partition: 0, offset: '0' },
      { topic: 'events', key: 'k', value: null, headers: {}, partition: 0, offset: '1' },
    ]);
    call.end();
    await published;
    expect(answered).toBe(true);
  });

  test('gathers what is published while one call runs into the next one, and runs one call at a time', async () => {
    const bus = createBus();
    const gate = createGate();
    await bus.subscribe({ ...bounds, handle: gate.handle });
    const first = bus.publish([message('a')]);
    const running = await gate.call(0);
    const others = ['b', 'c', 'd'].map((value) => bus.publish([message(value)]));
    expect(await bus.pending('loader', ['events', 'dead-letters'])).toEqual([
      { topic: 'events', messages: 4 },
      { topic: 'dead-letters', messages: 0 },
    ]);
    running.end();
    await first;
    (await gate.call(1)).end();
    await Promise.all(others);
    expect(gate.values()).toEqual([['a'], ['b', 'c', 'd']]);
    expect(await bus.pending('loader', ['events'])).toEqual([{ topic: 'events', messages: 0 }]);
  });

  const splits: { why: string; bounds: Partial<SubscribeOptions>; expected: string[][] }[] = [
    {
      why: 'at most maxMessages',
      bounds: { maxMessages: 2 },
      expected: [['aaaa', 'bbbb'], ['cccc', 'dddd'], ['e']],
    },
    {
      why: 'at most maxBytes',
      bounds: { maxBytes: 12 },
      expected: [
        ['aaaa', 'bbbb', 'cccc'],
        ['dddd', 'e'],
      ],
    },
    {
      why: 'a larger message alone',
      bounds: { maxBytes: 1 },
      expected: [['aaaa'], ['bbbb'], ['cccc'], ['dddd'], ['e']],
    },
  ];
  test.each(splits)('hands over $why', async ({ bounds: some, expected }) => {
    const bus = createBus();
    const calls: string[][] = [];
    await bus.subscribe({
      ...bounds,
      ...some,
      handle: async (messages) => void calls.push(messages.map((each) => String(each.value))),
    });
    await Promise.all([
      bus.publish([message('aaaa'), message('bbbb'), message('cccc')]),
      bus.publish([message('dddd'), message('e')]),
    ]);
    expect(calls).toEqual(expected);
  });

  test('starts at once when idle, and the next call no sooner than minIntervalMs after it', async () => {
    const bus = createBus();
    const starts: number[] = [];
    await bus.subscribe({
      ...bounds,
      minIntervalMs: 300,
      handle: async () => void starts.push(performance.now()),
    });
    const before = performance.now();
    await bus.publish([message('a')]);
    expect(performance.now() - before).toBeLessThan(200);
    await bus.publish([message('b')]);
    // The interval counts from just before the call, so that what the call itself sees varies a little.
    expect((starts[1] ?? 0) - (starts[0] ?? 0)).toBeGreaterThan(280);
  });

  test('refuses over maxBufferBytes, retryably, and takes messages again when they have been handled', async () => {
    const bus = createBus(1000);
    const gate = createGate();
    await bus.subscribe({ ...bounds, handle: gate.handle });
    const first = bus.publish([message('x'.repeat(700))]);
    await expect(bus.publish([message('y'.repeat(700))])).rejects.toMatchObject({
      code: 'bus_overloaded',
      retryable: true,
    });
    (await gate.call(0)).end();
    await first;
    const larger = bus.publish([message('z'.repeat(5000))]);
    (await gate.call(1)).end();
    await larger;
  });

  test('a rejected handle rejects exactly its publishers, with the cause, and delivers nothing again', async () => {
    const bus = createBus();
    const gate = createGate();
    await bus.subscribe({ ...bounds, handle: gate.handle });
    const reason = new Error('disk full');
    const first = bus.publish([message('a')]);
    const call = await gate.call(0);
    const second = bus.publish([message('b')]);
    call.fail(reason);
    await expect(first).rejects.toMatchObject({ code: 'bus_unavailable', retryable: true, cause: reason });
    (await gate.call(1)).end();
    await second;
    expect(gate.values()).toEqual([['a'], ['b']]);
  });

  test.each(['events', 'reservations.changes'] as const)(
    '%s without a subscriber is unavailable',
    async (topic) => {
      await expect(createBus().publish([message('a', topic)])).rejects.toMatchObject({
        code: 'bus_unavailable',
        retryable: true,
      });
    },
  );

  test.each(['reservations.state', 'dead-letters'] as const)(
    '%s without a subscriber is dropped',
    async (topic) => {
      await expect(createBus().publish([message('a', topic)])).resolves.toBeUndefined();
    },
  );

  test('a full buffer does not refuse what is dropped anyway, not even from within handle', async () => {
    const bus = createBus(100);
    await bus.subscribe({
      ...bounds,
      handle: () => bus.publish([message('x'.repeat(500), 'reservations.state')]),
    });
    await expect(bus.publish([message('a'.repeat(90))])).resolves.toBeUndefined();
  });

  test('hands each topic to the groups that take it', async () => {
    const bus = createBus();
    const seen: string[] = [];
    const note = (group: string, topics: Topic[]) =>
      bus.subscribe({
        ...bounds,
        group,
        topics,
        handle: async (messages) =>
          void seen.push(...messages.map((each) => `${group} ${String(each.value)}`)),
      });
    await note('loader', ['events', 'reservations.changes']);
    await note('mirror', ['events']);
    await bus.publish([message('a'), message('b', 'reservations.changes')]);
    expect(seen.toSorted()).toEqual(['loader a', 'loader b', 'mirror a']);
  });

  test('close waits for what was published, then refuses', async () => {
    const bus = createBus();
    const gate = createGate();
    const subscription = await bus.subscribe({ ...bounds, handle: gate.handle });
    const published = bus.publish([message('a')]);
    const closed = bus.close();
    await expect(bus.publish([message('b')])).rejects.toMatchObject({ code: 'bus_unavailable' });
    await expect(bus.check()).rejects.toMatchObject({ code: 'bus_unavailable' });
    (await gate.call(0)).end();
    await Promise.all([published, closed, subscription.close()]);
    expect(gate.values()).toEqual([['a']]);
  });

  test('whatever fails: what was acknowledged was handled before, and each publish keeps its order', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ size: fc.integer({ min: 0, max: 6 }), turns: fc.integer({ min: 0, max: 3 }) })),
        fc.infiniteStream(fc.boolean()),
        fc.record({ maxMessages: fc.integer({ min: 1, max: 5 }), maxBytes: fc.integer({ min: 1, max: 40 }) }),
        async (publishes, failures, some) => {
          const bus = createBus(2000);
          const handled: string[] = [];
          let running = 0;
          await bus.subscribe({
            ...bounds,
            ...some,
            async handle(messages) {
              running += 1;
              expect(running).toBe(1);
              expect(messages.length).toBeLessThanOrEqual(some.maxMessages);
              await new Promise((resolve) => setImmediate(resolve));
              running -= 1;
              if (failures.next().value === true) throw new Error('refused');
              handled.push(...messages.map((each) => String(each.value)));
            },
          });
          await Promise.all(
            publishes.map(async ({ size, turns }, number) => {
              for (let turn = 0; turn < turns; turn += 1)
                await new Promise((resolve) => setImmediate(resolve));
              const values = Array.from({ length: size }, (_, index) => `${number}.${index}`);
              const acknowledged = await bus.publish(values.map((value) => message(value))).then(
                () => true,
                () => false,
              );
              const seen = handled.filter((value) => value.startsWith(`${number}.`));
              // Refused in a later part, its earlier parts may have been handled: at least once, in order.
              expect(seen).toEqual(values.slice(0, acknowledged ? values.length : seen.length));
            }),
          );
          expect(await bus.pending('loader', ['events'])).toEqual([{ topic: 'events', messages: 0 }]);
        },
      ),
      { numRuns: 200 },
    );
  });
});
