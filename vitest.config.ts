import { defineConfig } from 'vitest/config';
import { LongestFirst } from './test/support/order.ts';

/** Slow folders say so by being projects of their own; each prints what it left out and why. */
const project = (name: string, timeoutMs: number, globalSetup: string[] = []) => ({
  test: {
    name,
    include: [`test/${name}/**/*.test.ts`],
    testTimeout: timeoutMs,
    hookTimeout: timeoutMs,
    globalSetup,
  },
});

export default defineConfig({
  test: {
    projects: [
      // No module keeps anything: a process of its own for each file would cost more than the file's tests.
      { test: { ...project('unit', 10_000).test, isolate: false } },
      project('house', 20_000),
      project('integration', 120_000, ['test/support/engine-setup.ts']),
      project('crash', 300_000),
      project('s3', 60_000, ['test/support/s3-setup.ts']),
      project('kafka', 300_000, ['test/support/kafka-setup.ts']),
      project('browser', 60_000, ['test/support/browser-setup.ts']),
    ],
    sequence: { sequencer: LongestFirst },
    passWithNoTests: false,
    // One more than two cores: kills, brokers and browsers are waited for half of their time.
    maxWorkers: 3,
  },
});
