import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { writeBackup } from '../warehouse/backup/backup.ts';
import { filesOf, type Manifest } from '../warehouse/backup/manifest.ts';
import { verifyBackup } from '../warehouse/backup/verify.ts';
import type { World } from './world.ts';

interface BackupFlags {
  withKeys?: boolean;
  verify?: boolean;
}

/** Adds `backup`: everything that Milepost keeps, in a folder of files. */
export function addBackupCommand(program: Command, world: World): void {
  program
    .command('backup <where>')
    .description('write everything that Milepost keeps to a new folder, while it runs; `restore` reads it')
    .option('--with-keys', 'also the development keys: whoever has them signs tokens of any role')
    .option('--verify', 'only compare a backup that is there with its manifest; change nothing')
    .action(async (where: string, { withKeys = false, verify = false }: BackupFlags) => {
      const onProgress = (label: string, done: number, total: number) =>
        world.progress.show(label, done, total);
      if (verify) {
        const manifest = await verifyBackup(where, onProgress);
        world.progress.end();
        world.output.result(summarize(manifest), `${where} is whole: ${describe(manifest)}`);
        return;
      }
      await world.warehouse();
      const { own, connect } = await world.databases();
      const manifest = await writeBackup(
        { where, withKeys, onProgress },
        {
          admin: connect('system'),
          database: own,
          dataDir: world.config.dataDir,
          clock: world.clock,
          version: readVersion(),
        },
      );
      world.progress.end();
      world.output.result(
        summarize(manifest),
        [
          `Backed up to ${where}: ${describe(manifest)}`,
          'The write keys of affiliates are in it: keep it as safe as the warehouse.',
          withKeys
            ? 'The development keys are in it: whoever reads it can sign tokens of any role.'
            : 'The development keys are not in it (--with-keys); tokens signed before hold only where they are.',
        ].join('\n'),
      );
    });
}

/** What a machine reads of a backup. */
export function summarize(manifest: Manifest): object {
  const files = filesOf(manifest);
  return {
    at: manifest.at,
    milepost: manifest.milepost,
    engine: manifest.engine,
    migrations: manifest.migrations.length,
    tables: Object.fromEntries(manifest.tables.map(({ name, rows }) => [name, rows])),
    books: manifest.books.length,
    keys: manifest.keys.length,
    files: files.length,
    sizeBytes: files.reduce((sum, file) => sum + file.sizeBytes, 0),
  };
}

/** What a person reads of a backup. */
export function describe(manifest: Manifest): string {
  const files = filesOf(manifest);
  const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0);
  const megabytes = files.reduce((sum, file) => sum + file.sizeBytes, 0) / 1_000_000;
  return (
    `as of ${manifest.at}, ${rows} rows of ${manifest.tables.length} tables and ${manifest.books.length} files of books, ` +
    `${megabytes.toFixed(1)} MB`
  );
}

function readVersion(): string {
  const value: unknown = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
  const version = typeof value === 'object' && value !== null ? Reflect.get(value, 'version') : undefined;
  return typeof version === 'string' ? version : '';
}
