import { MilepostError } from '../errors.ts';
import type { Bus, Subscription } from './bus.ts';
import { createKafkaClient, type KafkaClientConfig } from './kafka-client.ts';
import { withinTime } from './kafka-errors.ts';
import { createKafkaProducer } from './kafka-producer.ts';
import { subscribeToKafka } from './kafka-subscription.ts';
import { ensureTopics, readRetention, topicNames } from './kafka-topics.ts';

export interface KafkaBusConfig extends KafkaClientConfig {
  /** Put before the names of topics and groups, e.g. `milepost.`. */
  topicPrefix: string;
  /** Partitions of a topic that is created; default 6. */
  partitions?: number;
  /** Copies of a topic that is created; default 3, or as many as there are brokers. */
  replicationFactor?: number;
  /** Longest a publish or a check may take, in milliseconds; default 10,000. */
  requestTimeoutMs?: number;
  /** Most bytes published and not yet acknowledged; default 64 MiB. */
  maxBufferBytes?: number;
  /** After this long without a sign of life a consumer's partitions go to others, in milliseconds; default 30,000. */
  sessionTimeoutMs?: number;
  /** Called when a consumer has ended and will not start again: the process should leave. */
  onCrash(error: Error): void;
}

/**
 * Creates a bus on Kafka. `publish` resolves when every in-sync replica has the messages; what is
 * published while one send is under way goes with the next one, so thousands of publishes a second cost few
 * requests, and messages of one key keep their order. The producer is not idempotent: a lost answer
 * may repeat messages (their `receiptId` tells). It connects, and creates absent topics, on first use.
 *
 * @example
 * const bus = createKafkaBus({ brokers: ['localhost:9092'], topicPrefix: 'milepost.', clientId: 'collector', log, onCrash });
 */
export function createKafkaBus(config: KafkaBusConfig): Bus {
  const { topicPrefix, log, requestTimeoutMs = 10_000, maxBufferBytes = 64 * 1024 * 1024 } = config;
  const kafka = createKafkaClient(config, requestTimeoutMs);
  const admin = kafka.admin();
  const producer = createKafkaProducer(kafka, { topicPrefix, requestTimeoutMs, maxBufferBytes }, connected);
  const subscriptions = new Set<Subscription>();
  let connecting: Promise<void> | undefined;
  let closed = false;

  async function connect(): Promise<void> {
    await admin.connect();
    const created = await ensureTopics(admin, config);
    if (created.length > 0) log.info({ component: 'kafka', topics: created }, 'topics created');
    await producer.connect();
  }

  /** Connects once; after a failure the next caller tries again. */
  function connected(): Promise<void> {
    connecting ??= connect().catch((thrown: unknown) => {
      connecting = undefined;
      throw thrown;
    });
    return connecting;
  }

  function requireOpen(): void {
    if (closed) throw new MilepostError('bus_unavailable', 'The bus is closed', { retryable: true });
  }

  return {
    async publish(messages) {
      requireOpen();
      await producer.publish(messages);
    },

    async subscribe(options) {
      requireOpen();
      await withinTime(requestTimeoutMs, connected());
      const names = options.topics.map((topic) => topicPrefix + topic);
      const { topics } = await withinTime(requestTimeoutMs, admin.fetchTopicMetadata({ topics: names }));
      const joined = await subscribeToKafka(kafka, options, {
        topicPrefix,
        partitionCounts: topics.map((topic) => topic.partitions.length),
        sessionTimeoutMs: config.sessionTimeoutMs ?? 30_000,
        requestTimeoutMs,
        log,
        onCrash: (error) => config.onCrash(error),
      });
      const subscription: Subscription = {
        async close() {
          subscriptions.delete(subscription);
          await joined.close();
        },
      };
      subscriptions.add(subscription);
      return subscription;
    },

    async pending(group, topics) {
      requireOpen();
      const names = topics.map((topic) => topicPrefix + topic);
      const groupId = topicPrefix + group;
      await withinTime(requestTimeoutMs, connected());
      const committed = await withinTime(requestTimeoutMs, admin.fetchOffsets({ groupId, topics: names }));
      return Promise.all(
        topics.map(async (topic) => {
          const name = topicPrefix + topic;
          const ends = await withinTime(requestTimeoutMs, admin.fetchTopicOffsets(name));
          const own = committed.find((each) => each.topic === name)?.partitions ?? [];
          const messages = ends.reduce((sum, { partition, low, high }) => {
            // -1 is a partition the group never committed; below `low` is what retention has taken.
            const offset = Number(own.find((each) => each.partition === partition)?.offset ?? -1);
            return sum + Number(high) - Math.max(offset, Number(low));
          }, 0);
          return { topic, messages };
        }),
      );
    },

    async retention() {
      requireOpen();
      await withinTime(requestTimeoutMs, connected());
      return withinTime(requestTimeoutMs, readRetention(admin, topicPrefix));
    },

    async check() {
      requireOpen();
      await withinTime(
        requestTimeoutMs,
        connected().then(() => admin.fetchTopicMetadata({ topics: topicNames(topicPrefix) })),
      );
    },

    async close() {
      // First: what a running handle publishes must still go out for its messages to be committed.
      await Promise.all([...subscriptions].map((subscription) => subscription.close()));
      closed = true;
      await connecting?.catch(() => undefined);
      await Promise.allSettled([producer.close(), admin.disconnect()]);
    },
  };
}
