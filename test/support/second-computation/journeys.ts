import type { Span } from './affiliate-money.ts';
import { stepOf, type Visits } from './behaviour.ts';
import type { Selected } from './selection.ts';

/** Somebody at a moment. */
interface Moment {
  atMs: number;
  person: string;
}

/** A funnel by walking through each person's moments: the first entry in the range, then step by step. */
export function funnelOf(
  { visits, bookings }: Selected,
  steps: readonly string[],
  { fromMs, toMs }: Span,
  windowMs: number,
) {
  const moments = steps.map((step): Moment[] => {
    const taken =
      step === 'booking'
        ? bookings
            .filter(({ isOwned }) => isOwned)
            .map(({ bookedAtMs, person }) => ({ atMs: bookedAtMs, person }))
        : visits.views.filter(({ fact }) => stepOf(fact) === step).map(toMoment);
    return taken.toSorted((a, b) => a.atMs - b.atMs);
  });
  const people = new Set(moments[0]?.map(({ person }) => person));
  const walks = [...people].map((person) => {
    const walk: number[] = [];
    for (const own of moments) {
      const [first] = walk;
      const last = walk.at(-1);
      const next = own.find((each) => {
        if (each.person !== person) return false;
        if (first === undefined || last === undefined) return each.atMs >= fromMs && each.atMs < toMs;
        return each.atMs > last && each.atMs <= first + windowMs;
      });
      if (next === undefined) break;
      walk.push(next.atMs);
    }
    return walk;
  });
  const reach = (index: number) => walks.filter((walk) => walk.length > index);
  return steps.map((name, index) => {
    const reached = reach(index);
    const seconds = reached.map((walk) => ((walk[index] ?? 0) - (walk[index - 1] ?? 0)) / 1_000);
    const rate = (whole: number): number | null => (whole === 0 ? null : reached.length / whole);
    return {
      name,
      visitors: reached.length,
      fromPrevious: index === 0 ? null : rate(reach(index - 1).length),
      fromStart: rate(reach(0).length),
      medianSeconds: index === 0 ? null : median(seconds),
    };
  });
}

function toMoment({ fact, person }: Visits['views'][number]): Moment {
  return { atMs: fact.atMs, person };
}

/** The mean of the middle two; null of nothing. */
export function median(values: readonly number[]): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  const low = sorted[Math.floor((sorted.length - 1) / 2)];
  const high = sorted[Math.floor(sorted.length / 2)];
  return low === undefined || high === undefined ? null : (low + high) / 2;
}

/** Who came for the first time in each unit, and who of them again; `units` have begun, in order. */
export function retentionOf(sessions: Visits['sessions'], units: readonly Span[]) {
  const firsts = new Map<string, number>();
  for (const { person, startMs } of sessions) {
    firsts.set(person, Math.min(startMs, firsts.get(person) ?? Number.POSITIVE_INFINITY));
  }
  const isWithin = (atMs: number, { fromMs, toMs }: Span): boolean => atMs >= fromMs && atMs < toMs;
  return units.map((unit, index) => {
    const cohort = new Set([...firsts].filter(([, atMs]) => isWithin(atMs, unit)).map(([person]) => person));
    return {
      at: new Date(unit.fromMs).toISOString(),
      visitors: cohort.size,
      returned: units.slice(index).map((later, n) => {
        const back = sessions.filter(({ person, startMs }) => cohort.has(person) && isWithin(startMs, later));
        const visitors = new Set(back.map(({ person }) => person)).size;
        return { n, visitors, rate: cohort.size === 0 ? null : visitors / cohort.size };
      }),
    };
  });
}
