import { setTimeout as wait } from 'node:timers/promises';
import type { Command } from 'commander';
import { toInstant } from '../infra/clock.ts';
import { MilepostError } from '../infra/errors.ts';
import { createAccounting, type Account } from '../warehouse/repositories/accounting.ts';
import { isInstant, parseInstant, requireFields } from '../warehouse/repositories/fields.ts';
import type { World } from './world.ts';

interface ReplayFlags {
  from: string;
  to?: string;
  dryRun?: boolean;
}

const pollMs = 500;
const patienceMs = 10 * 60_000;

/** Adds `replay`: what was received in a period, loaded once more from the raw rows. */
export function addReplayCommand(program: Command, world: World): void {
  program
    .command('replay')
    .description(
      'load what was received in a period again, from the raw rows, the way that everything comes in; changes no number',
    )
    .requiredOption('--from <date>', 'date or instant of receipt from which to load')
    .option('--to <date>', 'date or instant of receipt before which to load (default: now)')
    .option('--dry-run', 'only count what would be loaded')
    .action(async ({ from, to, dryRun = false }: ReplayFlags) => {
      requireFields({ from: [from, isInstant], to: [to, isInstant] });
      const now = toInstant(world.clock.now());
      const range = {
        from: parseInstant(from) ?? from,
        to: (to === undefined ? undefined : parseInstant(to)) ?? now,
      };
      const replay = await world.replay();
      if (dryRun) {
        const found = await replay.count(range);
        world.output.result(found, `Would load ${describe(found)}`);
        return;
      }
      const accounts = createAccounting(await world.warehouse());
      const before = await accounts.read(range);
      const { events, changes } = await replay.count(range);
      const sent = await replay.send(range, (done) =>
        world.progress.show('sent again', done, events + changes),
      );
      world.progress.end();
      const isTaken = await untilTaken(world);
      const differing = isTaken ? differences(before, await accounts.read(range)) : [];
      world.output.result(
        { ...sent, isTaken, differing },
        `Loaded ${describe(sent)} again. ${isTaken ? 'The accounts of the period are as before' : 'The loader still works on it: compare `milepost accounting` before and after'}`,
      );
      if (differing.length === 0) return;
      throw new MilepostError(
        'accounts_differ',
        `The accounts of the period are not as before, of ${differing.join(', ')}; anything that came in meanwhile ` +
          'with a receipt of the period does that, and so does an erasure',
      );
    });
}

/** Resolves with true when the loader has nothing left to take. */
async function untilTaken(world: World): Promise<boolean> {
  for (let waitedMs = 0; waitedMs < patienceMs; waitedMs += pollMs) {
    const pending = await world.pending();
    if (pending.every(({ messages }) => messages === 0)) return true;
    world.progress.show('waiting for the loader', 0);
    await wait(pollMs);
  }
  return false;
}

/** Names the accounts that are other than before. */
function differences(before: readonly Account[], after: readonly Account[]): string[] {
  const nameOf = ({ affiliateId, kind }: Account) => `${kind}s of ${affiliateId === '' ? '-' : affiliateId}`;
  const known = new Map(before.map((each) => [nameOf(each), JSON.stringify(each)]));
  return after.filter((each) => known.get(nameOf(each)) !== JSON.stringify(each)).map(nameOf);
}

function describe({
  events,
  changes,
  anonymous,
}: Record<'events' | 'changes' | 'anonymous', number>): string {
  const left =
    anonymous === 0 ? '' : `; ${anonymous} changes that erased persons were taken out of stay as they are`;
  return `${events} events and ${changes} changes${left}`;
}
