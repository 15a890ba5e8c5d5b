import type { ConnectionOptions } from 'node:tls';
import { Kafka, Partitioners, type SASLOptions, type TopicMessages } from 'kafkajs';
import { MilepostError } from '../errors.ts';
import type { Log } from '../log.ts';
import type { Bus, BusMessage, Subscription } from './bus.ts';
import { createGather } from './gather.ts';
import { createKafkaConsumer } from './kafka-consumer.ts';
import { noAnswer, toBusError, withinTime } from './kafka-errors.ts';
import { createKafkaLog, kafkaLogLevel } from './kafka-log.ts';
import { mendRequestQueue } from './kafka-request-queue.ts';
import { ensureTopics, topicNames } from './kafka-topics.ts';
import { messageSizeBytes } from './message-size.ts';

export interface KafkaBusConfig {
  /** `host:port` of one or more brokers. */
  brokers: string[];
  /** Put before the names of topics and groups, e.g. `milepost.`. */
  topicPrefix: string;
  sasl?: { mechanism: 'plain' | 'scram-sha-256' | 'scram-sha-512'; username: string; password: string };
  ssl?: ConnectionOptions | boolean;
  /** Names this process in the brokers' logs and quotas. */
  clientId: string;
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
  log: Log;
  /** Called when a consumer has ended and will not start again: the process should leave. */
  onCrash(error: Error): void;
}

/** Most that is sent at once. A record batch may go to one partition as a whole, and brokers bound it. */
const maxSendBytes = 1_000_000;
const maxSendMessages = 10_000;
/** How long a broker holds an idle fetch; also how long a consumer may take to notice `close`. */
const fetchWaitMs = 500;

function toTopicMessages(messages: readonly BusMessage[], topicPrefix: string): TopicMessages[] {
  const byTopic = Map.groupBy(messages, (message) => message.topic);
  return [...byTopic].map(([topic, some]) => ({
    topic: topicPrefix + topic,
    messages: some.map(({ key, value, headers }) => ({ key, value, headers })),
  }));
}

/**
 * Creates a bus on Kafka 2.1 or later. `publish` resolves when every in-sync replica has the messages; what is
 * published while one send is under way goes with the next one, so thousands of publishes a second cost few
 * requests, and messages of one key keep their order. The producer is not idempotent: a lost answer
 * may repeat messages (their `receiptId` tells). It connects, and creates absent topics, on first use.
 *
 * @example
 * const bus = createKafkaBus({ brokers: ['localhost:9092'], topicPrefix: 'milepost.', clientId: 'collector', log, onCrash });
 */
export function createKafkaBus(config: KafkaBusConfig): Bus {
  const { topicPrefix, log, requestTimeoutMs = 10_000, maxBufferBytes = 64 * 1024 * 1024 } = config;
  const sessionTimeoutMs = config.sessionTimeoutMs ?? 30_000;
  const heartbeatIntervalMs = Math.min(3_000, Math.floor(sessionTimeoutMs / 4));
  mendRequestQueue();
  const sasl: SASLOptions | undefined = config.sasl;
  const kafka = new Kafka({
    brokers: config.brokers,
    clientId: config.clientId,
    ...(config.ssl === undefined ? {} : { ssl: config.ssl }),
    ...(sasl === undefined ? {} : { sasl }),
    connectionTimeout: Math.min(requestTimeoutMs, 5_000),
    requestTimeout: requestTimeoutMs,
    retry: { initialRetryTime: 100, maxRetryTime: 1_000, retries: 4 },
    logLevel: kafkaLogLevel(log),
    logCreator: createKafkaLog(log),
  });
  const admin = kafka.admin();
  const producer = kafka.producer({
    allowAutoTopicCreation: false,
    createPartitioner: Partitioners.DefaultPartitioner,
  });
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

  const sends = createGather<BusMessage>(
    { maxItems: maxSendMessages, maxBytes: maxSendBytes, minIntervalMs: 0, sizeOf: messageSizeBytes },
    async (messages) => {
      await connected();
      await producer.sendBatch({
        acks: -1,
        timeout: requestTimeoutMs,
        topicMessages: toTopicMessages(messages, topicPrefix),
      });
    },
  );

  function requireRoom(messages: readonly BusMessage[]): void {
    let sizeBytes = 0;
    for (const message of messages) {
      const messageBytes = messageSizeBytes(message);
      if (messageBytes > maxSendBytes) {
        throw new MilepostError('bus_message_too_large', `A message is larger than ${maxSendBytes} bytes`);
      }
      sizeBytes += messageBytes;
    }
    // One publish larger than the whole buffer passes when it is alone; refused, it could never succeed.
    if (sends.pendingBytes() > 0 && sends.pendingBytes() + sizeBytes > maxBufferBytes) {
      throw new MilepostError('bus_overloaded', `Over ${maxBufferBytes} bytes wait for Kafka`, {
        retryable: true,
      });
    }
  }

  return {
    async publish(messages) {
      requireOpen();
      requireRoom(messages);
      const late = new AbortController();
      const timer = setTimeout(() => late.abort(noAnswer(requestTimeoutMs)), requestTimeoutMs);
      try {
        await sends.add(messages, late.signal);
      } catch (thrown) {
        throw toBusError(thrown);
      } finally {
        clearTimeout(timer);
      }
    },

    async subscribe(options) {
      requireOpen();
      await withinTime(requestTimeoutMs, connected());
      const names = options.topics.map((topic) => topicPrefix + topic);
      const { topics } = await withinTime(requestTimeoutMs, admin.fetchTopicMetadata({ topics: names }));
      const partitions = topics.reduce((sum, topic) => sum + topic.partitions.length, 0);
      const fewest = Math.min(...topics.map((topic) => topic.partitions.length));
      // Each topic alone can fill a call, however many wait. A whole send may be one record batch, and a
      // partition that could not fetch it would wait until the others are empty.
      const partitionBytes = Math.max(maxSendBytes + 48_576, Math.ceil(options.maxBytes / fewest));
      const consumer = kafka.consumer({
        groupId: topicPrefix + options.group,
        sessionTimeout: sessionTimeoutMs,
        heartbeatInterval: heartbeatIntervalMs,
        maxBytesPerPartition: partitionBytes,
        maxBytes: partitionBytes * partitions,
        maxWaitTimeInMs: fetchWaitMs,
        retry: { initialRetryTime: 100, maxRetryTime: 5_000, retries: 10 },
        allowAutoTopicCreation: false,
      });
      const work = createKafkaConsumer(consumer, { options, topicPrefix, heartbeatIntervalMs, log });
      consumer.on(consumer.events.CRASH, ({ payload: { error, restart } }) => {
        if (restart) return;
        log.error({ component: 'kafka', group: options.group, err: error }, 'consumer ended');
        config.onCrash(error);
      });
      try {
        await withinTime(requestTimeoutMs, consumer.connect());
        await withinTime(requestTimeoutMs, consumer.subscribe({ topics: names, fromBeginning: true }));
      } catch (thrown) {
        await consumer.disconnect();
        throw thrown;
      }
      await consumer.run({
        autoCommit: false,
        eachBatchAutoResolve: false,
        // As many as there can be: what one fetch brought is handled together.
        partitionsConsumedConcurrently: partitions,
        eachBatch: (payload) => work.eachBatch(payload),
      });
      const subscription: Subscription = {
        async close() {
          subscriptions.delete(subscription);
          work.stop();
          await consumer.disconnect();
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

    async check() {
      requireOpen();
      await withinTime(
        requestTimeoutMs,
        connected().then(() => admin.fetchTopicMetadata({ topics: topicNames(topicPrefix) })),
      );
    },

    async close() {
      closed = true;
      await sends.drain();
      await connecting?.catch(() => undefined);
      await Promise.all([...subscriptions].map((subscription) => subscription.close()));
      await Promise.allSettled([producer.disconnect(), admin.disconnect()]);
    },
  };
}
