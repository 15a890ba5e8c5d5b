import * as fc from 'fast-check';
import type { Span } from './affiliate-money.ts';

const dayMs = 86_400_000;

/** Ranges that begin in or around a span: dates of a zone, or instants. */
export function rangesAround(span: Span, { longestDays }: { longestDays: number }) {
  const moments = fc
    .integer({ min: span.fromMs - 5 * dayMs, max: span.toMs })
    .map((atMs) => new Date(atMs).toISOString());
  return fc
    .record({
      from: fc.oneof(
        moments,
        moments.map((moment) => moment.slice(0, 10)),
      ),
      days: fc.oneof(fc.integer({ min: 1, max: longestDays }), fc.integer({ min: 1, max: 3 })),
      tz: fc.constantFrom('Europe/Berlin', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'America/St_Johns'),
    })
    .map(({ days, ...asked }) => ({
      ...asked,
      to: new Date(Date.parse(asked.from) + days * dayMs).toISOString().slice(0, asked.from.length),
    }));
}
