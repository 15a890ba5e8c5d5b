import type { QueryParams, Warehouse } from '../warehouse/client.ts';
import type { Check } from './checks.ts';
import type { SlicedModel } from './model.ts';
import { planSettings } from './plan-settings.ts';
import { sliceBounds } from './slice.ts';

/** What a check found in a run. */
export interface Finding {
  check: string;
  severity: Check['severity'];
  rowsFailing: number;
  /** Some of the offending rows, as JSON. */
  sample: string[];
}

/** The run that is asked about: what the model's own query was given, and its now. */
export interface CheckedRun {
  slices: readonly string[];
  /** ISO instant. */
  logicalNow: string;
  params: QueryParams;
}

/**
 * Asks all checks of a model, its head's and those that are files, about a run's rows, in one query. Returns what
 * they found, the blocking ones first; nothing where all is well. Throws the warehouse's errors only.
 */
export async function runChecks(
  model: SlicedModel,
  run: CheckedRun,
  files: readonly Check[],
  warehouse: Warehouse,
): Promise<Finding[]> {
  const checks = [...model.checks, ...files.filter((each) => each.model === model.name)];
  const params: Record<string, QueryParams[string]> = {
    ...run.params,
    rows: model.table,
    model: model.name,
    settled: run.slices.filter((slice) => isSettled(model, slice, run.logicalNow)),
  };
  const questions = checks.map((check, index) => {
    // Each check's own values under names of their own: several may come from one text.
    const own = `c${index}_`;
    let { sql } = check;
    for (const [name, value] of Object.entries(check.params ?? {})) {
      params[own + name] = value;
      sql = sql.replaceAll(`{${name}:`, `{${own}${name}:`);
    }
    return (
      `select ${index} as position, count() as rowsFailing, groupArray(3)(row) as sample\n` +
      `from (select formatRowNoNewline('JSONEachRow', *) as row from (\n${sql}\n))`
    );
  });
  const answers = await warehouse.query<{ position: number; rowsFailing: number; sample: string[] }>(
    `select position, rowsFailing, sample from (\n${questions.join('\nunion all\n')}\n) where rowsFailing > 0 order by position\nsettings ${planSettings}`,
    { name: `checks-${model.name}`, params },
  );
  const findings = answers.flatMap(({ position, rowsFailing, sample }) => {
    const check = checks[position];
    return check === undefined ? [] : [{ check: check.name, severity: check.severity, rowsFailing, sample }];
  });
  return findings.toSorted((left, right) => left.severity.localeCompare(right.severity));
}

/** Returns what a check found as a person reads it; without the rows, which may name people. */
export function describeFinding({ check, rowsFailing }: Finding): string {
  return `${check}: ${rowsFailing} ${rowsFailing === 1 ? 'row' : 'rows'}`;
}

/** Whether a slice's rows are all there: its time is over, or time does not cut it. */
function isSettled(model: SlicedModel, slice: string, logicalNow: string): boolean {
  if (model.slice === 'bucket' || model.slice === 'all') return true;
  return sliceBounds(model.slice, slice).to.getTime() <= Date.parse(logicalNow);
}
