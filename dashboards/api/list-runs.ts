import type { QueryParams } from '../../warehouse/client.ts';
import { mostListed, type ModelRuns, type Shown, type ShownRun } from './shown.ts';

/** A model that is read, at the end of a line or of brackets in it. */
const mention = /\bfrom ([a-z_]+)(?: as ([a-z_]+))?(\)?)$/;
const condition = /^ *(?:where|and) .*[^(]$/;
const comment = /^ *--/;
/** Whatever is read from: a table, a view, a subquery. */
const source = /\b(?<!array )(?:from|join) (\w+)/g;
const subquery = /\b(\w+) as \(/g;
const lowerBound = /^ *and slice >= formatDateTime\(\{(\w+):DateTime\('UTC'\)\}, '%F(?:T%H)?'\)$/;

/** A statement with the parameters that its text asks for. */
export interface Listed {
  sql: string;
  params: QueryParams;
  /** What it reads beside rows of named runs: they stay what they are, its answer changes only with these tables and views. */
  reads: readonly string[];
}

/**
 * Names the published runs in a statement: what it reads of a model's view it then reads of the model's table, limited to
 * those runs, which spares the engine to find them out at every mention. Where rows are limited to slices from one on
 * (`and slice >= formatDateTime({from:DateTime('UTC')}, '%FT%H')` among the conditions), only runs that reach it are named.
 * A model with too many runs to be named stays as it is. Everything else of the statement does, too.
 *
 * @throws the warehouse's errors.
 * @example select sum(clicks) from affiliate_quarters_runs_0a1b2c3d as affiliate_quarters
 *   where run_id in {affiliate_quarters_runs:Array(UUID)} and affiliate_id = {affiliateId:String}
 */
export async function listRuns(sql: string, params: QueryParams, shown: Shown): Promise<Listed> {
  const lines = sql.split('\n');
  const models = await shown.runs(modelsIn(sql));
  const named: Record<string, QueryParams[string]> = {};
  lines.forEach((line, index) => {
    const [whole = '', model = '', alias = model, bracket = ''] = mention.exec(line) ?? [];
    const found = models.get(model);
    if (found === undefined) return;
    const conditions = bracket === '' ? conditionsBehind(lines, index) : [];
    const bound = conditions.flatMap((each) => lowerBound.exec(each)?.[1] ?? [])[0];
    const runs = choose(found, bound === undefined ? '' : toSlice(params[bound]));
    if (runs === undefined) return;
    const name = `${model}_runs${bound === undefined ? '' : `_${bound}`}`;
    const isShown = nameRuns(name, runs, named);
    const next = index + 1;
    const after = lines[next] ?? '';
    const before = line.slice(0, -whole.length);
    if (bracket === '' && after.trimStart().startsWith('where ')) {
      lines[index] = `${before}from ${found.table} as ${alias}`;
      lines[next] = after.replace('where ', `where ${isShown} and `);
    } else {
      lines[index] = `${before}from (select * from ${found.table} where ${isShown}) as ${alias}${bracket}`;
    }
  });
  const text = lines.filter((line) => !comment.test(line)).join('\n');
  const fixed = new Set([...matches(subquery, text), ...models.values().map(({ table }) => table)]);
  return {
    sql: lines.join('\n'),
    params: { ...params, ...named },
    reads: [...new Set(matches(source, text))].filter((name) => !fixed.has(name)).toSorted(),
  };
}

/** The models that a statement reads, and some other names. */
export function modelsIn(sql: string): string[] {
  return [...new Set(sql.split('\n').flatMap((line) => mention.exec(line)?.[1] ?? []))];
}

function matches(pattern: RegExp, text: string): string[] {
  return [...text.matchAll(pattern)].map(([, name = '']) => name);
}

/** The lines that limit what is read at an index, each by itself. */
function conditionsBehind(lines: readonly string[], index: number): string[] {
  const behind = lines.slice(index + 1);
  const end = behind.findIndex((line) => !condition.test(line) && !comment.test(line));
  return behind.slice(0, end === -1 ? undefined : end);
}

/** Puts runs among the parameters under a name; returns the condition that a row is one that is shown of them. */
function nameRuns(
  name: string,
  runs: readonly ShownRun[],
  params: Record<string, QueryParams[string]>,
): string {
  params[name] = runs.map((run) => run.id);
  const isOfThem = `run_id in {${name}:Array(UUID)}`;
  const hidden = runs.flatMap((run) => run.hiddenSlices.map((slice) => ({ slice, id: run.id })));
  if (hidden.length === 0) return isOfThem;
  params[`${name}_hidden_slices`] = hidden.map(({ slice }) => slice);
  params[`${name}_hidden`] = hidden.map(({ id }) => id);
  const pairs = `arrayZip({${name}_hidden_slices:Array(String)}, {${name}_hidden:Array(UUID)})`;
  return `${isOfThem} and (slice, run_id) not in ${pairs}`;
}

/** The hour of a parameter `YYYY-MM-DD HH:MM:SS` as slices are named; those of days are the beginnings of it. */
function toSlice(value: QueryParams[string] | undefined): string {
  if (typeof value !== 'string') throw new TypeError('A bound of slices is a parameter of text');
  return value.replace(' ', 'T').slice(0, 'YYYY-MM-DDTHH'.length);
}

/** The runs that reach a slice; undefined where they are too many. */
function choose({ runs, isWhole }: ModelRuns, since: string): readonly ShownRun[] | undefined {
  const reaches = (slice: string): boolean => slice >= since.slice(0, slice.length);
  const last = runs.at(-1);
  if (!isWhole && (last === undefined || reaches(last.lastSlice))) return undefined;
  const chosen = runs
    .filter((run) => reaches(run.lastSlice))
    .map((run) => ({ ...run, hiddenSlices: run.hiddenSlices.filter(reaches) }));
  const hidden = chosen.reduce((sum, run) => sum + run.hiddenSlices.length, 0);
  return hidden > mostListed ? undefined : chosen;
}
