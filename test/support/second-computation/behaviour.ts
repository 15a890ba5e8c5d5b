import type { Span } from './affiliate-money.ts';
import type { Identity } from './identity.ts';
import { isSilent, type Fact } from './message.ts';
import { sessionsOf, type Session, type Traits } from './sessions.ts';

const clickNames = ['Product Clicked', 'Promotion Clicked', 'Offer Clicked', 'Link Clicked'];

/** What the visitors of one affiliate did. */
export interface Visits {
  /** Not silent, not of bots; each with its session, where it has one. */
  views: readonly { fact: Fact; person: string; session: Session | undefined }[];
  sessions: readonly (Session & { person: string })[];
}

export function visitsOf(facts: readonly Fact[], identity: Identity): Visits {
  const sessions = sessionsOf(facts).map((session) => ({
    ...session,
    person: identity.person(session.anonymousId, '', session.startMs),
  }));
  const sessionOf = new Map(sessions.flatMap((session) => session.facts.map((fact) => [fact, session])));
  const views = facts
    .filter((fact) => !fact.isBot && !isSilent(fact))
    .map((fact) => ({
      fact,
      person: identity.person(fact.anonymousId, fact.userId, fact.atMs),
      session: sessionOf.get(fact),
    }));
  return { views, sessions };
}

export function isPageView({ type }: Fact): boolean {
  return type === 'page' || type === 'screen';
}

export function isClick({ type, event }: Fact): boolean {
  return type === 'track' && clickNames.includes(event);
}

/** What a step of a funnel or path calls an event; '' for what is none. */
export function stepOf(fact: Fact): string {
  if (isPageView(fact)) return `page:${fact.path}`;
  return fact.type === 'track' ? `event:${fact.event}` : '';
}

/** Numbers of sessions and events. */
export function behaviour(views: Visits['views'], sessions: readonly Session[]) {
  const rate = (numerator: number): number | null =>
    sessions.length === 0 ? null : numerator / sessions.length;
  const seconds = sessions.reduce((total, { startMs, endMs }) => total + (endMs - startMs) / 1_000, 0);
  return {
    visitors: new Set(views.map(({ person }) => person)).size,
    sessions: sessions.length,
    pageviews: views.filter(({ fact }) => isPageView(fact)).length,
    bounceRate: rate(sessions.filter(({ isBounce }) => isBounce).length),
    averageSessionSeconds: rate(seconds),
    clicks: views.filter(({ fact }) => isClick(fact)).length,
  };
}

/** What happened in a span: events by their time, sessions by their start. */
export function within({ views, sessions }: Visits, { fromMs, toMs }: Span): Visits {
  const isIn = (atMs: number): boolean => atMs >= fromMs && atMs < toMs;
  return {
    views: views.filter(({ fact }) => isIn(fact.atMs)),
    sessions: sessions.filter(({ startMs }) => isIn(startMs)),
  };
}

/** The rows of a breakdown in no order; '' for what has no page or session. */
export function breakdown(
  visits: Visits,
  by: 'page' | keyof Traits,
): Map<string, ReturnType<typeof behaviour>> {
  const keyOfSession = (session: Session | undefined): string =>
    session === undefined || by === 'page' ? '' : session.traits[by];
  // What an exit page is told of is its sessions.
  const told = by === 'exitPage' ? [] : visits.views;
  const views = Map.groupBy(told, ({ fact, session }) => (by === 'page' ? fact.path : keyOfSession(session)));
  const sessions = by === 'page' ? sessionsByPage(visits.views) : Map.groupBy(visits.sessions, keyOfSession);
  const keys = new Set([...views.keys(), ...sessions.keys()]);
  return new Map([...keys].map((key) => [key, behaviour(views.get(key) ?? [], sessions.get(key) ?? [])]));
}

/** The sessions that saw a page. */
function sessionsByPage(views: Visits['views']): Map<string, Session[]> {
  const byPage = Map.groupBy(views, ({ fact }) => fact.path);
  return new Map(
    [...byPage].map(([path, own]) => {
      const seen = new Set(own.flatMap(({ session }) => (session === undefined ? [] : [session])));
      return [path, [...seen]];
    }),
  );
}
