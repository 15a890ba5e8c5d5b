import { createServer } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { Kafka, logLevel } from 'kafkajs';
import { mendRequestQueue } from '../../../infra/bus/kafka-request-queue.ts';

const startSeconds = 60;

/** A broker that a test run has to itself. */
export interface RunningKafka {
  brokers: string[];
  /** Ends it and removes its data. */
  stop(): Promise<void>;
  /** Kills it as a power cut would; its data stays. */
  kill(): Promise<void>;
  /** After `kill`: starts it again, with the same data, where it was. */
  restart(): Promise<RunningKafka>;
}

/** Returns a port of the loopback interface that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('No free port');
  return address.port;
}

async function answers(brokers: string[]): Promise<boolean> {
  const kafka = new Kafka({
    brokers,
    logLevel: logLevel.NOTHING,
    connectionTimeout: 1000,
    requestTimeout: 2000,
    retry: { retries: 0 },
  });
  const admin = kafka.admin();
  try {
    await admin.connect();
    return (await admin.describeCluster()).brokers.length > 0;
  } catch {
    return false;
  } finally {
    await admin.disconnect();
  }
}

/** Resolves when the brokers answer; throws after a minute, or as soon as `hasEnded` says so. */
export async function untilReady(brokers: string[], hasEnded: () => boolean): Promise<void> {
  mendRequestQueue();
  const deadline = performance.now() + startSeconds * 1000;
  while (!(await answers(brokers))) {
    if (hasEnded()) throw new Error('It ended before it answered');
    if (performance.now() > deadline) throw new Error(`It did not answer within ${startSeconds} s`);
    await wait(100);
  }
}
