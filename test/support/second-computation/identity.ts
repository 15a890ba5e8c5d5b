import type { Fact } from './message.ts';

/** Who is behind the events of one affiliate. */
export interface Identity {
  /** The person of a device or user at an instant. */
  person(anonymousId: string, userId: string, atMs: number): string;
}

/** Walks the identifications and aliases of one affiliate's events; bots identify nobody. */
export function createIdentity(facts: readonly Fact[]): Identity {
  const human = facts.filter(({ isBot }) => !isBot).toSorted((a, b) => a.atMs - b.atMs);
  const known = Map.groupBy(
    human.filter(({ anonymousId, userId, type }) => anonymousId !== '' && userId !== '' && type !== 'alias'),
    ({ anonymousId }) => anonymousId,
  );
  const merged = new Map<string, string>();
  const root = (user: string): string => {
    const next = merged.get(user);
    return next === undefined ? user : root(next);
  };
  for (const { type, previousId, userId } of human) {
    if (type !== 'alias') continue;
    const [from, into] = [root(previousId), root(userId)];
    if (from !== into) merged.set(from, into);
  }
  return {
    person(anonymousId, userId, atMs) {
      if (anonymousId === '') return `user ${root(userId)}`;
      const identified = known.get(anonymousId) ?? [];
      const last = identified.findLast((each) => each.atMs <= atMs) ?? identified[0];
      return last === undefined ? `device ${anonymousId}` : `user ${root(last.userId)}`;
    },
  };
}
