import type { Command } from 'commander';
import { replayLetters } from '../ingest/replay/replay-letters.ts';
import { createDeadLetters } from '../warehouse/repositories/dead-letters.ts';
import type { World } from './world.ts';

interface Choice {
  affiliate?: string;
  reason?: string;
  all?: boolean;
}

/** Most letters that one command takes up. */
const most = 1_000;

/** Adds `dead-letters`: what could not be stored, why, and sending it in again. */
export function addDeadLettersCommands(program: Command, world: World): void {
  const group = program.command('dead-letters').description('what could not be stored, and why');
  const letters = async () => createDeadLetters({ warehouse: await world.warehouse(), clock: world.clock });

  group
    .command('list')
    .description(`list dead letters that were not replayed, the latest first, at most ${most}`)
    .option('--affiliate <id>', 'only of this affiliate')
    .option('--reason <code>', 'only with this reason')
    .option('--all', 'also those that were replayed')
    .action(async ({ affiliate, reason, all = false }: Choice) => {
      const found = await (
        await letters()
      ).list({ ...chosen(affiliate, reason), isReplayedToo: all, limit: most });
      const rows = world.output.isJson ? found : found.map(({ payload: _payload, ...letter }) => letter);
      world.output.rows(rows, 'There are no dead letters');
    });

  group
    .command('show <receiptId>')
    .description('show a dead letter with its payload')
    .action(async (receiptId: string) => {
      const letter = await (await letters()).get(receiptId);
      const { payload, ...head } = letter;
      const lines = Object.entries(head).map(([name, value]) => `${name}: ${value ?? '-'}`);
      world.output.result(letter, `${lines.join('\n')}\n\n${payload}`);
    });

  group
    .command('replay [receiptId]')
    .description('send one dead letter in again, or all that fit; timestamps may then be of any age')
    .option('--affiliate <id>', 'only of this affiliate')
    .option('--reason <code>', 'only with this reason')
    .option('--dry-run', 'only say which')
    .action(async (receiptId: string | undefined, choice: Choice & { dryRun?: boolean }) => {
      const repository = await letters();
      const found =
        receiptId === undefined
          ? await repository.list({ ...chosen(choice.affiliate, choice.reason), limit: most })
          : [await repository.get(receiptId)];
      if (choice.dryRun === true) {
        world.output.rows(
          found.map(({ payload: _payload, ...letter }) => letter),
          'There is nothing to replay',
        );
        return;
      }
      const outcomes = await replayLetters(found, await world.intake());
      await repository.markReplayed(found.map((letter) => letter.receiptId));
      const refused = outcomes.filter((outcome) => outcome.code !== '');
      world.output.result(
        { replayed: found.length, accepted: found.length - refused.length, refused },
        [
          `Replayed ${found.length}, accepted ${found.length - refused.length}`,
          ...refused.map(({ receiptId: id, code, message }) => `  ${id}: ${code}: ${message}`),
        ].join('\n'),
      );
    });
}

function chosen(affiliateId: string | undefined, reason: string | undefined) {
  return {
    ...(affiliateId === undefined ? {} : { affiliateId }),
    ...(reason === undefined ? {} : { reason }),
  };
}
