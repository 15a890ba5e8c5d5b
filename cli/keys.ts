import type { Command } from 'commander';
import { createWriteKeys } from '../warehouse/repositories/write-keys.ts';
import type { World } from './world.ts';

/** Adds `keys`: the write keys that SDKs send. */
export function addKeysCommands(program: Command, world: World): void {
  const open = async () => createWriteKeys({}, { warehouse: await world.warehouse(), clock: world.clock });
  const group = program.command('keys').description('the write keys of the affiliates');

  group
    .command('create <affiliate>')
    .description('create a write key of an affiliate')
    .option('--name <name>', 'what it is for', '')
    .action(async (affiliateId: string, options: { name: string }) => {
      const key = await (await open()).create(affiliateId, options.name);
      world.output.result(key, key.writeKey);
    });

  group
    .command('list [affiliate]')
    .description('list the write keys of one affiliate, or of all')
    .action(async (affiliateId?: string) => {
      world.output.rows(
        await (await open()).list(affiliateId),
        'There are no keys; `milepost keys create <affiliate>` makes one',
      );
    });

  group
    .command('revoke <key>')
    .description('revoke a write key; within seconds it is refused')
    .action(async (writeKey: string) => {
      await (await open()).revoke(writeKey);
      world.output.result({ writeKey, revoked: true }, `Revoked ${writeKey}`);
    });
}
