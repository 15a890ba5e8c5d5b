import type { SliceKind } from './model.ts';

/** What one run of a model may take, and how soon it should show what came in. */
export interface ModelLimits {
  /** Most runs of the model that one process has under way at once. */
  concurrency: number;
  /** The engine stops a run's query after this time. */
  timeoutSeconds: number;
  /** Most memory of a run's query; undefined leaves the engine's own limit in force. */
  memoryBytes: number | undefined;
  /** The promise: what arrived is in the numbers after this time. */
  freshWithinMs: number;
}

/** The client of the warehouse gives up after 120 s: the engine should say so before. */
const mostTimeoutSeconds = 110;

/** Each run may take a quarter of the engine's memory. */
const mostAtOnce = 4;

const unitSeconds: Readonly<Record<string, number>> = { s: 1, min: 60, h: 3_600 };
const unitBytes: Readonly<Record<string, number>> = { MB: 1e6, GB: 1e9 };

/**
 * Reads `concurrency: 2`, `timeout: 90 s`, `memory: 2 GB` and `fresh_within: 60 s` of a model's head. Without them:
 * one run at a time, 110 s, the engine's own memory limit, and 60 s for models of hours (the affiliates' numbers), 5
 * minutes for the others.
 */
export function parseLimits(
  head: ReadonlyMap<string, string>,
  slice: SliceKind,
  fail: (fault: string) => Error,
): ModelLimits {
  const read = (key: string, units: Readonly<Record<string, number>>): number | undefined => {
    const text = head.get(key);
    if (text === undefined) return undefined;
    const [, amount = '', unit = ''] = /^(\d+) ([a-zA-Z]+)$/.exec(text) ?? [];
    const factor = units[unit];
    if (factor === undefined || Number(amount) === 0) {
      throw fail(`${key} "${text}" is not understood: say a number and ${Object.keys(units).join(', ')}`);
    }
    return Number(amount) * factor;
  };
  const timeoutSeconds = read('timeout', unitSeconds) ?? mostTimeoutSeconds;
  if (timeoutSeconds > mostTimeoutSeconds) {
    throw fail(`timeout is ${mostTimeoutSeconds} s at most: build fewer slices at once (max_slices)`);
  }
  const freshSeconds = read('fresh_within', unitSeconds) ?? (slice === 'hour' ? 60 : 300);
  const concurrency = Number(head.get('concurrency') ?? '1');
  if (!Number.isInteger(concurrency) || concurrency < 1 || concurrency > mostAtOnce) {
    throw fail(`concurrency is a number from 1 to ${mostAtOnce}`);
  }
  return {
    concurrency,
    timeoutSeconds,
    memoryBytes: read('memory', unitBytes),
    freshWithinMs: freshSeconds * 1_000,
  };
}

/** Returns the engine's settings that hold a run's statements to its model's limits. */
export function limitSettings({ timeoutSeconds, memoryBytes }: ModelLimits): string {
  const memory = memoryBytes === undefined ? '' : `, max_memory_usage = ${memoryBytes}`;
  return `max_execution_time = ${timeoutSeconds}${memory}`;
}
