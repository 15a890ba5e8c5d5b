import { MilepostError } from '../infra/errors.ts';
import type { Lifecycle } from '../infra/lifecycle.ts';

/**
 * Does work that ends with the process: a signal aborts it, and what it uses is closed when it has stopped. Cut off in that
 * way, it never settles: the process is about to end.
 */
export async function workUntilSignal<T>(
  lifecycle: Lifecycle,
  name: string,
  act: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const stop = new AbortController();
  const work = act(stop.signal);
  let isDone = false;
  lifecycle.add(name, async () => {
    // The end of every process comes by here; whoever is done is not told of a stop.
    if (isDone) return;
    stop.abort(new MilepostError('interrupted', 'Its process was told to end'));
    await work.catch(() => undefined);
  });
  try {
    return await work;
  } catch (thrown) {
    if (stop.signal.aborted) return Promise.withResolvers<never>().promise;
    throw thrown;
  } finally {
    isDone = true;
  }
}
