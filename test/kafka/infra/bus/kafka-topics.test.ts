import { ConfigResourceTypes, Kafka, logLevel, type Admin } from 'kafkajs';
import { describe, expect, onTestFinished, test } from 'vitest';
import { mendRequestQueue } from '../../../../infra/bus/kafka-request-queue.ts';
import { ensureTopics } from '../../../../infra/bus/kafka-topics.ts';
import { withoutKafka, kafkaBrokers, uniquePrefix } from '../../../support/kafka.ts';

async function connectAdmin(): Promise<Admin> {
  mendRequestQueue();
  const admin = new Kafka({ brokers: kafkaBrokers(), logLevel: logLevel.NOTHING }).admin();
  await admin.connect();
  onTestFinished(() => admin.disconnect());
  return admin;
}

async function settingsOf(admin: Admin, name: string): Promise<Map<string, string>> {
  const { resources } = await admin.describeConfigs({
    includeSynonyms: false,
    resources: [{ type: ConfigResourceTypes.TOPIC, name }],
  });
  return new Map(
    resources.flatMap((each) => each.configEntries).map((each) => [each.configName, each.configValue]),
  );
}

describe.skipIf(withoutKafka())('Kafka topics', () => {
  test('are created once, however often and by however many at once', async () => {
    const admin = await connectAdmin();
    const topicPrefix = uniquePrefix();
    const config = { topicPrefix, partitions: 3 };
    await Promise.all([ensureTopics(admin, config), ensureTopics(await connectAdmin(), config)]);
    expect(await ensureTopics(admin, { topicPrefix, partitions: 9 })).toEqual([]);
    const names = ['dead-letters', 'events', 'reservations.changes', 'reservations.state'];
    const { topics } = await admin.fetchTopicMetadata({ topics: names.map((name) => topicPrefix + name) });
    expect(new Map(topics.map((topic) => [topic.name, topic.partitions.length]))).toEqual(
      new Map(names.map((name) => [topicPrefix + name, 3])),
    );
  });

  test('the state of reservations is compacted, the others are kept for a time', async () => {
    const admin = await connectAdmin();
    const topicPrefix = uniquePrefix();
    expect(await ensureTopics(admin, { topicPrefix })).toHaveLength(4);
    const state = await settingsOf(admin, `${topicPrefix}reservations.state`);
    expect(state.get('cleanup.policy')).toBe('compact');
    const events = await settingsOf(admin, `${topicPrefix}events`);
    expect(events.get('cleanup.policy')).toBe('delete');
    expect(events.get('retention.ms')).toBe(String(7 * 86_400_000));
    expect(events.get('max.message.bytes')).toBe('2097152');
  });
});
