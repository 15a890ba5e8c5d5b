import { createRequire } from 'node:module';

/** The part of kafkajs 2.2.4's `RequestQueue` that its timer touches. */
interface RequestQueue {
  pending: unknown[];
  throttledUntil: number;
  throttleCheckTimeoutId: NodeJS.Timeout | null;
  checkPendingRequests(): void;
}

const checkIntervalMs = 10;

/** Runs only while requests wait. */
function schedule(this: RequestQueue): void {
  if (this.throttleCheckTimeoutId !== null || this.pending.length === 0) return;
  const delayMs = Math.max(this.throttledUntil - Date.now(), checkIntervalMs);
  this.throttleCheckTimeoutId = setTimeout(() => {
    this.throttleCheckTimeoutId = null;
    this.checkPendingRequests();
  }, delayMs);
}

/**
 * Replaces the timer of kafkajs 2.2.4's request queues. Theirs asks for a timeout in the far past whenever
 * nothing waits: a `TimeoutNegativeWarning` on new versions of Node, and a timer that fires some 900 times a second
 * on every idle connection.
 *
 * @see https://github.com/tulios/kafkajs/issues/1751 and https://github.com/tulios/kafkajs/issues/1556
 */
export function mendRequestQueue(): void {
  const loaded: unknown = createRequire(import.meta.url)('kafkajs/src/network/requestQueue');
  if (typeof loaded !== 'function') return;
  const prototype: unknown = loaded.prototype;
  if (typeof prototype !== 'object' || prototype === null) return;
  if (!('scheduleCheckPendingRequests' in prototype)) return;
  prototype.scheduleCheckPendingRequests = schedule;
}
