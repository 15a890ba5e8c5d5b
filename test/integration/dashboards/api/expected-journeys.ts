import type { RawEvent } from '../../../support/raw-rows.ts';

/** When somebody took a step; the order is among those of one millisecond. */
export interface Moment {
  at: number;
  order: string;
  person: string;
}

/** Every moment at which a step is taken, in order; a booking comes after events of its millisecond. */
export function momentsOf(
  step: string,
  events: readonly { event: RawEvent; person: string }[],
  bookings: readonly { reservationId: string; at: number; person: string }[],
): Moment[] {
  const isStep = (event: RawEvent) =>
    event.type === 'track'
      ? step === `event:${event.event ?? ''}`
      : (event.type === 'page' || event.type === 'screen') && step === `page:${event.path ?? ''}`;
  const taken =
    step === 'booking'
      ? bookings.map(({ reservationId, at, person }) => ({ at, order: `1${reservationId}`, person }))
      : events
          .filter(({ event }) => isStep(event))
          .map(({ event, person }) => ({
            at: Date.parse(event.timestamp),
            order: `0${event.messageId}`,
            person,
          }));
  return taken.toSorted((a, b) => a.at - b.at || (a.order < b.order ? -1 : 1));
}

/** A funnel by walking through each person's moments. */
export function expectedFunnel(
  steps: readonly string[],
  moments: readonly (readonly Moment[])[],
  { fromMs, toMs, windowMs }: { fromMs: number; toMs: number; windowMs: number },
) {
  const people = new Set(moments[0]?.map((moment) => moment.person));
  const walks = [...people].map((person) => {
    const walk: Moment[] = [];
    for (const [index, own] of moments.entries()) {
      const last = walk.at(-1);
      const first = walk[0];
      const next = own.find(
        (each) =>
          each.person === person &&
          (last === undefined || first === undefined
            ? each.at >= fromMs && each.at < toMs
            : (each.at > last.at || (each.at === last.at && each.order > last.order)) &&
              each.at <= first.at + windowMs),
      );
      if (next === undefined || walk.length < index) break;
      walk.push(next);
    }
    return walk;
  });
  return steps.map((name, index) => {
    const reached = walks.filter((walk) => walk.length > index);
    const before = walks.filter((walk) => walk.length >= index).length;
    const entered = walks.filter((walk) => walk.length > 0).length;
    const elapsed = reached
      .map((walk) => (walk[index]?.at ?? 0) - (walk[index - 1]?.at ?? 0))
      .toSorted((a, b) => a - b);
    const middle = [elapsed[Math.floor((elapsed.length - 1) / 2)], elapsed[Math.floor(elapsed.length / 2)]];
    return {
      name,
      visitors: reached.length,
      fromPrevious: index === 0 || before === 0 ? null : reached.length / before,
      fromStart: entered === 0 ? null : reached.length / entered,
      medianSeconds:
        index === 0 || elapsed.length === 0 ? null : ((middle[0] ?? 0) + (middle[1] ?? 0)) / 2 / 1_000,
    };
  });
}

/** How many of each cohort (start of its unit) have a visit in each unit, by walking through each person's visits. */
export function expectedRetention(
  visits: readonly { person: string; at: number }[],
  { unit, zone, fromMs, toMs }: { unit: 'week' | 'month'; zone: string; fromMs: number; toMs: number },
): Map<number, Map<number, number>> {
  const label = (atMs: number): number => {
    const local = Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(zone);
    const monday = local.toPlainDate().subtract({ days: local.dayOfWeek - 1 });
    const first = unit === 'week' ? monday : local.toPlainDate().with({ day: 1 });
    return first.toZonedDateTime(zone).epochMilliseconds;
  };
  const cohorts = new Map<number, Map<number, number>>();
  for (const own of Map.groupBy(visits, (visit) => visit.person).values()) {
    const first = Math.min(...own.map((visit) => visit.at));
    if (first < fromMs || first >= toMs) continue;
    const units = new Set(own.filter((visit) => visit.at < toMs).map((visit) => label(visit.at)));
    const counts = cohorts.get(label(first)) ?? new Map<number, number>();
    for (const each of units) counts.set(each, (counts.get(each) ?? 0) + 1);
    cohorts.set(label(first), counts);
  }
  return cohorts;
}

/** The cohorts as the API writes them; `starts` are those of the units, epoch milliseconds. */
export function writtenCohorts(expected: Map<number, Map<number, number>>, starts: readonly number[]) {
  return starts.map((at, index) => {
    const counts = expected.get(at);
    const visitors = counts?.get(at) ?? 0;
    return {
      at: new Date(at).toISOString(),
      visitors,
      returned: starts.slice(index).map((start, n) => {
        const returned = counts?.get(start) ?? 0;
        return { n, visitors: returned, rate: visitors === 0 ? null : returned / visitors };
      }),
    };
  });
}
