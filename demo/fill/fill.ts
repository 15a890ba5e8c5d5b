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
  /** Builds what is due; `isPartial` while more of the past is on its way. */
  build: (isPartial: boolean) => Promise<void>;
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
    groups: readonly { affiliateId: string; events: Iterable<object> }[],
  ): Promise<void> => {
    const sendings = groups.map(async ({ affiliateId, events }) => {
      const { sent, refused } = await deps.sender.sendEvents(keys.get(affiliateId) ?? '', events);
      tally.events += sent;
      tally.refused += refused;
    });
    await Promise.all(sendings);
  };
  const sendChanges = async (changes: Iterable<object>): Promise<void> => {
    const { sent, refused } = await deps.sender.sendChanges(changes);
    tally.changes += sent;
    tally.refused += refused;
  };

  const sendMonth = (start: number): Promise<void> =>
    once(nameOf(start), async () => {
      const { events, changes } = world.month(start);
      await Promise.all([sendEvents(events), sendChanges(changes)]);
    });
  const sendMonths = async (months: readonly number[]): Promise<void> => {
    let before: Promise<void> = Promise.resolve();
    for (const start of months) {
      deps.show({
        label: `sending ${nameOf(start)}`,
        done: world.months.indexOf(start),
        total: world.months.length,
      });
      // The next month is made while the warehouse stores this one; what fails is thrown below.
      const sending = sendMonth(start);
      sending.catch(() => undefined);
      await before;
      before = sending;
    }
    await before;
  };

  await sendMonths(world.months.slice(0, firstMonths));
  await deps.build(true);
  deps.onFirstNumbers();
  await sendMonths(world.months.slice(firstMonths));
  await once('stragglers', async () => {
    const { events, refusedEvents, refusedChanges } = world.stragglers();
    await sendEvents([...events, ...refusedEvents]);
    await sendChanges(refusedChanges);
  });
  await deps.build(false);
  return tally;
}

function nameOf(month: number): string {
  return new Date(month).toISOString().slice(0, 7);
}
