import type { Attribution } from './attribution.ts';
import type { Table } from './csv.ts';
import type { Funnel } from './funnel.ts';
import type { Paths } from './paths.ts';
import type { Retention } from './retention.ts';

/** A row per step. */
export function funnelTable(funnel: Funnel): Table {
  return {
    columns: ['name', 'visitors', 'fromPrevious', 'fromStart', 'medianSeconds'],
    rows: funnel.steps.map((step) => [
      step.name,
      step.visitors,
      step.fromPrevious,
      step.fromStart,
      step.medianSeconds,
    ]),
  };
}

/** A row per cohort and unit. */
export function retentionTable(retention: Retention): Table {
  return {
    columns: ['cohort', 'n', 'visitors', 'rate'],
    rows: retention.cohorts.flatMap(({ at, returned }) =>
      returned.map((each) => [at, each.n, each.visitors, each.rate]),
    ),
  };
}

/** A row per key, and one for bookings without a touch. */
export function attributionTable(attribution: Attribution): Table {
  const { rows, unattributed } = attribution;
  return {
    columns: ['attributed', 'key', 'credit', 'grossValue'],
    rows: [
      ...rows.map((row) => [true, row.key, row.credit, row.grossValue]),
      [false, '', unattributed.credit, unattributed.grossValue],
    ],
  };
}

/** A row per path, its pages joined by ` > `. */
export function pathsTable(paths: Paths): Table {
  return {
    columns: ['pages', 'ends', 'sessions', 'share'],
    rows: paths.rows.map((row) => [row.pages.join(' > '), row.ends, row.sessions, row.share]),
  };
}
