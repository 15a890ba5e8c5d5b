/** Bounds of one call of `handle`. */
export interface GatherConfig<Item> {
  /** Most items in one call; at least 1. */
  maxItems: number;
  /** Most bytes in one call; an item that is larger on its own goes alone. */
  maxBytes: number;
  /** Least time between the starts of two calls, in milliseconds. */
  minIntervalMs: number;
  sizeOf(item: Item): number;
}

/** Group commit: while one call of `handle` runs, what is added waits for the next one. */
export interface Gather<Item> {
  /**
   * Resolves when all items were in calls that resolved; they keep their order. Rejects with the reason of the
   * first call that rejected: items of the same `add` not yet handed over are then left out. Rejects with the
   * signal's reason when it aborts; what a call already has, it keeps.
   */
  add(items: readonly Item[], signal?: AbortSignal): Promise<void>;
  /** Bytes added and not yet answered for. */
  pendingBytes(): number;
  /** Items added and not yet answered for. */
  pendingItems(): readonly Item[];
  /** Resolves when everything added so far has been answered. Never rejects. */
  drain(): Promise<void>;
}

interface Entry<Item> {
  items: readonly Item[];
  sizeBytes: number;
  /** How many of the items were handed over. */
  taken: number;
  settled: boolean;
  resolve(): void;
  reject(reason: unknown): void;
}

/**
 * Creates a gatherer that calls `handle` with what concurrent callers added, one call at a time. An idle
 * gatherer hands over in the same turn of the event loop, so a lone caller waits for nothing but `handle`.
 *
 * @example
 * const gather = createGather({ maxItems: 10_000, maxBytes: 8e6, minIntervalMs: 200, sizeOf }, insert);
 * await Promise.all([gather.add([a]), gather.add([b, c])]); // one insert of a, b and c
 */
export function createGather<Item>(
  config: GatherConfig<Item>,
  handle: (items: readonly Item[]) => Promise<void>,
): Gather<Item> {
  const waiting: Entry<Item>[] = [];
  const unanswered = new Set<Entry<Item>>();
  const drained: (() => void)[] = [];
  let bytes = 0;
  let running = false;
  let lastStart = Number.NEGATIVE_INFINITY;

  function settle(entry: Entry<Item>, answer: () => void): void {
    if (entry.settled) return;
    entry.settled = true;
    bytes -= entry.sizeBytes;
    unanswered.delete(entry);
    answer();
    if (unanswered.size === 0) for (const resolve of drained.splice(0)) resolve();
  }

  /** Takes as many items from the front as one call may have. */
  function take(): { items: Item[]; entries: Entry<Item>[] } {
    const items: Item[] = [];
    const entries: Entry<Item>[] = [];
    let size = 0;
    let done = 0;
    fill: for (const entry of waiting) {
      while (!entry.settled && entry.taken < entry.items.length) {
        const item = entry.items[entry.taken];
        if (item === undefined) break;
        const itemBytes = config.sizeOf(item);
        if (items.length > 0 && (items.length >= config.maxItems || size + itemBytes > config.maxBytes))
          break fill;
        if (entries.at(-1) !== entry) entries.push(entry);
        items.push(item);
        size += itemBytes;
        entry.taken += 1;
      }
      done += 1;
    }
    waiting.splice(0, done);
    return { items, entries };
  }

  async function run(): Promise<void> {
    while (waiting.length > 0) {
      // The monotonic clock: a step of the wall clock must not hold messages back. Timers drop fractions.
      const waitMs = Math.ceil(lastStart + config.minIntervalMs - performance.now());
      await new Promise<void>((resolve) =>
        waitMs > 0 ? setTimeout(resolve, waitMs) : setImmediate(resolve),
      );
      const { items, entries } = take();
      if (items.length === 0) continue;
      lastStart = performance.now();
      try {
        await handle(items);
      } catch (thrown) {
        for (const entry of entries) settle(entry, () => entry.reject(thrown));
        continue;
      }
      for (const entry of entries) {
        if (entry.taken === entry.items.length) settle(entry, () => entry.resolve());
      }
    }
    running = false;
  }

  return {
    add: (items, signal) =>
      new Promise((resolve, reject) => {
        if (items.length === 0) return resolve();
        const sizeBytes = items.reduce((sum, item) => sum + config.sizeOf(item), 0);
        const entry: Entry<Item> = { items, sizeBytes, taken: 0, settled: false, resolve, reject };
        bytes += sizeBytes;
        waiting.push(entry);
        unanswered.add(entry);
        signal?.addEventListener('abort', () => settle(entry, () => reject(signal.reason)), { once: true });
        if (running) return;
        running = true;
        void run();
      }),
    pendingBytes: () => bytes,
    pendingItems: () => [...unanswered].flatMap((entry) => entry.items),
    drain: () =>
      unanswered.size === 0 ? Promise.resolve() : new Promise((resolve) => drained.push(resolve)),
  };
}
