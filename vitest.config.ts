import { defineConfig } from 'vitest/config';

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
      project('unit', 10_000),
      project('house', 20_000),
      project('integration', 120_000, ['test/support/engine-setup.ts']),
      project('crash', 300_000),
      project('s3', 60_000, ['test/support/s3-setup.ts']),
      project('kafka', 300_000, ['test/support/kafka-setup.ts']),
      // One browser at a time: they look at the same product.
      {
        test: {
          ...project('browser', 60_000, ['test/support/browser-setup.ts']).test,
          fileParallelism: false,
        },
      },
    ],
    passWithNoTests: false,
    maxWorkers: 2,
  },
});
