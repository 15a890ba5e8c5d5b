import { toInstant } from '../infra/clock.ts';
import { codeOf, messageOf } from '../infra/errors.ts';
import { eachAtOnce, inRuns } from './at-once.ts';
import type { Backfill, BackfillOrder, Backfills } from './backfills.ts';
import type { Catalog } from './catalog.ts';
import { followDown } from './forecast.ts';
import type { SlicedModel } from './model.ts';
import { pricing, type PlannedGroup } from './plan.ts';
import { planModel, type ModelPlan } from './planner.ts';
import { runWithRetries, type RetryDeps } from './retry.ts';
import { sliceBounds } from './slice.ts';
import { watchOrder } from './watch-order.ts';

/** One model's part of a backfill. */
export interface BackfillStep extends PlannedGroup {
  model: string;
}

export interface BackfillProgress {
  model: string;
  done: number;
  total: number;
  /** Judged by the slices that this call has built; null before the first. */
  remainingMs: number | null;
}

export interface BackfillOptions {
  onProgress?: (progress: BackfillProgress) => void;
  signal?: AbortSignal;
  /** See {@link RetryDeps.epoch}. */
  epoch?: () => number | undefined;
  /** Stops after so long, to go on at the next call. */
  budgetMs?: number;
}

export interface BackfillDeps extends RetryDeps {
  catalog: Catalog;
  backfills: Backfills;
  /** How often to look whether the backfill was cancelled elsewhere. Default: every second. */
  lookEveryMs?: number;
}

/** Returns what an order will build, with its cost, in order. Reads only. */
export async function planBackfill(order: BackfillOrder, deps: BackfillDeps): Promise<BackfillStep[]> {
  const { plans, wanted } = await survey(order, deps);
  const steps: BackfillStep[] = [];
  for (const [name, slices] of wanted) {
    const plan = plans.get(name);
    if (plan === undefined || slices.length === 0) continue;
    const group = await pricing(plan, deps.ledger);
    steps.push({ model: name, ...group('backfill', slices) });
  }
  return steps;
}

/**
 * Builds the slices of a backfill again, model after model. What was published since the backfill was opened is not
 * built twice: after a kill, or when the budget is used up, the next call goes on. One that is cancelled is stopped in
 * the middle of a run, which is withdrawn. Every slice stays whole throughout.
 *
 * @returns the backfill as it is then: `started` where the budget was used up, `cancelled`
 * @throws what a run throws; the book has the backfill as failed then. An abort leaves an order to the next call, and
 *   cancels what a command works on: its person stopped it, and the same command goes on.
 */
export async function workOff(
  backfill: Backfill,
  options: BackfillOptions,
  deps: BackfillDeps,
): Promise<Backfill> {
  const { clock, backfills, catalog } = deps;
  const startedAt = clock.now();
  const runner: BackfillDeps = options.epoch === undefined ? deps : { ...deps, epoch: options.epoch };
  const { todo, total, already } = await findOpen(backfill, deps);
  let now: Backfill = { ...backfill, total, done: already };
  const isOver = () => options.budgetMs !== undefined && clock.now() - startedAt >= options.budgetMs;

  async function tell(model: string): Promise<void> {
    const built = now.done - already;
    const remainingMs = built === 0 ? null : ((clock.now() - startedAt) / built) * (total - now.done);
    options.onProgress?.({ model, done: now.done, total, remainingMs });
    await backfills.record(now);
  }

  const watch = watchOrder(backfill.id, backfills, deps.lookEveryMs ?? 1_000);
  const signal = AbortSignal.any([watch.signal, ...(options.signal === undefined ? [] : [options.signal])]);

  async function build(model: SlicedModel, slices: readonly string[]): Promise<void> {
    signal.throwIfAborted();
    if (isOver()) return;
    await Promise.all([watch.look(), tell(model.name)]);
    signal.throwIfAborted();
    const some = slices.toSorted();
    const logicalNow = toInstant(clock.now());
    const plan = await planModel(model, logicalNow, deps);
    await runWithRetries(plan, some, logicalNow, runner, signal);
    now = { ...now, done: now.done + some.length };
  }

  try {
    for (const [name, slices] of todo) {
      const model = catalog.get(name);
      const inOrder = backfill.newestFirst ? slices.toReversed() : slices;
      await eachAtOnce(inRuns(inOrder, model.maxSlices), model.concurrency, (some) => build(model, some));
    }
    if (now.done < total) return now;
    now = { ...now, state: 'done' };
    await tell(backfill.model);
    return now;
  } catch (thrown) {
    if (watch.signal.aborted) return { ...now, state: 'cancelled' };
    if (options.signal?.aborted === true) {
      if (backfill.origin === 'command') await backfills.record({ ...now, state: 'cancelled' });
      options.signal.throwIfAborted();
    }
    if (codeOf(thrown) !== 'leadership_lost') {
      await backfills.record({ ...now, state: 'failed', message: messageOf(thrown).slice(0, 2_000) });
    }
    throw thrown;
  } finally {
    watch.close();
  }
}

/** Finds what of a backfill is still to be built, by model, and how many slices it has and has done. */
async function findOpen(backfill: Backfill, deps: BackfillDeps) {
  const { plans, wanted } = await survey(backfill, deps);
  const todo = new Map(
    [...wanted].map(([name, slices]) => [
      name,
      slices.filter((each) => !isDone(plans.get(name), each, backfill)),
    ]),
  );
  const count = (lists: Iterable<readonly string[]>) =>
    [...lists].reduce((sum, each) => sum + each.length, 0);
  const total = count(wanted.values());
  return { todo, total, already: total - count(todo.values()) };
}

/** Finds the slices of an order, of its model and of those after it, whether they are done or not. */
async function survey(order: BackfillOrder, deps: BackfillDeps) {
  const logicalNow = toInstant(deps.clock.now());
  const plans = new Map<string, ModelPlan>();
  for (const model of deps.catalog.sliced) {
    if (!order.downstream && model.name !== order.model) continue;
    plans.set(model.name, await planModel(model, logicalNow, deps));
  }
  const model = deps.catalog.get(order.model);
  const own = (plans.get(model.name)?.expected ?? []).filter((slice) => overlaps(model, slice, order));
  const wanted = new Map([[model.name, own]]);
  if (order.downstream) {
    const followers = await followDown(
      deps.catalog,
      new Map([[model.name, new Set(own)]]),
      plans,
      deps.warehouse,
    );
    for (const [name, slices] of followers) {
      const expected = plans.get(name)?.expected ?? [];
      wanted.set(
        name,
        expected.filter((slice) => slices.has(slice)),
      );
    }
  }
  return { plans, wanted };
}

function overlaps(model: SlicedModel, slice: string, order: BackfillOrder): boolean {
  const { from, to } = sliceBounds(model.slice, slice);
  return from.getTime() < Date.parse(order.to) && to.getTime() > Date.parse(order.from);
}

function isDone(plan: ModelPlan | undefined, slice: string, backfill: Backfill): boolean {
  const known = plan?.published.get(slice);
  return known !== undefined && known.publishedAt > backfill.since;
}
