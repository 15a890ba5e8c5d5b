import { describe, expect, test, vi } from 'vitest';
import type { ReceivedMessage } from '../../../../infra/bus/bus.ts';
import { createKafkaConsumer, type FetchedBatch } from '../../../../infra/bus/kafka-consumer.ts';
import { createSilentLog } from '../../../../infra/log.ts';

/** A batch as kafkajs would hand it over, noting what is committed and resolved. */
function createBatch(partition: number, offsets: number[]) {
  const committed: string[] = [];
  const resolved: string[] = [];
  const batch: FetchedBatch = {
    batch: {
      topic: 'm.events',
      partition,
      messages: offsets.map((offset) => ({
        key: Buffer.from('k'),
        value: Buffer.from(String(offset)),
        timestamp: '0',
        attributes: 0,
        offset: String(offset),
        headers: {},
      })),
    },
    heartbeat: () => Promise.resolve(),
    resolveOffset: (offset) => void resolved.push(offset),
    async commitOffsetsIfNecessary(next) {
      for (const { topic, partitions } of next?.topics ?? []) {
        for (const each of partitions) committed.push(`${topic}/${each.partition}:${each.offset}`);
      }
    },
  };
  return { batch, committed, resolved };
}

function createConsumer(handle: (messages: readonly ReceivedMessage[]) => Promise<void>) {
  return createKafkaConsumer({
    options: { group: 'g', topics: ['events'], maxMessages: 100, maxBytes: 1e6, minIntervalMs: 0, handle },
    topicPrefix: 'm.',
    heartbeatIntervalMs: 5,
    log: createSilentLog(),
  });
}

/** A handle that the test ends. */
function createGate() {
  const finish = Promise.withResolvers<void>();
  const started = Promise.withResolvers<void>();
  const calls: string[][] = [];
  return {
    calls,
    started: started.promise,
    finish,
    handle(messages: readonly ReceivedMessage[]) {
      calls.push(messages.map((message) => `${message.partition}:${message.offset}`));
      started.resolve();
      return finish.promise;
    },
  };
}

describe('Kafka consumer', () => {
  test('partitions fetched together are one call and one commit, made only after the call', async () => {
    const gate = createGate();
    const consumer = createConsumer((messages) => gate.handle(messages));
    consumer.joined();
    const one = createBatch(0, [4, 5]);
    const two = createBatch(1, [7]);
    const done = Promise.all([consumer.eachBatch(one.batch), consumer.eachBatch(two.batch)]);
    await gate.started;
    expect([...one.committed, ...two.committed]).toEqual([]);
    gate.finish.resolve();
    await done;
    expect(gate.calls).toEqual([['0:4', '0:5', '1:7']]);
    expect([...one.committed, ...two.committed]).toEqual(['m.events/0:6', 'm.events/1:8']);
    expect([one.resolved, two.resolved]).toEqual([['5'], ['7']]);
  });

  test('a group joined anew in the middle: the call ends, but nothing of the old membership is committed', async () => {
    const gate = createGate();
    const consumer = createConsumer((messages) => gate.handle(messages));
    consumer.joined();
    const fetched = createBatch(0, [4]);
    const done = consumer.eachBatch(fetched.batch);
    await gate.started;
    consumer.joined();
    gate.finish.resolve();
    await done;
    expect([fetched.committed, fetched.resolved]).toEqual([[], []]);
  });

  test('a heartbeat that tells of a rebalance: the running call is committed, the next is given back', async () => {
    const gate = createGate();
    const consumer = createConsumer((messages) => gate.handle(messages));
    consumer.joined();
    const first = createBatch(0, [4]);
    const rebalancing = new Error('rebalance');
    const heartbeat = vi.fn<() => Promise<void>>(() => Promise.reject(rebalancing));
    const running = consumer.eachBatch({ ...first.batch, heartbeat });
    await gate.started;
    const second = createBatch(1, [7]);
    const waiting = consumer.eachBatch(second.batch);
    await vi.waitFor(() => expect(heartbeat).toHaveBeenCalled());
    gate.finish.resolve();
    await expect(waiting).rejects.toBe(rebalancing);
    await running.catch(() => undefined);
    expect(first.committed).toEqual(['m.events/0:5']);
    expect(second.committed).toEqual([]);
    expect(gate.calls).toEqual([['0:4']]);
  });

  test('a commit that is refused reaches kafkajs, which then joins anew, and moves no position', async () => {
    const consumer = createConsumer(() => Promise.resolve());
    consumer.joined();
    const fetched = createBatch(0, [4]);
    const refused = new Error('illegal generation');
    const commitOffsetsIfNecessary = () => Promise.reject(refused);
    await expect(consumer.eachBatch({ ...fetched.batch, commitOffsetsIfNecessary })).rejects.toBe(refused);
    expect(fetched.resolved).toEqual([]);
  });

  test('stop ends the waiting for another try and takes nothing more', async () => {
    const failed = Promise.withResolvers<void>();
    const consumer = createConsumer(() => {
      failed.resolve();
      return Promise.reject(new Error('warehouse away'));
    });
    consumer.joined();
    const fetched = createBatch(0, [4]);
    const done = consumer.eachBatch(fetched.batch);
    await failed.promise;
    consumer.stop();
    await done;
    await consumer.eachBatch(createBatch(1, [7]).batch);
    expect([fetched.committed, fetched.resolved]).toEqual([[], []]);
  });
});
