import { Kafka, type SASLOptions } from 'kafkajs';
import type { KafkaBusConfig } from './kafka.ts';
import { createKafkaLog, kafkaLogLevel } from './kafka-log.ts';
import { mendRequestQueue } from './kafka-request-queue.ts';

/** Creates kafkajs' client with the bounds that everything of ours on Kafka has; it connects to nothing yet. */
export function createKafkaClient(
  config: Pick<KafkaBusConfig, 'brokers' | 'clientId' | 'ssl' | 'sasl' | 'log'>,
  requestTimeoutMs: number,
): Kafka {
  mendRequestQueue();
  const sasl: SASLOptions | undefined = config.sasl;
  return new Kafka({
    brokers: config.brokers,
    clientId: config.clientId,
    ...(config.ssl === undefined ? {} : { ssl: config.ssl }),
    ...(sasl === undefined ? {} : { sasl }),
    connectionTimeout: Math.min(requestTimeoutMs, 5_000),
    requestTimeout: requestTimeoutMs,
    retry: { initialRetryTime: 100, maxRetryTime: 1_000, retries: 4 },
    logLevel: kafkaLogLevel(config.log),
    logCreator: createKafkaLog(config.log),
  });
}
