import type { Command } from 'commander';
import type { World } from './world.ts';

/** Adds `migrate`. */
export function addMigrateCommand(program: Command, world: World): void {
  program
    .command('migrate')
    .description('bring the warehouse schema up to date')
    .option('--plan', 'only show what would run')
    .action(async ({ plan = false }: { plan?: boolean }) => {
      const migrator = await world.migrator();
      if (!plan) {
        const migrated = await migrator.migrate();
        world.output.result(
          { migrated },
          migrated.length === 0 ? 'The warehouse is up to date' : `Migrated:\n  ${migrated.join('\n  ')}`,
        );
        return;
      }
      const planned = await migrator.plan();
      world.output.result(
        planned,
        planned.pending.length === 0
          ? `Nothing to do: ${planned.applied.length} migrations are in force`
          : `Would run:\n  ${planned.pending.join('\n  ')}`,
      );
    });
}
