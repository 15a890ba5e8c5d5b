import type { Lifecycle } from '../infra/lifecycle.ts';

/**
 * Does work that ends with the process: a signal aborts it, and what it uses is closed when it has stopped. Cut off in that
 * way, it never settles: the process is about to end.
 */
export async function workUntilSignal(
  lifecycle: Lifecycle,
  name: string,
  act: (signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const stop = new AbortController();
  const work = act(stop.signal);
  lifecycle.add(name, async () => {
    stop.abort();
    await work.catch(() => undefined);
  });
  try {
    await work;
  } catch (thrown) {
    if (stop.signal.aborted) await Promise.withResolvers<never>().promise;
    throw thrown;
  }
}
