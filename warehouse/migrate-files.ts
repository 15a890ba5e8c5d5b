import { createHash } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import { MilepostError } from '../infra/errors.ts';
import { splitStatements } from './sql-file.ts';

/** A migration as it lies in its folder. */
export interface MigrationFile {
  /** The number it starts with; migrations run in its order. */
  version: number;
  /** The file's name without `.sql`, e.g. `0002_create_events`. */
  name: string;
  /** SHA-256 of the text with line ends as `\n`, hexadecimal. */
  checksum: string;
  statements: readonly string[];
}

/** The migrations of Milepost's own tables. */
export const migrationsFolder: URL = new URL('migrations/', import.meta.url);

/**
 * Reads a folder's migrations in the order of their versions.
 *
 * @throws {MilepostError} `migration_invalid` when a name is not `NNNN_verb_noun.sql`, a version occurs twice
 *   or a file has no statement.
 */
export async function readMigrations(folder: URL): Promise<MigrationFile[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).toSorted();
  const files = await Promise.all(names.map((name) => readMigration(folder, name)));
  for (const [index, file] of files.entries()) {
    const previous = files[index - 1];
    if (previous?.version === file.version) {
      throw new MilepostError(
        'migration_invalid',
        `${previous.name} and ${file.name} have one number; give the later one the next free number`,
      );
    }
  }
  return files;
}

async function readMigration(folder: URL, fileName: string): Promise<MigrationFile> {
  const name = fileName.slice(0, -'.sql'.length);
  if (!/^\d{4}_[a-z0-9]+(_[a-z0-9]+)+$/.test(name)) {
    throw new MilepostError('migration_invalid', `${fileName}: must be named NNNN_verb_noun.sql`);
  }
  const text = (await readFile(new URL(fileName, folder), 'utf8')).replaceAll('\r\n', '\n');
  const statements = splitStatements(text);
  if (statements.length === 0) {
    throw new MilepostError('migration_invalid', `${fileName}: holds no statement`);
  }
  const checksum = createHash('sha256').update(text).digest('hex');
  return { version: Number(name.slice(0, 4)), name, checksum, statements };
}
