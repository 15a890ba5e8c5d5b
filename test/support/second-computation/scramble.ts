import type { Change } from './change.ts';
import type { Request } from './message.ts';
import type { Random } from './random.ts';

/** What arrives together. */
export interface Delivery {
  requests: readonly Request[];
  changes: readonly Change[];
}

/**
 * Delivers the same facts otherwise: in any order, in other batches, some of them twice. What is delivered again was received
 * later, as a retry is.
 */
export function scramble(
  random: Random,
  requests: readonly Request[],
  changes: readonly Change[],
  parts: number,
): Delivery[] {
  const again = requests
    .filter(() => random.once(3))
    .map((each) => ({ ...each, receivedAtMs: each.receivedAtMs + 1 + random.below(86_400_000) }));
  const sent = shuffle(
    random,
    [...requests, ...again].flatMap((each) => split(random, each)),
  );
  const told = shuffle(random, [...changes, ...changes.filter(() => random.once(3))]);
  const cut = <T>(all: readonly T[], part: number): T[] =>
    all.slice(Math.floor((all.length * part) / parts), Math.floor((all.length * (part + 1)) / parts));
  return Array.from({ length: parts }, (_, part) => ({
    requests: cut(sent, part),
    changes: cut(told, part),
  }));
}

/** The same messages in one request or in one each. */
function split(random: Random, request: Request): Request[] {
  const messages = random.once(2) ? request.messages.map((each) => [each]) : [request.messages];
  return messages.map((own) => ({ ...request, path: '/v1/batch', messages: own }));
}

function shuffle<T>(random: Random, all: readonly T[]): T[] {
  return all
    .map((each) => ({ each, place: random.below(2 ** 30) }))
    .toSorted((a, b) => a.place - b.place)
    .map(({ each }) => each);
}
