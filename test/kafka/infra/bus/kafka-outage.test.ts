import { describe, expect, test, vi } from 'vitest';
import { createTestBus, withoutOwnKafka, event, eventsBounds, uniquePrefix } from '../../../support/kafka.ts';
import { freePort } from '../../../support/kafka/running.ts';
import { wayToStartKafka } from '../../../support/kafka/start.ts';

const unavailable = { code: 'bus_unavailable', retryable: true };

test('a broker that is not there: every call says so in bounded time', async () => {
  const bus = createTestBus(uniquePrefix(), {
    brokers: [`localhost:${await freePort()}`],
    requestTimeoutMs: 3_000,
  });
  const startMs = performance.now();
  await expect(bus.check()).rejects.toMatchObject(unavailable);
  await expect(bus.publish([event('a', '1')])).rejects.toMatchObject(unavailable);
  await expect(bus.pending('loader', ['events'])).rejects.toMatchObject(unavailable);
  await expect(bus.subscribe({ ...eventsBounds, handle: async () => undefined })).rejects.toMatchObject(
    unavailable,
  );
  expect(performance.now() - startMs).toBeLessThan(4 * 3_500);
});

describe.skipIf(withoutOwnKafka())('Kafka outage', () => {
  test('a broker killed in the middle: publish rejects retryably, and all recovers with it', async () => {
    const start = await wayToStartKafka();
    if (start === undefined) throw new Error('The setup said that a broker can be started');
    let kafka = await start();
    try {
      const crashes: Error[] = [];
      const bus = createTestBus(uniquePrefix(), {
        brokers: kafka.brokers,
        requestTimeoutMs: 3_000,
        onCrash: (error) => crashes.push(error),
      });
      const seen = new Set<string>();
      await bus.subscribe({
        ...eventsBounds,
        handle: async (messages) => messages.forEach((message) => seen.add(String(message.value))),
      });
      await bus.publish([event('a', 'before')]);
      await vi.waitFor(() => expect([...seen]).toEqual(['before']), 20_000);

      await kafka.kill();
      const startMs = performance.now();
      await expect(bus.publish([event('a', 'lost')])).rejects.toMatchObject(unavailable);
      await expect(bus.check()).rejects.toMatchObject(unavailable);
      expect(performance.now() - startMs).toBeLessThan(7_000);

      kafka = await kafka.restart();
      await vi.waitFor(() => bus.check(), 30_000);
      await vi.waitFor(() => bus.publish([event('a', 'after')]), 30_000);
      await vi.waitFor(() => expect([...seen]).toContain('after'), 60_000);
      expect(crashes).toEqual([]);
      await bus.close();
    } finally {
      await kafka.stop();
    }
  });
});
