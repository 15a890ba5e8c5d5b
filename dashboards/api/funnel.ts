import { toInstant } from '../../infra/clock.ts';
import { invalidField } from '../../infra/http/problem.ts';
import { bookedSince, filterModels, filterParams } from './filter-params.ts';
import type { Filters } from './filter.ts';
import type { Range } from './range/range.ts';
import { rangeParams, toDateTime, type Reader } from './reader.ts';
import type { AffiliateScope } from './scope.ts';

/** A page that is viewed, a track event, or a booking. */
export interface FunnelStep {
  kind: 'page' | 'event' | 'booking';
  /** The page's path or the event's name, '' for a booking. */
  name: string;
}

/** How far visitors come: from their first entry in the range, steps in order, each within the window of the entry. */
export interface Funnel {
  from: string;
  to: string;
  tz: string;
  asOf: string | null;
  steps: {
    /** As it was asked for. */
    name: string;
    visitors: number;
    /** Share of the step before, and of the first; null without anybody. */
    fromPrevious: number | null;
    fromStart: number | null;
    /** Median time since the step before; null for the first step and where nobody came. */
    medianSeconds: number | null;
  }[];
}

const models = ['clean_events', 'identifications', 'alias_ends'];
const bookingModels = ['clicks', 'reservation_versions', 'linked_reservations'];
const maxSteps = 10;

interface StepRow {
  step: number;
  visitors: number;
  median_seconds: number | null;
}

/**
 * Reads the parameter `steps`.
 *
 * @throws {Problem} 400 for an empty or unknown step, or more than 10.
 * @example parseSteps('page:/search,event:Product Viewed,booking')
 */
export function parseSteps(text: string): FunnelStep[] {
  const steps = text.split(',').map((part): FunnelStep => {
    const step = part.trim();
    if (step === 'booking') return { kind: 'booking', name: '' };
    const [, kind, name = ''] = /^(page|event):(.+)$/.exec(step) ?? [];
    if (kind === 'page' || kind === 'event') return { kind, name };
    throw invalidField('steps', `"${step}": must be page:<path>, event:<name> or booking`);
  });
  if (steps.length > maxSteps) throw invalidField('steps', `must be at most ${maxSteps}`);
  return steps;
}

/**
 * Computes a funnel; the window may pass the range's end, and what filters say of the range holds up to the end of the
 * window. Throws the warehouse's errors only.
 */
export async function readFunnel(
  reader: Reader,
  scope: AffiliateScope,
  request: { range: Range; filters: Filters; steps: readonly FunnelStep[]; windowMs: number },
): Promise<Funnel> {
  const { range, filters, steps, windowMs } = request;
  const bookings = steps.some((step) => step.kind === 'booking');
  const filtering = filterParams(filters);
  const params = {
    ...filtering,
    ...bookedSince(range.fromMs),
    parts: bookings
      ? [...filtering.parts, 'converted']
      : filtering.parts.filter((part) => part !== 'bookings' && part !== 'follows'),
    ...rangeParams({ ...range, toMs: range.toMs + windowMs }),
    entryTo: toDateTime(range.toMs),
    windowMs,
    kinds: steps.map((step) => step.kind),
    names: steps.map((step) => step.name),
  };
  const [asOf, rows] = await Promise.all([
    reader.asOf([
      ...new Set([...models, ...(bookings ? bookingModels : []), ...filterModels(filters, { bookings })]),
    ]),
    reader.affiliate<StepRow>(scope, 'funnel', params),
  ]);
  const byStep = new Map(rows.map((row) => [row.step, row]));
  const visitorsAt = (step: number): number => byStep.get(step)?.visitors ?? 0;
  return {
    from: toInstant(range.fromMs),
    to: toInstant(range.toMs),
    tz: range.timezone,
    asOf,
    steps: steps.map(({ kind, name }, index) => ({
      name: kind === 'booking' ? kind : `${kind}:${name}`,
      visitors: visitorsAt(index + 1),
      fromPrevious: index === 0 ? null : share(visitorsAt(index + 1), visitorsAt(index)),
      fromStart: share(visitorsAt(index + 1), visitorsAt(1)),
      medianSeconds: byStep.get(index + 1)?.median_seconds ?? null,
    })),
  };
}

function share(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}
