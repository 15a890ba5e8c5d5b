import { MilepostError, messageOf } from '../errors.ts';
import type { Log } from '../log.ts';
import type { Bus, BusMessage, ReceivedMessage, SubscribeOptions, Topic } from './bus.ts';
import { createGather, type Gather } from './gather.ts';
import { messageSizeBytes, valueSizeBytes } from './message-size.ts';

export interface LocalBusConfig {
  /** Most bytes of messages published and not yet handled. */
  maxBufferBytes: number;
  log: Log;
}

interface LocalSubscription {
  options: SubscribeOptions;
  gather: Gather<ReceivedMessage>;
}

/** Topics whose messages are an offer to others: with nobody listening in this process they are dropped. */
const optional: ReadonlySet<Topic> = new Set<Topic>(['reservations.state', 'dead-letters']);

function unavailable(message: string, cause?: unknown): MilepostError {
  return new MilepostError('bus_unavailable', message, { retryable: true, cause });
}

/**
 * Creates a bus inside the process: `publish` resolves only when the subscriber's `handle` has resolved for
 * its messages, so nothing is acknowledged that isn't stored and no buffer has to survive a crash. Publishes
 * that come while one `handle` runs are gathered into the next call. When `handle` rejects, its publishers get
 * `bus_unavailable` and nothing is delivered again by itself: the publisher retries.
 *
 * `events` and `reservations.changes` need a subscriber; `reservations.state` and `dead-letters` are dropped
 * without one (the loader keeps both in the warehouse as well). A `handle` must not wait for a publish to one
 * of its own topics: it would wait for itself.
 *
 * @example
 * const bus = createLocalBus({ maxBufferBytes: 64 * 1024 * 1024, log });
 * await bus.subscribe({ group: 'loader', topics: ['events'], handle: insert, ...bounds });
 * await bus.publish([{ topic: 'events', key: 'acme:a1', value, headers: { schemaVersion: '1' } }]);
 */
export function createLocalBus({ maxBufferBytes, log }: LocalBusConfig): Bus {
  const subscriptions = new Set<LocalSubscription>();
  const underWay = new Set<Promise<void>>();
  const offsets = new Map<Topic, number>();
  let bufferedBytes = 0;
  let closed = false;

  function receive(message: BusMessage): ReceivedMessage {
    const offset = offsets.get(message.topic) ?? 0;
    offsets.set(message.topic, offset + 1);
    return { ...message, partition: 0, offset: String(offset) };
  }

  function isTaken(message: BusMessage): boolean {
    return [...subscriptions].some(({ options }) => options.topics.includes(message.topic));
  }

  async function deliver(messages: readonly BusMessage[]): Promise<void> {
    const received = messages.map((message) => receive(message));
    const outcomes = await Promise.allSettled(
      [...subscriptions].map(({ options, gather }) =>
        gather.add(received.filter((message) => options.topics.includes(message.topic))),
      ),
    );
    const failed = outcomes.find((outcome) => outcome.status === 'rejected');
    if (failed === undefined) return;
    throw unavailable(`The messages could not be stored: ${messageOf(failed.reason)}`, failed.reason);
  }

  return {
    async publish(messages) {
      const missed = messages.find((message) => !optional.has(message.topic) && !isTaken(message));
      if (missed !== undefined) throw unavailable(`Nobody in this process takes ${missed.topic}`);
      const taken = messages.filter((message) => isTaken(message));
      if (taken.length === 0) return;
      if (closed) throw unavailable('The bus is closed');
      const sizeBytes = taken.reduce((sum, message) => sum + messageSizeBytes(message), 0);
      // One publish larger than the whole buffer passes when it is alone; refused, it could never succeed.
      if (bufferedBytes > 0 && bufferedBytes + sizeBytes > maxBufferBytes) {
        throw new MilepostError('bus_overloaded', `Over ${maxBufferBytes} bytes wait to be stored`, {
          retryable: true,
        });
      }
      bufferedBytes += sizeBytes;
      const delivery = deliver(taken);
      underWay.add(delivery);
      try {
        await delivery;
      } finally {
        underWay.delete(delivery);
        bufferedBytes -= sizeBytes;
      }
    },

    subscribe(options) {
      const gather = createGather<ReceivedMessage>(
        {
          maxItems: options.maxMessages,
          maxBytes: options.maxBytes,
          minIntervalMs: options.minIntervalMs,
          sizeOf: valueSizeBytes,
        },
        async (messages) => {
          try {
            await options.handle(messages);
          } catch (thrown) {
            log.warn(
              { group: options.group, messages: messages.length, err: thrown },
              'messages were not stored',
            );
            throw thrown;
          }
        },
      );
      const subscription = { options, gather };
      subscriptions.add(subscription);
      return Promise.resolve({
        async close() {
          subscriptions.delete(subscription);
          await gather.drain();
        },
      });
    },

    pending(group, topics) {
      const waiting = [...subscriptions]
        .filter(({ options }) => options.group === group)
        .flatMap(({ gather }) => gather.pendingItems());
      return Promise.resolve(
        topics.map((topic) => ({
          topic,
          messages: waiting.filter((message) => message.topic === topic).length,
        })),
      );
    },

    retention: () => Promise.resolve(undefined),

    check() {
      if (!closed) return Promise.resolve();
      return Promise.reject(unavailable('The bus is closed'));
    },

    async close() {
      closed = true;
      await Promise.allSettled(underWay);
    },
  };
}
