import type { Clock } from '../../infra/clock.ts';
import type { Warehouse } from '../../warehouse/client.ts';
import type { DemoFill, DemoParts } from '../../warehouse/repositories/demo-parts.ts';
import type { Suppressions } from '../../warehouse/repositories/suppressions.ts';
import type { DemoWorld } from '../world/world.ts';
import type { Sender } from './sender.ts';
import { openWriteKeys, storeTenants } from './tenants.ts';

/** How far a fill has come. */
export interface FillProgress {
  /** What is being sent. */
  label: string;
  done: number;
  total: number;
}

export interface FillDeps {
  warehouse: Warehouse;
  clock: Clock;
  suppressions: Suppressions;
  parts: DemoParts;
  sender: Sender;
  /** Builds what is due. */
  build: () => Promise<void>;
  show: (progress: FillProgress) => void;
  /** Told once, when the newest months can be looked at. */
  onFirstNumbers: () => void;
}

/** What was sent in this fill. */
export interface FillTally {
  events: number;
  changes: number;
  refused: number;
}

/** Months that are built before the older ones are sent: what a page shows first. */
const firstMonths = 2;

/**
 * Sends a world to the collector, the newest months first, and builds its numbers. Parts that are there already are left
 * out, so that a fill that was cut off goes on; a part that was cut off is sent again, which changes no number.
 */
export async function fillWorld(world: DemoWorld, fill: DemoFill, deps: FillDeps): Promise<FillTally> {
  const tally: FillTally = { events: 0, changes: 0, refused: 0 };
  const once = async (part: string, act: () => Promise<void>): Promise<void> => {
    if (fill.parts.has(part)) return;
    await act();
    await deps.parts.record(fill, part);
  };
  await once('tenants', () => storeTenants(world, deps));
  const keys = await openWriteKeys(world, deps);

  const sendEvents = async (
    groups: readonly { affiliateId: string; events: readonly object[] }[],
  ): Promise<void> => {
    const sendings = groups.map(async ({ affiliateId, events }) => {
      tally.events += events.length;
      tally.refused += await deps.sender.sendEvents(keys.get(affiliateId) ?? '', events);
    });
    await Promise.all(sendings);
  };
  const sendChanges = async (changes: readonly object[]): Promise<void> => {
    tally.changes += changes.length;
    tally.refused += await deps.sender.sendChanges(changes);
  };

  for (const [index, start] of world.months.entries()) {
    const name = new Date(start).toISOString().slice(0, 7);
    deps.show({ label: `sending ${name}`, done: index, total: world.months.length });
    await once(name, async () => {
      const { events, changes } = world.month(start);
      await Promise.all([sendEvents(events), sendChanges(changes)]);
    });
    if (index + 1 !== firstMonths) continue;
    await deps.build();
    deps.onFirstNumbers();
  }
  await deps.build();
  await once('stragglers', async () => {
    const { events, refusedEvents, refusedChanges } = world.stragglers();
    await sendEvents([...events, ...refusedEvents]);
    await sendChanges(refusedChanges);
  });
  await deps.build();
  return tally;
}
