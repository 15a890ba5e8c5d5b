import { describe, expect, onTestFinished, test, vi } from 'vitest';
import type { Bus, ReceivedMessage } from '../../../infra/bus/bus.ts';
import { createSilentLog } from '../../../infra/log.ts';
import { createMetrics } from '../../../infra/metrics.ts';
import { createLoader, createLoaderId } from '../../../ingest/loader/loader.ts';
import { createReplay } from '../../../ingest/replay/replay.ts';
import { attachEngine } from '../../../warehouse/local/attach.ts';
import { traveler } from '../../integration/privacy/story.ts';
import { readMoney, sendAll } from '../../integration/privacy/telling.ts';
import { openPrivacyWorld, unexplained } from '../../integration/privacy/world.ts';
import { createTestBus, uniquePrefix, withoutKafka } from '../../support/kafka.ts';
import { createDataDir } from '../../support/process/data-dir.ts';
import { createTemplate } from '../../support/template.ts';
import { findTraces } from '../../support/traces.ts';

const log = createSilentLog();
const ever = { from: '2000-01-01T00:00:00.000Z', to: '2100-01-01T00:00:00.000Z' };
const models = ['value_entries', 'vendor_months', 'session_fragments'];
const incoming = ['events', 'reservations.changes'] as const;

describe.skipIf(withoutKafka())('erasing over Kafka', () => {
  test('topics still have the person, but neither a replay nor reading them from the start brings anybody back', async () => {
    const prefix = uniquePrefix();
    const bus = createTestBus(prefix, { partitions: 2 });
    const world = await openWorld(bus);
    const { warehouse, pipelines, clock } = world;
    await sendAll(world);
    await untilTaken(bus, 'loader');
    await pipelines.run();
    const money = await readMoney(warehouse);
    expect(money.entries.length).toBeGreaterThan(3);
    expect(await findTraces(warehouse, ['xq7x'])).not.toEqual([]);
    const before = await world.accounts();

    clock.time += 60_000;
    const { topics } = await world.erasures.erase({ kind: 'traveler', travelerId: traveler });
    expect(topics.toSorted((a, b) => (a.topic < b.topic ? -1 : 1))).toEqual([
      { topic: `${prefix}dead-letters`, became: 'expires 30 days after it was sent' },
      { topic: `${prefix}events`, became: 'expires 7 days after it was sent' },
      { topic: `${prefix}reservations.changes`, became: 'expires 7 days after it was sent' },
      { topic: `${prefix}reservations.state`, became: 'tombstone for each reservation' },
    ]);
    expect(await findTraces(warehouse, ['xq7x'])).toEqual([]);
    expect(mentioning(await lastStates(bus, 'after-erasing'))).toEqual([]);

    await createReplay({ warehouse, bus }).send(ever);
    await untilTaken(bus, 'loader');
    const again = await readAgain(bus, world);
    await untilTaken(bus, 'loader-again');
    await again.close();
    await pipelines.run();
    expect(await findTraces(warehouse, ['xq7x'])).toEqual([]);
    expect(await readMoney(warehouse)).toEqual(money);
    const states = await lastStates(bus, 'in-the-end');
    expect(mentioning(states)).toEqual([]);
    const gone = [...states.values()].filter(({ value }) => value === null).map(({ key }) => key);
    expect(gone.toSorted()).toEqual(['r1', 'r1-mail', 'r2']);
    const after = await world.accounts();
    expect(new Set(unexplained(after))).toEqual(new Set([0]));
    expect(after.map(({ received, missing }) => [received, missing])).toEqual(
      before.map(({ received }) => [received, 0]),
    );
    // What was read was there: the topics hold it until it expires, as the receipt says.
    expect(mentioning(await lastMessages(bus, 'everything', incoming))).not.toEqual([]);
  });
});

async function openWorld(bus: Bus) {
  const engine = await attachEngine({ dataDir: await createDataDir(), log });
  onTestFinished(() => engine.close());
  await createTemplate(engine.url);
  const world = await openPrivacyWorld({ engine: engine.url, carrier: bus, models });
  onTestFinished(() => world.close());
  return world;
}

/** A loader that has taken nothing yet: to it everything in the topics is new. */
async function readAgain(bus: Bus, world: Awaited<ReturnType<typeof openPrivacyWorld>>) {
  const { warehouse, clock, suppressions } = world;
  const loader = createLoader(
    { group: 'loader-again', minIntervalMs: 0 },
    { bus, warehouse, clock, log, metrics: createMetrics(), suppressions, loaderId: createLoaderId() },
  );
  await loader.start();
  return loader;
}

/** Resolves when a group has taken all that was sent. */
async function untilTaken(
  bus: Bus,
  group: string,
  topics: readonly ReceivedMessage['topic'][] = incoming,
): Promise<void> {
  const patience = { timeout: 60_000, interval: 100 };
  await vi.waitFor(async () => {
    const pending = await bus.pending(group, topics);
    expect(pending.map(({ messages }) => messages)).toEqual(topics.map(() => 0));
  }, patience);
}

/** The last message of each key of some topics, read from their starts by a group of its own. */
async function lastMessages(
  bus: Bus,
  group: string,
  topics: readonly ReceivedMessage['topic'][],
): Promise<Map<string, ReceivedMessage>> {
  const last = new Map<string, ReceivedMessage>();
  const subscription = await bus.subscribe({
    group,
    topics,
    handle: async (messages) => {
      for (const message of messages) last.set(message.key, message);
    },
    maxMessages: 10_000,
    maxBytes: 8_000_000,
    minIntervalMs: 0,
  });
  await untilTaken(bus, group, topics);
  await subscription.close();
  return last;
}

function lastStates(bus: Bus, group: string): Promise<Map<string, ReceivedMessage>> {
  return lastMessages(bus, group, ['reservations.state']);
}

/** Keys of messages in whose bytes something of the person is left. */
function mentioning(messages: ReadonlyMap<string, ReceivedMessage>): string[] {
  return [...messages.values()].filter(({ value }) => value?.includes('xq7x') === true).map(({ key }) => key);
}
