import { createSender } from '../demo/fill/sender.ts';
import { fillWorld } from '../demo/fill/fill.ts';
import { createDemoWorld, worldSizes } from '../demo/world/world.ts';
import { MilepostError } from '../infra/errors.ts';
import { createDemoParts, type DemoFill, type DemoParts } from '../warehouse/repositories/demo-parts.ts';
import type { World } from './world.ts';

const seed = 20_260_501;
const filled = 'filled';
const closed = 'closed';
const tokenSeconds = 3_600;
/** The demo's hours hold some dozens of events each. */
const slicesAtOnce = 10_000;

export const sizeNames: readonly string[] = Object.keys(worldSizes);

/** The demo world of a warehouse. */
export interface Demo {
  fill: DemoFill;
  parts: DemoParts;
  /** Whether everything of it is there. */
  isFilled: boolean;
}

/**
 * Returns the demo world that is there or, since nobody has put anything into this warehouse, is to be; undefined where
 * there is other data.
 */
export async function findDemo(size: string, world: World): Promise<Demo | undefined> {
  const parts = createDemoParts({ warehouse: await world.warehouse(), clock: world.clock });
  const known = await parts.find();
  if (known !== undefined) return { fill: known, parts, isFilled: known.parts.has(filled) };
  if (!(await parts.isUntouched())) return undefined;
  // Whole minutes, since people may read them.
  const endsAt = Math.floor(world.clock.now() / 60_000) * 60_000;
  const fill = { seed, size, endsAt, parts: new Set<string>() };
  await parts.record(fill, 'begun');
  return { fill, parts, isFilled: false };
}

/** Fills the warehouse with the demo world through the collector at `address`, and builds its numbers. */
export async function fillDemo(
  { fill, parts }: Demo,
  { address, signal }: { address: string; signal: AbortSignal },
  world: World,
): Promise<void> {
  const { progress } = world;
  const startedAt = performance.now();
  const note = (text: string): void =>
    progress.note(`${((performance.now() - startedAt) / 1_000).toFixed(1).padStart(6)} s  ${text}`);
  const issuer = await world.issuer();
  const made = await createDemoWorld({ seed: fill.seed, to: fill.endsAt, size: sizeOf(fill.size) });
  note(`${made.travelers.length} travelers made ${made.lives.length} reservations`);
  const pipelines = await world.pipelines();
  const tally = await fillWorld(made, fill, {
    warehouse: await world.warehouse(),
    clock: world.clock,
    suppressions: await world.suppressions(),
    parts,
    sender: createSender({
      address,
      sourceToken: await issuer.sign({ sub: 'demo', role: 'source' }, tokenSeconds),
      signal,
    }),
    build: async (isPartial) => {
      const { failed } = await pipelines.run({ signal, slicesAtOnce, isPartial });
      for (const { model, message } of failed) note(`${model} could not be built: ${message}`);
    },
    show: ({ label, done, total }) => progress.show(label, done, total),
    onFirstNumbers: () => note(`the newest months are there to look at; older ones follow`),
  });
  note(
    `${tally.events} events and ${tally.changes} reservation changes went through the collector (${tally.refused} refused)`,
  );
  await parts.record(fill, filled);
}

/** Closes the demo's finished months and years, unless that was done: pages and reports work before. */
export async function closeDemoBooks(
  { fill, parts }: Demo,
  signal: AbortSignal,
  world: World,
): Promise<void> {
  if (fill.parts.has(closed)) return;
  const made = await (await world.reports()).books.closeDue(signal);
  world.progress.note(`Closed ${made.length} finished months of vendors and years of travelers`);
  await parts.record(fill, closed);
}

function sizeOf(name: string) {
  const known = Object.entries(worldSizes).find(([each]) => each === name);
  if (known !== undefined) return known[1];
  throw new MilepostError('demo_unknown', `This version of Milepost has no demo of the size ${name}`);
}
