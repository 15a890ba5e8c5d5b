import { randomUUID } from 'node:crypto';
import { inject, onTestFinished } from 'vitest';
import type { Bus, BusMessage, Topic } from '../../infra/bus/bus.ts';
import { createKafkaBus, type KafkaBusConfig } from '../../infra/bus/kafka.ts';
import { createSilentLog } from '../../infra/log.ts';

/** Returns the brokers of this run. */
export function kafkaBrokers(): string[] {
  return inject('kafkaBrokers');
}

/** True when tests that need Kafka are left out, which the setup has said aloud. */
export function withoutKafka(): boolean {
  return kafkaBrokers().length === 0;
}

/** True when tests that start and kill a broker of their own are left out, which the setup has said aloud. */
export function withoutOwnKafka(): boolean {
  return !inject('kafkaCanStart');
}

/** Returns a prefix that gives a test topics and groups of its own. */
export function uniquePrefix(): string {
  return `test-${randomUUID()}.`;
}

/** Creates a bus that closes itself with the test. */
export function createTestBus(topicPrefix: string, config: Partial<KafkaBusConfig> = {}): Bus {
  const bus = createKafkaBus({
    brokers: kafkaBrokers(),
    topicPrefix,
    clientId: 'test',
    sessionTimeoutMs: 6_000,
    log: createSilentLog(),
    onCrash: (error) => {
      throw error;
    },
    ...config,
  });
  onTestFinished(() => bus.close());
  return bus;
}

/** Bounds of a subscription to `events` by the group `loader` that are out of a test's way. */
export const eventsBounds = {
  group: 'loader',
  topics: ['events'] as Topic[],
  maxMessages: 10_000,
  maxBytes: 8_000_000,
  minIntervalMs: 0,
};

/** Builds an event message whose value is its text. */
export function event(key: string, value: string): BusMessage {
  return { topic: 'events', key, value: Buffer.from(value), headers: { schemaVersion: '1' } };
}
