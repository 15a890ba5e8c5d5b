import type { Command } from 'commander';
import { toInstant } from '../infra/clock.ts';
import { createAccounting } from '../warehouse/repositories/accounting.ts';
import { beginning, isInstant, parseInstant, requireFields } from '../warehouse/repositories/fields.ts';
import type { World } from './world.ts';

/** Adds `accounting`: received = stored + duplicate + rejected + erased + expired. */
export function addAccountingCommand(program: Command, world: World): void {
  program
    .command('accounting')
    .description('what became of everything received, by affiliate')
    .option('--from <date>', 'date or instant of receipt from which to count (default: the beginning)')
    .option('--to <date>', 'date or instant of receipt before which to count (default: now)')
    .action(async ({ from, to }: { from?: string; to?: string }) => {
      requireFields({ from: [from, isInstant], to: [to, isInstant] });
      const accounts = await createAccounting(await world.warehouse()).read({
        from: parseInstant(from ?? beginning) ?? beginning,
        to: (to === undefined ? undefined : parseInstant(to)) ?? toInstant(world.clock.now()),
      });
      world.output.rows(
        world.output.isJson
          ? accounts
          : accounts.map(({ rejectedByReason: _reasons, ...account }) => account),
        'Nothing was received',
      );
    });
}
