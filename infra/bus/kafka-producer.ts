import { Partitioners, type Kafka, type TopicMessages } from 'kafkajs';
import { MilepostError } from '../errors.ts';
import type { BusMessage } from './bus.ts';
import { createGather } from './gather.ts';
import { noAnswer, toBusError } from './kafka-errors.ts';
import { messageSizeBytes } from './message-size.ts';

export interface KafkaProducerConfig {
  topicPrefix: string;
  requestTimeoutMs: number;
  /** Most bytes published and not yet acknowledged. */
  maxBufferBytes: number;
}

export interface KafkaProducer {
  connect(): Promise<void>;
  /** See `Bus.publish`. */
  publish(messages: readonly BusMessage[]): Promise<void>;
  /** Waits for what was published, then disconnects. */
  close(): Promise<void>;
}

/** Most that is sent at once. A send may be one record batch of one partition, and brokers bound those. */
export const maxSendBytes = 1_000_000;
const maxSendMessages = 10_000;

function toTopicMessages(messages: readonly BusMessage[], topicPrefix: string): TopicMessages[] {
  const byTopic = Map.groupBy(messages, (message) => message.topic);
  return [...byTopic].map(([topic, some]) => ({
    topic: topicPrefix + topic,
    messages: some.map(({ key, value, headers }) => ({ key, value, headers })),
  }));
}

/**
 * Creates the sending half of the bus. One send is under way at a time: what is published meanwhile goes with the
 * next one, so a flood of publishes costs few requests, and messages of one key keep their order without
 * an idempotent producer. `untilConnected` is awaited before each send.
 */
export function createKafkaProducer(
  kafka: Kafka,
  config: KafkaProducerConfig,
  untilConnected: () => Promise<void>,
): KafkaProducer {
  const { topicPrefix, requestTimeoutMs, maxBufferBytes } = config;
  const producer = kafka.producer({
    allowAutoTopicCreation: false,
    createPartitioner: Partitioners.DefaultPartitioner,
  });
  const sends = createGather<BusMessage>(
    { maxItems: maxSendMessages, maxBytes: maxSendBytes, minIntervalMs: 0, sizeOf: messageSizeBytes },
    async (messages) => {
      await untilConnected();
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
    connect: () => producer.connect(),
    async publish(messages) {
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
    async close() {
      await sends.drain();
      await producer.disconnect();
    },
  };
}
