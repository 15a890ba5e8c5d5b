import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Command } from 'commander';
import { openErasureKey } from '../infra/erasure-key.ts';
import { MilepostError } from '../infra/errors.ts';
import type { Manifest } from '../warehouse/backup/manifest.ts';
import { readOccupied } from '../warehouse/backup/restore.ts';
import { restoreFolder } from '../warehouse/backup/restore-folder.ts';
import { listFiles } from '../warehouse/backup/folder.ts';
import { beginRestore } from '../warehouse/backup/unfinished.ts';
import { verifyBackup } from '../warehouse/backup/verify.ts';
import { describe, summarize } from './backup.ts';
import { bringBack } from './bring-back.ts';
import { eraseFromBooks } from './erase-from-books.ts';
import type { World } from './world.ts';

interface RestoreFlags {
  replace?: boolean;
  dryRun?: boolean;
  withKeys?: boolean;
}

/** Adds `restore`: what `backup` wrote, back in its place. */
export function addRestoreCommand(program: Command, world: World): void {
  program
    .command('restore <from>')
    .description('bring back what `backup` wrote; end every other role first')
    .option('--replace', 'also where there is data already: it goes')
    .option('--dry-run', 'verify the backup and say what would happen; change nothing')
    .option('--with-keys', 'also the development keys, where the backup has them')
    .action(async (from: string, { replace = false, dryRun = false, withKeys = false }: RestoreFlags) => {
      const onProgress = (label: string, done: number, total: number) =>
        world.progress.show(label, done, total);
      const manifest = await verifyBackup(from, onProgress);
      const { own, connect } = await world.databases();
      const occupied = await readOccupied(connect('system'), own);
      const books = await listFiles(join(world.config.dataDir, 'books'));
      const isOccupied = occupied.length + books.length > 0;
      if (dryRun) {
        world.output.result(
          {
            ...summarize(manifest),
            replaces: Object.fromEntries(occupied.map(({ name, rows }) => [name, rows])),
          },
          [
            `Would restore ${describe(manifest)}`,
            ...occupied.map(({ name, rows }) => `  replaces ${rows} rows of ${name}`),
          ].join('\n'),
        );
        return;
      }
      if (isOccupied && !replace) throw describeOccupied(occupied, books.length);
      if (withKeys && manifest.keys.length === 0)
        throw new MilepostError(
          'backup_without_keys',
          `${from} has no development keys; restore without --with-keys`,
        );
      const places = { folder: from, dataDir: world.config.dataDir };
      if (withKeys && occupied.some(({ name }) => name === 'suppressions'))
        await refuseOtherErasureKey(places);
      await world.holdDataDirectory();
      const finish = await beginRestore(world.config.dataDir, from);
      const { dataDir, erasureSecret } = world.config;
      const erasureKey = () => openErasureKey(dataDir, erasureSecret);
      const { keptErasures } = await bringBack(
        { folder: from, manifest, onProgress },
        { databases: { own, connect }, clock: world.clock, log: world.log, erasureKey },
      ).catch(async (thrown: unknown) => {
        // Nothing has changed, unless even that could not be brought about.
        if (occupied.length === 0 || (await readOccupied(connect('system'), own)).length > 0) await finish();
        throw thrown;
      });
      await restoreFolder('books', manifest.books, places);
      if (withKeys) await restoreFolder('keys', manifest.keys, places);
      const erasedFromBooks = await eraseFromBooks(world);
      await finish();
      world.progress.end();
      world.output.result(
        { ...summarize(manifest), keptErasures, erasedFromBooks: erasedFromBooks ?? null },
        tell(manifest, keptErasures, erasedFromBooks).join('\n'),
      );
    });
}

function describeOccupied(occupied: readonly { name: string; rows: number }[], books: number): MilepostError {
  const tables = occupied.map(({ name, rows }) => `${rows} rows of ${name}`);
  const all = [...tables, ...(books === 0 ? [] : [`${books} files of books`])];
  const more = all.length > 4 ? ` and ${all.length - 4} more` : '';
  return new MilepostError(
    'warehouse_occupied',
    `There is data already: ${all.slice(0, 4).join(', ')}${more}. ` +
      '--replace puts the backup in its place; --dry-run shows what goes',
  );
}

/** What a person reads when it is done. */
function tell(manifest: Manifest, keptErasures: number, erasedFromBooks: number | undefined): string[] {
  return [
    `Restored ${describe(manifest)}`,
    `What came after ${manifest.at} is not in it.`,
    ...(keptErasures === 0
      ? []
      : [
          `Kept ${keptErasures} entries of the list of erased persons that the backup did not have, and erased these ` +
            'persons again: `milepost erase list`. Slices that they were in are built again by the next pass.',
        ]),
    ...(erasedFromBooks === undefined
      ? [
          'The list of erased persons was written with another key: bring back ERASURE_SECRET or keys/erasure.key, ' +
            'then restore once more.',
        ]
      : []),
  ];
}

/** The list that stays was written with the key that would go. */
async function refuseOtherErasureKey({
  folder,
  dataDir,
}: {
  folder: string;
  dataDir: string;
}): Promise<void> {
  const read = (place: string) => readFile(join(place, 'keys', 'erasure.key'), 'utf8').catch(() => undefined);
  const [theirs, own] = [await read(folder), await read(dataDir)];
  if (theirs === undefined || own === undefined || theirs === own) return;
  throw new MilepostError(
    'erasure_key_foreign',
    'The list of erased persons that is here was written with another key than the one in the backup; ' +
      'restore without --with-keys, or the persons erased since the backup would come back',
  );
}
