import { vi } from 'vitest';
import type { MilepostProcess } from './milepost.ts';

/** Resolves when a process says that it and all it needs are there; throws with what it printed where it ends. */
export async function untilReady(running: MilepostProcess, address: string): Promise<void> {
  let ended = false;
  await vi.waitFor(
    async () => {
      ended = running.hasEnded;
      if (ended) return;
      const answer = await fetch(`${address}/readyz`);
      if (answer.status !== 200) throw new Error(`${address} is not ready: ${await answer.text()}`);
    },
    { timeout: 60_000, interval: 50 },
  );
  if (ended) throw new Error(`It ended before it was ready: ${running.stderr}`);
}
