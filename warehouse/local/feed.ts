import { once } from 'node:events';
import type { Socket } from 'node:net';
import type { Body } from './body.ts';

/**
 * Carries a body into the engine until one of them ends.
 *
 * @param settled resolves when the engine has ended its statement, with or without success
 * @returns true when the whole body was handed over
 * @throws BodyError when the body breaks; the pipe is still open then, for the caller to decide
 */
export async function feed(body: Body, writer: Socket, settled: Promise<unknown>): Promise<boolean> {
  const over = settled.then(() => 'over' as const);
  for (;;) {
    const piece = await Promise.race([body.next(), over]);
    if (piece === 'over') return false;
    if (piece === undefined) break;
    if (!writer.write(piece)) {
      const waiting = new AbortController();
      const drained = once(writer, 'drain', { signal: waiting.signal }).catch(() => {});
      const full = await Promise.race([drained, over]);
      waiting.abort();
      if (full === 'over') return false;
    }
  }
  await new Promise<void>((resolve) => {
    writer.once('close', () => resolve());
    writer.end(() => writer.destroy());
  });
  return true;
}
