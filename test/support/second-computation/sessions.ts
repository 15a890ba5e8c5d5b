import { channelOf, externalReferrer } from './channel.ts';
import { isSilent, type Fact } from './message.ts';

/** A visit of one device. */
export interface Session {
  anonymousId: string;
  startMs: number;
  endMs: number;
  isBounce: boolean;
  facts: readonly Fact[];
  traits: Traits;
}

export interface Traits {
  channel: string;
  referrer: string;
  source: string;
  medium: string;
  campaign: string;
  entryPage: string;
  exitPage: string;
  country: string;
  device: string;
  browser: string;
  os: string;
}

const longestGapMs = 30 * 60_000;
const passive = /^(web vitals?|scroll depth)/i;

/** Cuts each device's events where 30 minutes pass without one; only silent ones are no session. */
export function sessionsOf(facts: readonly Fact[]): Session[] {
  const devices = Map.groupBy(
    facts.filter(({ isBot, anonymousId }) => !isBot && anonymousId !== ''),
    ({ anonymousId }) => anonymousId,
  );
  return [...devices].flatMap(([anonymousId, own]) =>
    parts(own.toSorted((a, b) => a.atMs - b.atMs)).flatMap((part) => {
      const [first] = part;
      const opening = part.find((fact) => !isSilent(fact));
      if (first === undefined || opening === undefined) return [];
      const inputs = part.filter(
        (fact) =>
          !isSilent(fact) && !fact.isNonInteraction && !(fact.type === 'track' && passive.test(fact.event)),
      );
      return {
        anonymousId,
        startMs: first.atMs,
        endMs: part.at(-1)?.atMs ?? first.atMs,
        isBounce: inputs.length === 1,
        facts: part,
        traits: traitsOf(opening, part),
      };
    }),
  );
}

function parts(facts: readonly Fact[]): Fact[][] {
  const found: Fact[][] = [];
  let beforeMs = Number.NEGATIVE_INFINITY;
  for (const fact of facts) {
    if (fact.atMs - beforeMs >= longestGapMs) found.push([]);
    found.at(-1)?.push(fact);
    beforeMs = fact.atMs;
  }
  return found;
}

function traitsOf(opening: Fact, part: readonly Fact[]): Traits {
  const pages = part.filter((fact) => !isSilent(fact) && fact.path !== '');
  return {
    channel: channelOf(opening),
    referrer: externalReferrer(opening),
    source: opening.source,
    medium: opening.medium,
    campaign: opening.campaign,
    entryPage: opening.path,
    exitPage: pages.at(-1)?.path ?? '',
    country: opening.country,
    device: opening.device,
    browser: opening.browser,
    os: opening.os,
  };
}
