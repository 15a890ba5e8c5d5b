import { toInstant } from '../../infra/clock.ts';
import { toDateTime, type Reader } from './reader.ts';
import type { AffiliateScope } from './scope.ts';

const minuteMs = 60_000;
const minutes = 30;
const recentMs = 5 * minuteMs;
const models = ['clean_events', 'identifications', 'alias_ends'];

/** Who is there now. */
export interface Realtime {
  at: string;
  asOf: string | null;
  /** Distinct visitors with an event in the last 5 minutes. */
  visitors: number;
  /** Distinct visitors of each of the last 30 minutes on the clock; the last one is still running. */
  minutes: { at: string; visitors: number }[];
}

/** Computes who is there at an instant. Throws the warehouse's errors only. */
export async function readRealtime(reader: Reader, scope: AffiliateScope, nowMs: number): Promise<Realtime> {
  const running = Math.floor(nowMs / minuteMs);
  const starts = Array.from({ length: minutes }, (_, index) => (running - minutes + 1 + index) * minuteMs);
  const [asOf, rows] = await Promise.all([
    reader.asOf(models),
    reader.affiliate<{ minute: number; visitors: number }>(scope, 'realtime', {
      from: toDateTime(starts[0] ?? nowMs),
      now: new Date(nowMs),
      recentFrom: new Date(nowMs - recentMs),
    }),
  ]);
  const visitors = new Map(rows.map((row) => [row.minute, row.visitors]));
  return {
    at: toInstant(nowMs),
    asOf,
    visitors: visitors.get(0) ?? 0,
    minutes: starts.map((at) => ({ at: toInstant(at), visitors: visitors.get(at / 1_000) ?? 0 })),
  };
}
