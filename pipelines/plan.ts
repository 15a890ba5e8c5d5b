import type { Catalog } from './catalog.ts';
import { estimateCost, type Cost } from './cost.ts';
import { followDown } from './forecast.ts';
import type { Ledger } from './ledger.ts';
import { explainDue, planModel, type ExplainedSlice, type ModelPlan, type PlannerDeps } from './planner.ts';
import { readForPass } from './readings.ts';

/** Slices of a model that will be built for the same reason. */
export interface PlannedGroup extends Cost {
  /** `new input`, `changed: table vendors (city-hotel)`, `changed code`, or `may follow`. */
  why: string;
  slices: number;
  /** The first and the last of them. */
  first: string;
  last: string;
}

/** Slices of a model that stay as they are for the same reason, although something changed. */
export interface FrozenGroup {
  /** `frozen: new input`: rows came late, or `frozen: changed code` and the like. */
  why: string;
  slices: number;
  first: string;
  last: string;
}

/** What is due of a model, as `pipelines plan` shows it. */
export interface PlannedModel {
  model: string;
  due: ExplainedSlice[];
  upToDate: number;
  /** The due slices by their reason. */
  groups: PlannedGroup[];
  /** What would be due if its raw rows had not expired. */
  frozen: FrozenGroup[];
  /** What may become due when models before it are built, at most; undefined where nothing can. */
  follows?: PlannedGroup;
}

export interface PlanDeps extends PlannerDeps {
  catalog: Catalog;
}

const pastRunsRead = 50;
/** How many changed keys a reason names. */
const mostKeys = 3;

/** Plans every model: what is due and why, what follows down the graph, what it will cost. Reads only. */
export async function describePlan(logicalNow: string, deps: PlanDeps): Promise<PlannedModel[]> {
  const { catalog, warehouse, ledger } = deps;
  const plans = new Map<string, ModelPlan>();
  const readings = readForPass(warehouse);
  for (const model of catalog.sliced)
    plans.set(model.name, await planModel(model, logicalNow, deps, readings));
  const due = new Map([...plans].map(([name, plan]) => [name, new Set(plan.due.map((each) => each.slice))]));
  const followers = await followDown(catalog, due, plans, warehouse);

  const planned: PlannedModel[] = [];
  for (const [name, plan] of plans) {
    const explained = await explainDue(plan, plan.due, logicalNow, deps);
    const groupOf = await pricing(plan, ledger);
    const groups = [...Map.groupBy(explained, whyOf)].map(([why, some]) =>
      groupOf(
        withKeys(why, some),
        some.map((each) => each.slice),
      ),
    );
    const held = Map.groupBy(await explainDue(plan, plan.held, logicalNow, deps), whyOf);
    const frozen = [...held].map(([why, some]) => ({
      why: `frozen: ${withKeys(why, some)}`,
      slices: some.length,
      first: some[0]?.slice ?? '',
      last: some.at(-1)?.slice ?? '',
    }));
    const followed = [...(followers.get(name) ?? [])].toSorted();
    planned.push({
      model: name,
      due: explained,
      upToDate: plan.upToDate,
      groups,
      frozen,
      ...(followed.length === 0 ? {} : { follows: groupOf('may follow', followed) }),
    });
  }
  return planned;
}

/** Returns what puts slices of a model, in order, into a group with their cost. */
export async function pricing(
  plan: ModelPlan,
  ledger: Ledger,
): Promise<(why: string, slices: readonly string[]) => PlannedGroup> {
  const past = await ledger.pastRuns(plan.model.name, pastRunsRead);
  return (why, slices) => {
    const known = slices.flatMap((slice) => plan.published.get(slice) ?? []);
    const cost = estimateCost(past, {
      slices: slices.length,
      maxSlices: plan.model.maxSlices,
      knownSlices: known.length,
      knownRows: known.reduce((sum, each) => sum + each.rows, 0),
    });
    return { why, slices: slices.length, first: slices[0] ?? '', last: slices.at(-1) ?? '', ...cost };
  };
}

/** Adds to the inputs of a reason the keys whose rows changed in any of the slices, or the first few. */
function withKeys(why: string, slices: readonly ExplainedSlice[]): string {
  const keys = new Map<string, Set<string>>();
  for (const [label, some] of slices.flatMap(({ changedKeys = {} }) => Object.entries(changedKeys))) {
    keys.set(label, (keys.get(label) ?? new Set()).union(new Set(some)));
  }
  return [...keys].reduce(
    (text, [label, all]) => text.replace(label, () => `${label} (${describeKeys([...all])})`),
    why,
  );
}

function describeKeys(keys: readonly string[]): string {
  const named = keys.toSorted().map((key) => (key === '' ? 'every' : key));
  return named.length <= mostKeys ? named.join(', ') : `${named.slice(0, mostKeys).join(', ')} and more`;
}

function whyOf({ reason, changed }: ExplainedSlice): string {
  if (reason === 'new') return 'new input';
  if (changed.length === 0) return 'changed: built before causes were kept';
  const named = changed.filter((label) => label !== 'code');
  const code = named.length < changed.length ? ['changed code'] : [];
  return [...code, ...(named.length > 0 ? [`changed: ${named.join(', ')}`] : [])].join('; ');
}
