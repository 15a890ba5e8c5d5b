import { setTimeout as wait } from 'node:timers/promises';
import { MilepostError } from '../../infra/errors.ts';

/** Sends to a collector over HTTP, as SDKs and trackers do. */
export interface Sender {
  /**
   * Resolves when all is durable. Items are taken as they are sent, so that they need not all be there at once.
   *
   * @throws {MilepostError} `demo_refused` when the collector does not take it, the signal's reason when it ends.
   */
  sendEvents(writeKey: string, events: Iterable<object>): Promise<Sent>;
  sendChanges(changes: Iterable<object>): Promise<Sent>;
}

/** How many items went out, and how many of them were refused. */
export interface Sent {
  sent: number;
  refused: number;
}

export interface SenderDeps {
  /** Of the collector, e.g. `http://127.0.0.1:8080`. */
  address: string;
  /** A token of the role `source`, without limits. */
  sourceToken: string;
  signal: AbortSignal;
}

interface Body {
  text: string;
  items: number;
}

/** The collector takes 500 KB of events at once, 1,000 changes. */
const mostEventCharacters = 400_000;
const mostChanges = 800;
const mostUnderWay = 8;
const retryDelaysMs = [200, 1_000, 3_000, 10_000];

/** Creates a sender: batches of the largest size, several at once, each until it is stored. */
export function createSender({ address, sourceToken, signal }: SenderDeps): Sender {
  async function post(path: string, body: string, authorization: string): Promise<number> {
    for (let tries = 0; ; tries += 1) {
      signal.throwIfAborted();
      const headers = { authorization, 'content-type': 'application/json' };
      const answer = await fetch(`${address}${path}`, { method: 'POST', headers, body, signal });
      if (answer.ok) {
        const taken: unknown = await answer.json();
        return countRejected(taken);
      }
      const text = await answer.text();
      const waitMs = retryDelaysMs[tries];
      if (![429, 503].includes(answer.status) || waitMs === undefined) {
        throw new MilepostError(
          'demo_refused',
          `The collector answered ${answer.status} to ${path}: ${text.slice(0, 500)}`,
        );
      }
      await wait(waitMs, undefined, { signal });
    }
  }

  const underWay = new Set<Promise<void>>();

  async function all(bodies: Iterable<Body>, path: string, authorization: string): Promise<Sent> {
    const own: Promise<void>[] = [];
    const tally: Sent = { sent: 0, refused: 0 };
    for (const { text, items } of bodies) {
      while (underWay.size >= mostUnderWay) await Promise.race(underWay);
      const sending: Promise<void> = count(post(path, text, authorization), items, tally).finally(() =>
        underWay.delete(sending),
      );
      // Of several that fail at once the first is thrown below.
      sending.catch(() => undefined);
      underWay.add(sending);
      own.push(sending);
    }
    await Promise.all(own);
    return tally;
  }

  return {
    sendEvents: (writeKey, events) =>
      all(
        bodiesOf(events, 'batch', { characters: mostEventCharacters, items: Infinity }),
        '/v1/batch',
        `Basic ${btoa(`${writeKey}:`)}`,
      ),
    sendChanges: (changes) =>
      all(
        bodiesOf(changes, 'changes', { characters: Infinity, items: mostChanges }),
        '/v1/reservations',
        `Bearer ${sourceToken}`,
      ),
  };
}

async function count(posting: Promise<number>, items: number, tally: Sent): Promise<void> {
  const refused = await posting;
  tally.sent += items;
  tally.refused += refused;
}

function countRejected(answer: unknown): number {
  const isObject = typeof answer === 'object' && answer !== null;
  return isObject && 'rejected' in answer && Array.isArray(answer.rejected) ? answer.rejected.length : 0;
}

function* bodiesOf(
  items: Iterable<object>,
  key: string,
  most: { characters: number; items: number },
): Generator<Body> {
  let texts: string[] = [];
  let characters = 0;
  const body = (): Body => ({ text: `{"${key}":[${texts.join(',')}]}`, items: texts.length });
  for (const item of items) {
    const text = JSON.stringify(item);
    if (texts.length > 0 && (characters + text.length > most.characters || texts.length >= most.items)) {
      yield body();
      texts = [];
      characters = 0;
    }
    texts.push(text);
    characters += text.length;
  }
  if (texts.length > 0) yield body();
}
