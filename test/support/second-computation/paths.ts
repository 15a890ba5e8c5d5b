import type { Span } from './affiliate-money.ts';
import { isPageView, stepOf, type Visits } from './behaviour.ts';
import { isSilent } from './message.ts';

/** Where sessions go from a step, or from their first page: each way with how many go it. */
export function pathsOf(
  sessions: Visits['sessions'],
  start: string | undefined,
  { fromMs, toMs }: Span,
  depth: number,
) {
  const ways = sessions.flatMap((session) => {
    const facts = session.facts.filter((fact) => !isSilent(fact) && fact.atMs >= fromMs && fact.atMs < toMs);
    const index = facts.findIndex((fact) =>
      start === undefined ? isPageView(fact) : stepOf(fact) === start,
    );
    if (index < 0) return [];
    const pages: string[] = [];
    let before = start?.startsWith('page:') === true ? start.slice('page:'.length) : undefined;
    for (const { path } of facts.slice(start === undefined ? index : index + 1).filter(isPageView)) {
      if (path !== before) pages.push(path);
      before = path;
    }
    return { pages: pages.slice(0, depth), ends: pages.length <= depth };
  });
  const rows = [...Map.groupBy(ways, (way) => JSON.stringify(way))].map(([way, own]) => {
    const { pages, ends } = own[0] ?? { pages: [], ends: true };
    return { way, pages, ends, sessions: own.length, share: own.length / ways.length };
  });
  return { sessions: ways.length, rows };
}
