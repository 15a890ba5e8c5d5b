/** Lets a number of queries run at once; more wait in order, up to a bound. */
export interface Gate {
  /** Waits for a turn. @returns the call that gives it back, or undefined when the queue is full or the wait was aborted */
  enter(signal: AbortSignal): Promise<(() => void) | undefined>;
}

export function createGate(atOnce: number, waiting: number): Gate {
  let running = 0;
  const queue: (() => void)[] = [];
  const leave = (): void => {
    const next = queue.shift();
    if (next === undefined) running -= 1;
    else next();
  };
  const once = (): (() => void) => {
    let left = false;
    return () => {
      if (!left) leave();
      left = true;
    };
  };
  return {
    enter(signal) {
      if (signal.aborted) return Promise.resolve(undefined);
      if (running < atOnce) {
        running += 1;
        return Promise.resolve(once());
      }
      if (queue.length >= waiting) return Promise.resolve(undefined);
      return new Promise((resolve) => {
        const abort = (): void => {
          const index = queue.indexOf(turn);
          if (index !== -1) queue.splice(index, 1);
          resolve(undefined);
        };
        const turn = (): void => {
          signal.removeEventListener('abort', abort);
          resolve(once());
        };
        signal.addEventListener('abort', abort, { once: true });
        queue.push(turn);
      });
    },
  };
}
