import { setTimeout as wait } from 'node:timers/promises';

export interface PosterConfig {
  address: string;
  writeKey: string;
  /** How many connections post, each one event after the other. */
  senders: number;
  /** How long an event is tried before the poster gives up. */
  patienceMs: number;
}

export interface Poster {
  /** How many were answered with 200 so far. */
  readonly answered: number;
  /** How many tries got another answer or none. */
  readonly failedTries: number;
  /** Resolves when every event was answered with 200. */
  readonly finished: Promise<void>;
}

/** Posts events one by one, each under its messageId until it is answered with 200, as an SDK does. */
export function startPosting(events: readonly object[], config: PosterConfig): Poster {
  const headers = {
    'content-type': 'application/json',
    authorization: `Basic ${Buffer.from(`${config.writeKey}:`).toString('base64')}`,
  };
  const waiting = [...events];
  const counts = { answered: 0, failedTries: 0 };
  const post = async (event: object): Promise<boolean> => {
    try {
      const signal = AbortSignal.timeout(10_000);
      const body = JSON.stringify(event);
      const answer = await fetch(`${config.address}/v1/track`, { method: 'POST', headers, body, signal });
      await answer.arrayBuffer();
      return answer.status === 200;
    } catch {
      return false;
    }
  };
  const send = async (): Promise<void> => {
    for (let event = waiting.shift(); event !== undefined; event = waiting.shift()) {
      const deadline = performance.now() + config.patienceMs;
      while (!(await post(event))) {
        counts.failedTries += 1;
        if (performance.now() > deadline) throw new Error(`${config.address} takes no event any more`);
        await wait(50);
      }
      counts.answered += 1;
    }
  };
  return {
    get answered() {
      return counts.answered;
    },
    get failedTries() {
      return counts.failedTries;
    },
    finished: Promise.all(Array.from({ length: config.senders }, send)).then(() => undefined),
  };
}
