import { setTimeout as wait } from 'node:timers/promises';
import type { Admin } from 'kafkajs';
import { MilepostError, messageOf } from '../errors.ts';
import type { KafkaBusConfig } from './kafka.ts';
import { createKafkaClient } from './kafka-client.ts';
import { withinTime } from './kafka-errors.ts';
import { untilServed } from './kafka-topics.ts';
import type { Leadership } from './leadership.ts';

export type KafkaLeadershipConfig = Pick<
  KafkaBusConfig,
  | 'brokers'
  | 'topicPrefix'
  | 'sasl'
  | 'ssl'
  | 'clientId'
  | 'replicationFactor'
  | 'requestTimeoutMs'
  | 'sessionTimeoutMs'
  | 'log'
>;

const rejoinAfterMs = 2_000;

/**
 * Creates a leadership over Kafka: who owns the only partition of the topic `leadership` leads. On each assignment it
 * appends a record, whose place in the topic (counted from 1) is the epoch: later leaders have higher ones. A leader
 * that stood still finds out late that it was replaced, hence the epoch: what it does then must lose to higher ones.
 *
 * It joins in the background: while no broker answers nobody leads, and nothing comes in either. Never throws.
 */
export function createKafkaLeadership(config: KafkaLeadershipConfig): Leadership {
  const { topicPrefix, log, requestTimeoutMs = 10_000, sessionTimeoutMs = 30_000 } = config;
  const topic = `${topicPrefix}leadership`;
  const stop = new AbortController();
  const kafka = createKafkaClient(config, requestTimeoutMs);
  const producer = kafka.producer({ allowAutoTopicCreation: false });
  const consumer = kafka.consumer({
    groupId: `${topicPrefix}scheduler`,
    sessionTimeout: sessionTimeoutMs,
    heartbeatInterval: Math.min(3_000, Math.floor(sessionTimeoutMs / 4)),
    maxWaitTimeInMs: 500,
    allowAutoTopicCreation: false,
    retry: {
      initialRetryTime: 100,
      maxRetryTime: 5_000,
      retries: 10,
      restartOnFailure: () => Promise.resolve(!stop.signal.aborted),
    },
  });
  const lost = () => new MilepostError('leadership_lost', 'Another scheduler leads');
  let epoch: number | undefined;
  let term = new AbortController();
  term.abort(lost());
  /** Counts assignments: a record that comes back after the next one makes nobody a leader. */
  let assignment = 0;

  function lose(): void {
    assignment += 1;
    if (epoch !== undefined) log.info({ epoch }, 'this scheduler leads no more');
    epoch = undefined;
    term.abort(lost());
  }

  async function lead(own: number): Promise<void> {
    try {
      const [record] = await producer.send({
        topic,
        acks: -1,
        messages: [{ key: config.clientId, value: null }],
      });
      if (own !== assignment) return;
      epoch = Number(record?.baseOffset) + 1;
      term = new AbortController();
      log.info({ epoch }, 'this scheduler leads');
    } catch (thrown) {
      log.warn({ err: thrown }, `leadership could not be recorded, trying again: ${messageOf(thrown)}`);
      setTimeout(() => own === assignment && !stop.signal.aborted && void lead(own), 1_000).unref();
    }
  }

  consumer.on(consumer.events.GROUP_JOIN, ({ payload }) => {
    lose();
    if (payload.memberAssignment[topic]?.includes(0) === true) void lead(assignment);
    else log.info('another scheduler leads; this one waits its turn');
  });
  for (const name of ['REBALANCING', 'STOP', 'DISCONNECT', 'CRASH'] as const) {
    consumer.on(consumer.events[name], lose);
  }

  async function join(): Promise<void> {
    const admin = kafka.admin();
    try {
      await withinTime(requestTimeoutMs, admin.connect());
      await withinTime(requestTimeoutMs, ensureTopic(admin, topic, config.replicationFactor));
    } finally {
      await admin.disconnect();
    }
    await withinTime(requestTimeoutMs, producer.connect());
    await withinTime(requestTimeoutMs, consumer.connect());
    await withinTime(requestTimeoutMs, consumer.subscribe({ topics: [topic], fromBeginning: false }));
    await consumer.run({ autoCommit: false, eachMessage: () => Promise.resolve() });
  }

  async function joinAtLast(): Promise<void> {
    while (!stop.signal.aborted) {
      try {
        return await join();
      } catch (thrown) {
        log.warn({ err: thrown }, `nobody leads here until Kafka answers: ${messageOf(thrown)}`);
      }
      await wait(rejoinAfterMs, undefined, { signal: stop.signal, ref: false }).catch(() => undefined);
    }
  }
  const joined = joinAtLast();

  return {
    isLeading: () => epoch !== undefined,
    epoch() {
      if (epoch === undefined) throw lost();
      return epoch;
    },
    term: () => term.signal,
    async close() {
      stop.abort();
      lose();
      await joined;
      await Promise.allSettled([consumer.disconnect(), producer.disconnect()]);
    },
  };
}

async function ensureTopic(admin: Admin, topic: string, wantedCopies: number | undefined): Promise<void> {
  if ((await admin.listTopics()).includes(topic)) return;
  const replicationFactor = wantedCopies ?? Math.min(3, (await admin.describeCluster()).brokers.length);
  await admin.createTopics({
    waitForLeaders: false,
    // The records say nothing; what counts is their place, which only grows.
    topics: [{ topic, numPartitions: 1, replicationFactor }],
  });
  await untilServed(admin, topic);
}
