import { describe, expect, test, vi } from 'vitest';
import type { BusMessage, ReceivedMessage } from '../../../../infra/bus/bus.ts';
import { createTestBus, withoutKafka, event, eventsBounds, uniquePrefix } from '../../../support/kafka.ts';

describe.skipIf(withoutKafka())('Kafka bus', () => {
  test('brings key, headers, bytes and tombstones as they were, and nothing is pending after', async () => {
    const bus = createTestBus(uniquePrefix());
    const published: BusMessage[] = [
      {
        topic: 'events',
        key: 'acme:ä1',
        value: Buffer.from([0, 255, 10]),
        headers: { schemaVersion: '1', x: 'é' },
      },
      { topic: 'reservations.changes', key: 'r1', value: Buffer.from('{}'), headers: {} },
      { topic: 'reservations.changes', key: 'r2', value: null, headers: { schemaVersion: '1' } },
      { topic: 'reservations.changes', key: 'r3', value: Buffer.alloc(0), headers: {} },
    ];
    await bus.publish(published);
    expect(await bus.pending('loader', ['events', 'reservations.changes', 'dead-letters'])).toEqual([
      { topic: 'events', messages: 1 },
      { topic: 'reservations.changes', messages: 3 },
      { topic: 'dead-letters', messages: 0 },
    ]);
    const received: ReceivedMessage[] = [];
    await bus.subscribe({
      ...eventsBounds,
      topics: ['events', 'reservations.changes'],
      handle: async (messages) => void received.push(...messages),
    });
    await vi.waitFor(() => expect(received).toHaveLength(4), 20_000);
    const plain = received.map(({ topic, key, value, headers }) => ({ topic, key, value, headers }));
    expect(plain).toEqual(expect.arrayContaining(published));
    await vi.waitFor(async () => {
      expect(await bus.pending('loader', ['events', 'reservations.changes'])).toEqual([
        { topic: 'events', messages: 0 },
        { topic: 'reservations.changes', messages: 0 },
      ]);
    }, 20_000);
  });

  test('places a key where every other Kafka client does, and keeps the order of its messages', async () => {
    const bus = createTestBus(uniquePrefix());
    // Hashes from the tests of Kafka's own Utils.murmur2.
    const hashes = { '21': -973932308, foobar: -790332482, 'a-little-bit-long-string': -985981536 };
    const keys = Object.keys(hashes);
    await Promise.all(
      Array.from({ length: 300 }, (_, number) =>
        bus.publish(keys.map((key) => event(key, `${key} ${number}`))),
      ),
    );
    const received: ReceivedMessage[] = [];
    await bus.subscribe({ ...eventsBounds, handle: async (messages) => void received.push(...messages) });
    await vi.waitFor(() => expect(received).toHaveLength(900), 20_000);
    for (const [key, hash] of Object.entries(hashes)) {
      const own = received.filter((message) => message.key === key);
      expect(new Set(own.map((message) => message.partition))).toEqual(new Set([(hash & 0x7fff_ffff) % 6]));
      expect(own.map((message) => String(message.value))).toEqual(
        Array.from({ length: 300 }, (_, number) => `${key} ${number}`),
      );
    }
  });

  test('merges all partitions into one call at a time, within its bounds and apart by minIntervalMs', async () => {
    const bus = createTestBus(uniquePrefix());
    await bus.publish(Array.from({ length: 500 }, (_, number) => event(`k${number}`, `${number}`)));
    const calls: { messages: readonly ReceivedMessage[]; startMs: number }[] = [];
    let running = 0;
    let mostRunning = 0;
    await bus.subscribe({
      ...eventsBounds,
      maxMessages: 200,
      minIntervalMs: 100,
      async handle(messages) {
        calls.push({ messages, startMs: performance.now() });
        running += 1;
        mostRunning = Math.max(mostRunning, running);
        await new Promise((resolve) => setImmediate(resolve));
        running -= 1;
      },
    });
    await vi.waitFor(() => expect(calls.flatMap((call) => call.messages)).toHaveLength(500), 20_000);
    expect(mostRunning).toBe(1);
    expect(calls.map((call) => call.messages.length)).toEqual([200, 200, 100]);
    const apart = calls.slice(1).map((call, index) => call.startMs - (calls[index]?.startMs ?? 0));
    expect(Math.min(...apart)).toBeGreaterThan(90);
    expect(new Set(calls.flatMap((call) => call.messages.map((message) => message.partition))).size).toBe(6);
  });

  test('brings the same messages again when handle rejects, and commits none of them before', async () => {
    const bus = createTestBus(uniquePrefix());
    await bus.publish([event('a', '1'), event('a', '2')]);
    const calls: string[][] = [];
    const pendingBefore: number[] = [];
    await bus.subscribe({
      ...eventsBounds,
      async handle(messages) {
        calls.push(messages.map((message) => String(message.value)));
        pendingBefore.push((await bus.pending('loader', ['events']))[0]?.messages ?? -1);
        if (calls.length < 3) throw new Error('warehouse away');
      },
    });
    await vi.waitFor(() => expect(pendingBefore).toHaveLength(3), 20_000);
    expect(calls).toEqual([
      ['1', '2'],
      ['1', '2'],
      ['1', '2'],
    ]);
    expect(pendingBefore).toEqual([2, 2, 2]);
    await vi.waitFor(async () => {
      expect(await bus.pending('loader', ['events'])).toEqual([{ topic: 'events', messages: 0 }]);
    }, 20_000);
  });

  test('close finishes and commits the running call and starts no other', async () => {
    const prefix = uniquePrefix();
    const bus = createTestBus(prefix);
    await bus.publish(Array.from({ length: 10 }, (_, number) => event('a', `${number}`)));
    const started = Promise.withResolvers<void>();
    const finish = Promise.withResolvers<void>();
    const seen: string[] = [];
    const subscription = await bus.subscribe({
      ...eventsBounds,
      maxMessages: 3,
      async handle(messages) {
        seen.push(...messages.map((message) => String(message.value)));
        started.resolve();
        await finish.promise;
      },
    });
    await started.promise;
    const closed = subscription.close();
    finish.resolve();
    await closed;
    expect(seen).toEqual(['0', '1', '2']);
    expect(await bus.pending('loader', ['events'])).toEqual([{ topic: 'events', messages: 7 }]);
  });

  test('refuses what is over its bounds: a full buffer retryably, a message no broker takes for good', async () => {
    const bus = createTestBus(uniquePrefix(), { maxBufferBytes: 1_000 });
    const first = bus.publish([event('a', 'x'.repeat(900))]);
    await expect(bus.publish([event('a', 'y'.repeat(900))])).rejects.toMatchObject({
      code: 'bus_overloaded',
      retryable: true,
    });
    await first;
    await expect(bus.publish([event('a', 'z'.repeat(1_000_000))])).rejects.toMatchObject({
      code: 'bus_message_too_large',
      retryable: false,
    });
    await bus.publish(Array.from({ length: 5 }, () => event('a', 'w'.repeat(900_000))));
    expect(await bus.pending('loader', ['events'])).toEqual([{ topic: 'events', messages: 6 }]);
  });
});
