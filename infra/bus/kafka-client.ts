import type { ConnectionOptions } from 'node:tls';
import { Kafka, type SASLOptions } from 'kafkajs';
import type { Log } from '../log.ts';
import { createKafkaLog, kafkaLogLevel } from './kafka-log.ts';
import { mendRequestQueue } from './kafka-request-queue.ts';

/** How brokers are reached. */
export interface KafkaClientConfig {
  /** `host:port` of one or more brokers. */
  brokers: string[];
  sasl?: { mechanism: 'plain' | 'scram-sha-256' | 'scram-sha-512'; username: string; password: string };
  ssl?: ConnectionOptions | boolean;
  /** Names this process in the brokers' logs and quotas. */
  clientId: string;
  log: Log;
}

/** Creates kafkajs' client with the bounds that everything of ours on Kafka has; it connects to nothing yet. */
export function createKafkaClient(config: KafkaClientConfig, requestTimeoutMs: number): Kafka {
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
