import type { Kafka } from 'kafkajs';
import type { Log } from '../log.ts';
import type { SubscribeOptions, Subscription } from './bus.ts';
import { createKafkaConsumer } from './kafka-consumer.ts';
import { withinTime } from './kafka-errors.ts';
import { maxSendBytes } from './kafka-producer.ts';

export interface KafkaSubscriptionConfig {
  topicPrefix: string;
  /** Of each topic subscribed to. */
  partitionCounts: readonly number[];
  sessionTimeoutMs: number;
  requestTimeoutMs: number;
  log: Log;
  onCrash(error: Error): void;
}

/** How long a broker holds an idle fetch; also how long a consumer may take to notice `close`. */
const fetchWaitMs = 500;
/** What a record batch may have beside the messages of one send. */
const framingBytes = 48_576;

/**
 * Joins a consumer to its group and resolves when it has its partitions. It survives lost connections by joining
 * again; when kafkajs gives it up for good, `onCrash` is called.
 *
 * @throws {MilepostError} `bus_unavailable` (retryable) when the brokers don't answer in time.
 */
export async function subscribeToKafka(
  kafka: Kafka,
  options: SubscribeOptions,
  config: KafkaSubscriptionConfig,
): Promise<Subscription> {
  const { topicPrefix, requestTimeoutMs, sessionTimeoutMs, partitionCounts, log } = config;
  const partitions = partitionCounts.reduce((sum, count) => sum + count, 0);
  // Each topic alone can fill a call, however many wait. A partition that could not fetch a whole send would
  // wait until the others are empty.
  const partitionBytes = Math.max(
    maxSendBytes + framingBytes,
    Math.ceil(options.maxBytes / Math.min(...partitionCounts)),
  );
  const heartbeatIntervalMs = Math.min(3_000, Math.floor(sessionTimeoutMs / 4));
  let closing = false;
  const consumer = kafka.consumer({
    groupId: topicPrefix + options.group,
    sessionTimeout: sessionTimeoutMs,
    heartbeatInterval: heartbeatIntervalMs,
    maxBytesPerPartition: partitionBytes,
    maxBytes: partitionBytes * partitions,
    maxWaitTimeInMs: fetchWaitMs,
    allowAutoTopicCreation: false,
    retry: {
      initialRetryTime: 100,
      maxRetryTime: 5_000,
      retries: 10,
      // A restart that was under way when `close` came would outlive it.
      restartOnFailure: () => Promise.resolve(!closing),
    },
  });
  const work = createKafkaConsumer({ options, topicPrefix, heartbeatIntervalMs, log });
  consumer.on(consumer.events.GROUP_JOIN, () => work.joined());
  consumer.on(consumer.events.CRASH, ({ payload: { error, restart } }) => {
    if (restart || closing) return;
    log.error({ component: 'kafka', group: options.group, err: error }, 'consumer ended');
    config.onCrash(error);
  });

  const topics = options.topics.map((topic) => topicPrefix + topic);
  try {
    await withinTime(requestTimeoutMs, consumer.connect());
    await withinTime(requestTimeoutMs, consumer.subscribe({ topics, fromBeginning: true }));
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
  return {
    async close() {
      closing = true;
      work.stop();
      await consumer.disconnect();
    },
  };
}
