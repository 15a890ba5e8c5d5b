import { fork, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { AssignerProtocol, Kafka, logLevel, PartitionAssigners, type GroupState } from 'kafkajs';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import type { Bus, Subscription } from '../../../../infra/bus/bus.ts';
import {
  createTestBus,
  withoutKafka,
  event,
  eventsBounds,
  kafkaBrokers,
  uniquePrefix,
} from '../../../support/kafka.ts';

const script = join(import.meta.dirname, '../../../support/kafka/consumer-process.ts');

function forkConsumer(topicPrefix: string): ChildProcess {
  const child = fork(script, [kafkaBrokers().join(','), topicPrefix]);
  onTestFinished(() => void child.kill('SIGKILL'));
  return child;
}

const nextMessage = (child: ChildProcess) => new Promise((resolve) => child.once('message', resolve));

async function untilNothingPending(bus: Bus): Promise<void> {
  await vi.waitFor(async () => {
    expect(await bus.pending('loader', ['events'])).toEqual([{ topic: 'events', messages: 0 }]);
  }, 30_000);
}

function protocol({ topics }: { topics: string[] }): GroupState {
  return {
    name: 'Own',
    metadata: AssignerProtocol.MemberMetadata.encode({ version: 1, topics, userData: Buffer.alloc(0) }),
  };
}

/** Subscribes with a handle that takes its time and counts each value. */
function take(bus: Bus, into: Map<string, number>): Promise<Subscription> {
  return bus.subscribe({
    ...eventsBounds,
    minIntervalMs: 20,
    async handle(messages) {
      await new Promise((resolve) => setTimeout(resolve, 10));
      for (const message of messages) {
        const value = String(message.value);
        into.set(value, (into.get(value) ?? 0) + 1);
      }
    },
  });
}

describe.skipIf(withoutKafka())('Kafka consumer group', () => {
  test('a consumer killed in the middle of handle: its messages come again', async () => {
    const prefix = uniquePrefix();
    const bus = createTestBus(prefix);
    await bus.publish([event('a', '1'), event('a', '2')]);
    const child = forkConsumer(prefix);
    expect(await nextMessage(child)).toEqual(['1']);
    child.kill('SIGKILL');
    expect(await bus.pending('loader', ['events'])).toEqual([{ topic: 'events', messages: 2 }]);
    const seen: string[] = [];
    await bus.subscribe({
      ...eventsBounds,
      handle: async (messages) => void seen.push(...messages.map((message) => String(message.value))),
    });
    await vi.waitFor(() => expect(seen).toEqual(['1', '2']), 30_000);
    await untilNothingPending(bus);
  });

  test('a consumer that lost its partitions while it handled commits nothing for them', async () => {
    const prefix = uniquePrefix();
    const bus = createTestBus(prefix);
    await bus.publish([event('a', '1'), event('a', '2'), event('a', '3')]);
    const child = forkConsumer(prefix);
    expect(await nextMessage(child)).toEqual(['1']);
    child.kill('SIGSTOP');
    const seen: string[] = [];
    const subscription = await bus.subscribe({
      ...eventsBounds,
      handle: async (messages) => void seen.push(...messages.map((message) => String(message.value))),
    });
    await vi.waitFor(() => expect(seen).toEqual(['1', '2', '3']), 30_000);
    await untilNothingPending(bus);
    // It wakes up, ends its call and finds that it is no member any more. A commit of 1 would bring 2 and 3 back.
    child.kill('SIGCONT');
    child.send('finish');
    await subscription.close();
    await bus.publish([event('a', '4')]);
    expect(await nextMessage(child)).toEqual(['4']);
    expect(await bus.pending('loader', ['events'])).toEqual([{ topic: 'events', messages: 1 }]);
  });

  test('two consumers share the partitions; joining and leaving while messages flow loses none', async () => {
    const prefix = uniquePrefix();
    const bus = createTestBus(prefix);
    const published: string[] = [];
    const seen = { first: new Map<string, number>(), second: new Map<string, number>() };
    const flow = new AbortController();
    const flowed = (async () => {
      for (let number = 0; !flow.signal.aborted; number += 1) {
        await bus.publish([event(`k${number}`, `${number}`)]);
        published.push(`${number}`);
      }
    })();
    const first = await take(bus, seen.first);
    await vi.waitFor(() => expect(seen.first.size).toBeGreaterThan(0), 20_000);
    const other = createTestBus(prefix);
    const second = await take(other, seen.second);
    await vi.waitFor(() => expect(seen.second.size).toBeGreaterThan(100), 30_000);
    await first.close();
    flow.abort();
    await flowed;
    await untilNothingPending(bus);
    const all = new Set([...seen.first.keys(), ...seen.second.keys()]);
    expect(published.filter((value) => !all.has(value))).toEqual([]);
    // Drained before they were given up: nothing was handled twice either.
    const counts = [...seen.first.values(), ...seen.second.values()];
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(published.length);
    await second.close();
  });

  test('a consumer that the group refuses for good calls onCrash, so that the process can leave', async () => {
    const prefix = uniquePrefix();
    const crash = Promise.withResolvers<Error>();
    const bus = createTestBus(prefix, { onCrash: crash.resolve });
    await bus.check();
    // A member that knows only an assigner of its own makes the group refuse everybody else.
    const stranger = new Kafka({ brokers: kafkaBrokers(), logLevel: logLevel.NOTHING }).consumer({
      groupId: `${prefix}loader`,
      partitionAssigners: [(config) => ({ ...PartitionAssigners.roundRobin(config), name: 'Own', protocol })],
    });
    onTestFinished(() => stranger.disconnect());
    const joined = new Promise((resolve) => stranger.on(stranger.events.GROUP_JOIN, resolve));
    await stranger.connect();
    await stranger.subscribe({ topics: [`${prefix}events`] });
    await stranger.run({ eachMessage: () => Promise.resolve() });
    await joined;
    await bus.subscribe({ ...eventsBounds, handle: () => Promise.resolve() });
    expect((await crash.promise).message).toMatch(/protocol/i);
  });
});
