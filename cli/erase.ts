import { createInterface } from 'node:readline/promises';
import type { Command } from 'commander';
import { MilepostError } from '../infra/errors.ts';
import type { ErasureReceipt } from '../privacy/erasure/book.ts';
import type { ErasureTarget } from '../privacy/erasure/scope.ts';
import { createAffiliates } from '../warehouse/repositories/affiliates.ts';
import type { World } from './world.ts';

interface EraseOptions {
  dryRun?: boolean;
  yes?: boolean;
}

/** Adds `erase`: a traveler's or a visitor's data goes, for ever. */
export function addEraseCommands(program: Command, world: World): void {
  const group = program.command('erase').description('remove a person, for ever, with a receipt');

  group
    .command('traveler <id>')
    .description(
      "a traveler: profile, visits everywhere by that user id, and the person in the reservations' rows",
    )
    .option('--dry-run', 'only count what would go')
    .option('--yes', 'do not ask')
    .action((travelerId: string, options: EraseOptions) =>
      erase({ kind: 'traveler', travelerId }, `traveler ${travelerId}`, options, world),
    );

  group
    .command('visitor <affiliate> <anonymousId>')
    .description('a device of an affiliate: everything that it sent')
    .option('--dry-run', 'only count what would go')
    .option('--yes', 'do not ask')
    .action(async (affiliateId: string, anonymousId: string, options: EraseOptions) => {
      const affiliates = createAffiliates({ warehouse: await world.warehouse(), clock: world.clock });
      if ((await affiliates.find(affiliateId)) === undefined) {
        throw new MilepostError(
          'affiliate_unknown',
          `There is no affiliate ${affiliateId}; \`milepost affiliates list\` shows them`,
        );
      }
      const name = `visitor ${anonymousId} of ${affiliateId}`;
      await erase({ kind: 'visitor', affiliateId, anonymousId }, name, options, world);
    });

  group
    .command('list')
    .description('list the erasures, the latest first')
    .action(async () => {
      const receipts = await (await world.erasures()).list();
      const rows = receipts.map(({ tables, topics: _topics, suppressed: _suppressed, ...receipt }) => ({
        ...receipt,
        rows: tables.reduce((sum, each) => sum + each.rows, 0),
      }));
      world.output.rows(world.output.isJson ? receipts : rows, 'Nobody was erased');
    });

  group
    .command('show <id>')
    .description('show the receipt of an erasure')
    .action(async (id: string) => {
      const receipt = await (await world.erasures()).get(id);
      world.output.result(receipt, describe(receipt));
    });
}

async function erase(
  target: ErasureTarget,
  name: string,
  { dryRun = false, yes = false }: EraseOptions,
  world: World,
): Promise<void> {
  const erasures = await world.erasures();
  if (dryRun) {
    const found = (await erasures.preview(target)).filter((each) => each.rows > 0);
    world.output.rows(found, `Nothing is known of ${name}`);
    return;
  }
  if (!yes) await confirm(name);
  const receipt = await erasures.erase(target, (step) => world.progress.note(step));
  world.output.result(receipt, describe(receipt));
}

/** @throws {MilepostError} `not_confirmed` */
async function confirm(name: string): Promise<void> {
  if (!process.stdin.isTTY) {
    throw new MilepostError(
      'not_confirmed',
      'This cannot be undone: add --yes, or --dry-run to see what would go',
    );
  }
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const answer = await terminal.question(`Erase ${name} for ever? Nothing brings it back. Type "erase": `);
    if (answer.trim() === 'erase') return;
  } finally {
    terminal.close();
  }
  throw new MilepostError('not_confirmed', 'Nothing was erased');
}

function describe(receipt: ErasureReceipt): string {
  const { id, kind, affiliateId, scopeHash, state, startedAt, finishedAt } = receipt;
  const entries = Object.entries(receipt.suppressed).map(([what, count]) => `${count} ${what}`);
  return [
    `Erasure ${id} (${state})`,
    `  ${kind}${affiliateId === '' ? '' : ` of ${affiliateId}`}, known as ${scopeHash}`,
    `  from ${startedAt} to ${finishedAt ?? '-'}`,
    ...(receipt.tables.length === 0 ? ['  no rows'] : []),
    ...receipt.tables.map(({ table, rows, became }) => `  ${table}: ${rows} rows ${became}`),
    ...receipt.topics.map(({ topic, became }) => `  topic ${topic}: ${became}`),
    `  kept from coming in again: ${entries.join(', ') || '-'}`,
    `  slices built again: ${receipt.rebuiltSlices}; files of the old rows: ${receipt.files || '-'}`,
  ].join('\n');
}
