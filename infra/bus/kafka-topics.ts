import { setTimeout as wait } from 'node:timers/promises';
import kafkajs, { type Admin } from 'kafkajs';
import type { Topic, TopicRetention } from './bus.ts';

export interface TopicsConfig {
  topicPrefix: string;
  /** Partitions of a topic that is created; default 6. An existing topic keeps its own. */
  partitions?: number | undefined;
  /** Copies of a topic that is created; default 3, or as many as there are brokers. */
  replicationFactor?: number | undefined;
}

/** Twice the most that is sent to a partition at once, since framing comes on top. */
const maxRecordBatchBytes = 2_097_152;
const mostTries = 50;
const betweenTriesMs = 100;
const dayMs = 86_400_000;

/** Every topic with its settings. What is kept for ever is the warehouse; a topic outlives long repairs. */
const settings: Readonly<Record<Topic, Readonly<Record<string, string>>>> = {
  events: { 'cleanup.policy': 'delete', 'retention.ms': String(7 * dayMs) },
  'reservations.changes': { 'cleanup.policy': 'delete', 'retention.ms': String(7 * dayMs) },
  'reservations.state': { 'cleanup.policy': 'compact' },
  'dead-letters': { 'cleanup.policy': 'delete', 'retention.ms': String(30 * dayMs) },
};

const topics: readonly Topic[] = ['events', 'reservations.changes', 'reservations.state', 'dead-letters'];

/** Returns the names of all topics with the prefix. */
export function topicNames(topicPrefix: string): string[] {
  return topics.map((topic) => topicPrefix + topic);
}

/**
 * Resolves when every partition's leader answers for it. A broker knows of a new topic a moment before it serves
 * it; what is sent in between is partly refused and then sent twice. (kafkajs' own `waitForLeaders` gives up at
 * the first answer that a topic is not known yet.)
 */
export async function untilServed(admin: Admin, name: string): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      await admin.fetchTopicOffsets(name);
      return;
    } catch (thrown) {
      if (tries === mostTries) throw thrown;
    }
    await wait(betweenTriesMs);
  }
}

/**
 * Creates the topics that are absent and returns their names; existing ones are left as their operator made them.
 * Several processes may do so at once.
 *
 * @throws what kafkajs throws, when the brokers don't answer or refuse.
 * @example await ensureTopics(admin, { topicPrefix: 'milepost.', partitions: 6 }); // ['milepost.events', ...]
 */
export async function ensureTopics(admin: Admin, config: TopicsConfig): Promise<string[]> {
  const present = new Set(await admin.listTopics());
  const absent = topics.filter((topic) => !present.has(config.topicPrefix + topic));
  if (absent.length === 0) return [];
  const replicationFactor =
    config.replicationFactor ?? Math.min(3, (await admin.describeCluster()).brokers.length);
  // With three copies, acks=all shall mean that two of them have it, also while one broker is away.
  const minInSync = replicationFactor >= 3 ? '2' : '1';
  await admin.createTopics({
    waitForLeaders: false,
    topics: absent.map((topic) => ({
      topic: config.topicPrefix + topic,
      numPartitions: config.partitions ?? 6,
      replicationFactor,
      configEntries: Object.entries({
        ...settings[topic],
        'max.message.bytes': String(maxRecordBatchBytes),
        'min.insync.replicas': minInSync,
      }).map(([name, value]) => ({ name, value })),
    })),
  });
  const created = absent.map((topic) => config.topicPrefix + topic);
  await Promise.all(created.map((name) => untilServed(admin, name)));
  return created;
}

/** Reads how long every topic keeps its messages, as its operator has set it. */
export async function readRetention(admin: Admin, topicPrefix: string): Promise<TopicRetention[]> {
  const names = ['retention.ms', 'cleanup.policy'];
  const { resources } = await admin.describeConfigs({
    includeSynonyms: false,
    resources: topicNames(topicPrefix).map((name) => ({
      type: kafkajs.ConfigResourceTypes.TOPIC,
      name,
      configNames: names,
    })),
  });
  return resources.map(({ resourceName, configEntries }) => {
    const valueOf = (name: string): string =>
      configEntries.find((entry) => entry.configName === name)?.configValue ?? '';
    const isCompacted = valueOf('cleanup.policy').includes('compact');
    const retentionMs = Number(valueOf('retention.ms'));
    const isKeptForEver = valueOf('cleanup.policy') === 'compact' || !(retentionMs >= 0);
    return { topic: resourceName, isCompacted, retentionMs: isKeptForEver ? null : retentionMs };
  });
}
