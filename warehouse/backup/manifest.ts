import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Type, type Static } from 'typebox';
import { Value } from 'typebox/value';
import { MilepostError, codeOf } from '../../infra/errors.ts';

/** A path below the backup's folder: names of letters, digits, dots, dashes and underscores, none of only dots. */
const Path = Type.String({
  pattern: '^(?!\\.+(/|$))[\\w.@=-]+(/(?!\\.+(/|$))[\\w.@=-]+)*$',
  maxLength: 1_000,
});
const File = Type.Object({
  path: Path,
  sizeBytes: Type.Integer({ minimum: 0 }),
  sha256: Type.String({ pattern: '^[0-9a-f]{64}$' }),
});
const Table = Type.Object({
  name: Type.String({ pattern: '^\\w+$' }),
  /** Less the copies that merging takes away. */
  rows: Type.Integer({ minimum: 0 }),
  columns: Type.Array(Type.Object({ name: Type.String({ pattern: '^\\w+$' }), type: Type.String() })),
  files: Type.Array(File),
});
const Manifest = Type.Object({
  format: Type.Literal(1),
  /** Whatever was done by this instant is in the backup. */
  at: Type.String(),
  milepost: Type.String(),
  engine: Type.String(),
  migrations: Type.Array(Type.Object({ name: Type.String(), checksum: Type.String() })),
  tables: Type.Array(Table),
  books: Type.Array(File),
  /** Development keys; none unless they were asked for. */
  keys: Type.Array(File),
});

export type BackupFile = Static<typeof File>;
export type BackupTable = Static<typeof Table>;
/** What a backup holds. */
export type Manifest = Static<typeof Manifest>;

const fileName = 'manifest.json';

/** Writes the manifest of a folder, behind which its own SHA-256 stands. */
export async function writeManifest(folder: string, manifest: Manifest): Promise<void> {
  const text = JSON.stringify(manifest, undefined, 1);
  await writeFile(join(folder, fileName), `${text}\n${digestOf(text)}\n`, { flag: 'wx', flush: true });
}

/**
 * Reads the manifest of a backup.
 *
 * @throws {MilepostError} `backup_missing` where there is none, `backup_damaged` where it is not as it was written,
 *   `backup_foreign` where it is of a format that this Milepost does not know.
 */
export async function readManifest(folder: string): Promise<Manifest> {
  const whole = await readText(folder);
  const end = whole.lastIndexOf('\n', whole.length - 2);
  const text = whole.slice(0, Math.max(0, end));
  if (whole.slice(end + 1).trim() !== digestOf(text)) {
    throw new MilepostError('backup_damaged', `${join(folder, fileName)} is not as it was written`);
  }
  const value: unknown = JSON.parse(text);
  if (Value.Check(Manifest, value)) return value;
  throw new MilepostError(
    'backup_foreign',
    `${folder} is a backup of a format that this Milepost does not know; restore it with the version that made it`,
  );
}

/** Returns every file that a manifest names. */
export function filesOf(manifest: Manifest): BackupFile[] {
  return [...manifest.tables.flatMap((table) => table.files), ...manifest.books, ...manifest.keys];
}

async function readText(folder: string): Promise<string> {
  try {
    return await readFile(join(folder, fileName), 'utf8');
  } catch (thrown) {
    if (!['ENOENT', 'ENOTDIR', 'EISDIR'].includes(codeOf(thrown) ?? '')) throw thrown;
    throw new MilepostError(
      'backup_missing',
      `${folder} is no backup: it has no ${fileName}. A backup that was cut off never got its name.`,
      { cause: thrown },
    );
  }
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
