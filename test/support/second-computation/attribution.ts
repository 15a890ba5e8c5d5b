import { channelOf, externalReferrer } from './channel.ts';
import type { Visits } from './behaviour.ts';
import type { Booking } from './bookings.ts';
import { isSilent, type Fact } from './message.ts';

/** What brought somebody, when. */
export interface Touch {
  atMs: number;
  person: string;
  channel: string;
  campaign: string;
  source: string;
}

const dayMs = 86_400_000;

/** The starts of sessions, and within them each event that brings what the session has not had. */
export function touchesOf(sessions: Visits['sessions'], personAt: (fact: Fact) => string): Touch[] {
  const touches = sessions.flatMap((session) => {
    const had = new Set<string>();
    return session.facts
      .filter((fact) => !isSilent(fact))
      .flatMap((fact, index): Touch[] => {
        const brings = bringsOf(fact);
        const isNew = brings.some((each) => !had.has(each));
        for (const each of brings) had.add(each);
        if (index > 0 && !isNew) return [];
        const { campaign, source } = fact;
        const at = index === 0 ? session : { startMs: fact.atMs, person: personAt(fact) };
        return [{ atMs: at.startMs, person: at.person, channel: channelOf(fact), campaign, source }];
      });
  });
  return touches.toSorted((a, b) => a.atMs - b.atMs);
}

function bringsOf(fact: Fact): string[] {
  const { source, medium, campaign, adClick } = fact;
  const referrer = externalReferrer(fact);
  return [
    ...(source === '' && medium === '' && campaign === '' ? [] : [`utm ${source}|${medium}|${campaign}`]),
    ...(adClick === '' ? [] : [`ad ${adClick}`]),
    ...(referrer === '' ? [] : [`referrer ${referrer}`]),
  ];
}

export type Model = 'first' | 'last' | 'linear' | 'position' | 'decay';

/** Shares one credit a booking among the touches before it, within a window. */
export function creditOf(
  touches: readonly Touch[],
  bookings: readonly Booking[],
  { model, by, windowMs }: { model: Model; by: 'channel' | 'campaign' | 'source'; windowMs: number },
): { credit: Map<string, number>; unattributed: number } {
  const credit = new Map<string, number>();
  let unattributed = 0;
  for (const { person, bookedAtMs } of bookings) {
    const path = touches.filter(
      ({ person: own, atMs }) => own === person && atMs < bookedAtMs && atMs >= bookedAtMs - windowMs,
    );
    if (path.length === 0) unattributed += 1;
    const weights = weightsOf(model, path, bookedAtMs);
    const whole = weights.reduce((total, weight) => total + weight, 0);
    for (const [index, touch] of path.entries()) {
      const share = (weights[index] ?? 0) / whole;
      if (share > 0) credit.set(touch[by], (credit.get(touch[by]) ?? 0) + share);
    }
  }
  return { credit, unattributed };
}

function weightsOf(model: Model, path: readonly Touch[], bookedAtMs: number): number[] {
  const last = path.length - 1;
  const lastKnown = path.findLastIndex(({ channel }) => channel !== 'Direct');
  const chosen = (at: number) => path.map((_, index) => (index === at ? 1 : 0));
  switch (model) {
    case 'first':
      return chosen(0);
    case 'last':
      return chosen(lastKnown < 0 ? last : lastKnown);
    case 'linear':
      return path.map(() => 1);
    case 'decay':
      return path.map(({ atMs }) => 0.5 ** ((bookedAtMs - atMs) / (7 * dayMs)));
    case 'position':
      if (path.length < 3) return path.map(() => 1);
      return path.map((_, index) => (index === 0 || index === last ? 0.4 : 0.2 / (path.length - 2)));
  }
}
