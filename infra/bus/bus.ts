/** The topics of Milepost, without the configured prefix. */
export type Topic = 'events' | 'reservations.changes' | 'reservations.state' | 'dead-letters';

/** A message to be published. */
export interface BusMessage {
  topic: Topic;
  /** Messages with one key keep their order. */
  key: string;
  /** The message's bytes; null is a tombstone. */
  value: Buffer | null;
  headers: Readonly<Record<string, string>>;
}

/** A message as a consumer receives it. */
export interface ReceivedMessage extends BusMessage {
  partition: number;
  /** Position in the partition, decimal digits. */
  offset: string;
}

export interface SubscribeOptions {
  /** Consumers of one group share the partitions. */
  group: string;
  topics: readonly Topic[];
  /**
   * Receives messages of one or more topics and partitions. Its messages are committed (or, in process,
   * their publishers answered) only after it has resolved; when it rejects, they come again.
   */
  handle(messages: readonly ReceivedMessage[]): Promise<void>;
  /** Most messages in one call of `handle`. */
  maxMessages: number;
  /** Most bytes of values in one call of `handle`. */
  maxBytes: number;
  /** Least time between the starts of two calls of `handle`, in milliseconds. */
  minIntervalMs: number;
}

export interface Subscription {
  /** Stops taking messages, waits for the running `handle`, commits, and leaves. */
  close(): Promise<void>;
}

/**
 * How many messages of a topic a group has not committed yet. Of a compacted topic it's the most there can be:
 * compaction leaves gaps in the positions that this counts.
 */
export interface Pending {
  topic: Topic;
  messages: number;
}

/** How long a topic keeps what was sent. */
export interface TopicRetention {
  /** Its name, with the configured prefix. */
  topic: string;
  /** Null: for ever. */
  retentionMs: number | null;
  /** Only the last message of a key is kept; a tombstone ends it. */
  isCompacted: boolean;
}

/** What carries messages from the collector to the loader. Delivery is at least once. */
export interface Bus {
  /**
   * Publishes messages; resolves when all of them are durable: with Kafka when every in-sync replica has
   * them, in process when the subscriber has stored them.
   *
   * @throws {MilepostError} `bus_overloaded` (retryable) when the bounded buffer is full,
   *   `bus_unavailable` (retryable) when the messages could not be made durable in time,
   *   `bus_message_too_large` when one is over 1 MB, which no broker takes.
   */
  publish(messages: readonly BusMessage[]): Promise<void>;
  subscribe(options: SubscribeOptions): Promise<Subscription>;
  /** What a group has still to take, by topic. */
  pending(group: string, topics: readonly Topic[]): Promise<Pending[]>;
  /** How long each topic keeps its messages; undefined where nothing is kept at all. Reads only. */
  retention(): Promise<TopicRetention[] | undefined>;
  /** Resolves when the bus can take messages; throws `bus_unavailable` otherwise. */
  check(): Promise<void>;
  /** Waits for publishes under way, then lets go of every connection. */
  close(): Promise<void>;
}
