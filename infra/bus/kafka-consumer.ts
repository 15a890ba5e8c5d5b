import { setTimeout as wait } from 'node:timers/promises';
import type { Batch, EachBatchPayload, KafkaMessage } from 'kafkajs';
import type { Log } from '../log.ts';
import type { ReceivedMessage, SubscribeOptions, Topic } from './bus.ts';
import { createGather } from './gather.ts';
import { valueSizeBytes } from './message-size.ts';

export interface KafkaConsumerConfig {
  options: SubscribeOptions;
  topicPrefix: string;
  heartbeatIntervalMs: number;
  log: Log;
}

/** The part of kafkajs' batch that is used. */
export interface FetchedBatch extends Pick<
  EachBatchPayload,
  'heartbeat' | 'resolveOffset' | 'commitOffsetsIfNecessary'
> {
  batch: Pick<Batch, 'topic' | 'partition' | 'messages'>;
}

export interface KafkaConsumer {
  /** To be called when kafkajs has joined the group, also anew. */
  joined(): void;
  /** Handed to kafkajs, which calls it for all fetched partitions at once. */
  eachBatch(payload: FetchedBatch): Promise<void>;
  /** Starts no further `handle`; the running one is finished and committed. */
  stop(): void;
}

const firstBackoffMs = 200;
const longestBackoffMs = 5_000;

/** Why messages taken from a partition were given back without being handled. */
class GivenBack extends Error {}

function receive(topic: Topic, partition: number, message: KafkaMessage): ReceivedMessage {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(message.headers ?? {})) {
    const last = Array.isArray(value) ? value.at(-1) : value;
    if (last !== undefined) headers[name] = String(last);
  }
  const { offset, value } = message;
  return { topic, key: message.key?.toString() ?? '', value, headers, partition, offset };
}

/**
 * Creates what stands between kafkajs and `handle`: it merges the partitions of this process into one call at a
 * time, repeats a call that failed, keeps the group's membership alive meanwhile and commits only what was handled.
 *
 * On a rebalance the running call is finished and committed (the group waits for it), the rest is given
 * back and comes again, here or elsewhere. Nothing is committed for partitions of an earlier membership.
 */
export function createKafkaConsumer(config: KafkaConsumerConfig): KafkaConsumer {
  const { options, topicPrefix, log } = config;
  const topicOf = new Map<string, Topic>(options.topics.map((topic) => [topicPrefix + topic, topic]));
  /** The batches kafkajs has handed over and waits for, by topic and partition. */
  const active = new Map<string, { payload: FetchedBatch; membership: number }>();
  /** GROUP_JOIN carries no generation; counting the joins tells one membership from the next. */
  let membership = 0;
  let heartbeats: NodeJS.Timeout | undefined;
  /** Aborted when what is active must be given back: on a rebalance, a lost connection, or `stop`. */
  let hold = new AbortController();
  let stopped = false;
  let lastStart = Number.NEGATIVE_INFINITY;

  function beat(): void {
    const [any] = active.values();
    any?.payload.heartbeat().catch((thrown: unknown) => hold.abort(thrown));
  }

  /** With several brokers kafkajs may join anew while batches of another broker are still here. */
  function isStale(): boolean {
    return [...active.values()].some((each) => each.membership !== membership);
  }

  async function handleUntilDone(messages: readonly ReceivedMessage[]): Promise<void> {
    for (let backoffMs = firstBackoffMs; ; backoffMs = Math.min(backoffMs * 2, longestBackoffMs)) {
      try {
        lastStart = performance.now();
        return await options.handle(messages);
      } catch (thrown) {
        log.warn(
          { component: 'kafka', group: options.group, messages: messages.length, err: thrown, backoffMs },
          'messages were not handled and will come again',
        );
      }
      await wait(backoffMs, undefined, { signal: hold.signal }).catch(() => undefined);
      if (hold.signal.aborted) throw new GivenBack();
    }
  }

  async function commit(messages: readonly ReceivedMessage[]): Promise<void> {
    const last = new Map<string, ReceivedMessage>();
    for (const message of messages) last.set(`${topicPrefix}${message.topic}/${message.partition}`, message);
    const [any] = active.values();
    if (any === undefined) throw new GivenBack();
    const topics = [...topicOf].map(([name, topic]) => ({
      topic: name,
      partitions: [...last.values()]
        .filter((message) => message.topic === topic)
        .map(({ partition, offset }) => ({ partition, offset: String(BigInt(offset) + 1n) })),
    }));
    await any.payload.commitOffsetsIfNecessary({
      topics: topics.filter((each) => each.partitions.length > 0),
    });
    for (const [key, message] of last) active.get(key)?.payload.resolveOffset(message.offset);
  }

  const gather = createGather<ReceivedMessage>(
    {
      maxItems: options.maxMessages,
      maxBytes: options.maxBytes,
      minIntervalMs: options.minIntervalMs,
      sizeOf: valueSizeBytes,
    },
    async (messages) => {
      if (hold.signal.aborted || isStale()) throw new GivenBack();
      await handleUntilDone(messages);
      if (isStale()) throw new GivenBack();
      await commit(messages).catch((thrown: unknown) => {
        hold.abort(thrown);
        throw new GivenBack();
      });
    },
  );

  return {
    joined() {
      membership += 1;
    },
    async eachBatch(payload) {
      const { topic: name, partition, messages } = payload.batch;
      const topic = topicOf.get(name);
      if (topic === undefined || stopped) return;
      const key = `${name}/${partition}`;
      if (active.size === 0) {
        hold = new AbortController();
        heartbeats = setInterval(beat, config.heartbeatIntervalMs);
      }
      active.set(key, { payload, membership });
      try {
        await gather.add(messages.map((message) => receive(topic, partition, message)));
        // Fetching only when the next call may start brings along what has come until then.
        const restMs = Math.ceil(lastStart + options.minIntervalMs - performance.now());
        if (restMs > 0) await wait(restMs, undefined, { signal: hold.signal });
      } catch {
        // Given back. kafkajs rejoins or reconnects by the error it is shown; without one it fetches again.
        if (hold.signal.aborted && !stopped) throw hold.signal.reason;
      } finally {
        active.delete(key);
        if (active.size === 0) clearInterval(heartbeats);
      }
    },
    stop() {
      stopped = true;
      hold.abort(new GivenBack());
    },
  };
}
