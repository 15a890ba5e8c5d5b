import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { toInstant, type Clock } from '../../infra/clock.ts';
import { MilepostError } from '../../infra/errors.ts';
import type { Warehouse } from '../client.ts';
import { writeBackupFile, type OnBytes } from './files.ts';
import { beginFolder, listFiles } from './folder.ts';
import { writeManifest, type BackupFile, type BackupTable, type Manifest } from './manifest.ts';
import { dropLeftovers, scratchName } from './scratch.ts';
import { takeSnapshot, type Snapshot } from './snapshot.ts';
import { countRows, quoted, type StoredTable } from './stored-tables.ts';

export interface BackupDeps {
  /** A client that may name every database; its queries may take hours. */
  admin: Warehouse;
  /** The database to back up. */
  database: string;
  /** Closed books, and development keys, lie in folders of it. */
  dataDir: string;
  clock: Clock;
  /** The version of this Milepost. */
  version: string;
}

export interface BackupOptions {
  /** The folder to make; it may be there and empty. */
  where: string;
  withKeys: boolean;
  onProgress: (label: string, bytes: number, totalBytes: number) => void;
}

interface Part {
  table: StoredTable;
  partition: string;
  sizeBytes: number;
}

const migrationsSql = `select name, checksum from {database:Identifier}.migrations final where is_complete order by version`;
const partsSql = `
select table, partition_id as partition, sum(data_uncompressed_bytes) as sizeBytes
from system.parts
where database = {database:String} and active
group by table, partition
order by table, partition`;
const atOnce = 3;

/**
 * Writes all of a database to files in a new folder, which gets its name when it is whole. Milepost goes on meanwhile:
 * what is written is how things stood at `at`; see {@link takeSnapshot}.
 *
 * (ClickHouse's own BACKUP needs paths or credentials in the server's configuration, writes where the server is, and
 * names no hash; rows in files are read by any version and by the local engine.)
 *
 * @throws {MilepostError} `backup_exists`, `backup_unwritable`, `backup_no_space`, `backup_disturbed`, `backup_broken`,
 *   `schema_absent` where there is nothing to back up; the warehouse's errors.
 */
export async function writeBackup(options: BackupOptions, deps: BackupDeps): Promise<Manifest> {
  const { admin, database, dataDir } = deps;
  const folder = await beginFolder(options.where);
  try {
    await dropLeftovers(admin, database);
    const at = toInstant(deps.clock.now());
    const migrations = await readMigrated(admin, database);
    const snapshot = await takeSnapshot({ admin, database, name: scratchName(database, 'backup') });
    const manifest: Manifest = {
      format: 1,
      at,
      milepost: deps.version,
      engine: await readEngine(admin),
      migrations,
      tables: [],
      books: await copyFolder(join(dataDir, 'books'), 'books', folder.path),
      keys: options.withKeys ? await copyFolder(join(dataDir, 'keys'), 'keys', folder.path) : [],
    };
    try {
      manifest.tables = await writeTables(snapshot, folder.path, options, admin);
    } finally {
      await snapshot.drop();
    }
    await writeManifest(folder.path, manifest);
    await folder.finish();
    return manifest;
  } catch (thrown) {
    await folder.discard();
    throw thrown;
  }
}

async function writeTables(
  snapshot: Snapshot,
  folder: string,
  options: BackupOptions,
  admin: Warehouse,
): Promise<BackupTable[]> {
  const { database } = snapshot;
  const found = await admin.query<{ table: string; partition: string; sizeBytes: number }>(partsSql, {
    name: 'backup-parts',
    params: { database },
  });
  const parts: Part[] = snapshot.tables.flatMap((table) =>
    found.filter((each) => each.table === table.name).map((each) => ({ ...each, table })),
  );
  const totalBytes = parts.reduce((sum, each) => sum + each.sizeBytes, 0);
  const files = new Map<Part, BackupFile>();
  let doneBytes = 0;
  const waiting = [...parts];
  const work = async (): Promise<void> => {
    for (let part = waiting.shift(); part !== undefined; part = waiting.shift()) {
      const label = part.table.name;
      const onBytes: OnBytes = (bytes) => {
        doneBytes += bytes;
        options.onProgress(label, Math.min(doneBytes, totalBytes), totalBytes);
      };
      files.set(part, await writePart(part, { folder, database, admin, onBytes }));
    }
  };
  await allOrNone(Array.from({ length: atOnce }, work), () => waiting.splice(0));
  const tables: BackupTable[] = [];
  for (const table of snapshot.tables) {
    const own = parts.filter((part) => part.table === table).flatMap((part) => files.get(part) ?? []);
    const rows = own.length === 0 ? 0 : await countRows(admin, database, table);
    tables.push({ name: table.name, rows, columns: table.columns, files: own });
  }
  return tables;
}

async function writePart(
  { table, partition }: Part,
  to: { folder: string; database: string; admin: Warehouse; onBytes: OnBytes },
): Promise<BackupFile> {
  const columns = table.columns.map(({ name }) => quoted(name)).join(', ');
  const rows = await to.admin.stream(
    `select ${columns} from {database:Identifier}.{table:Identifier} where _partition_id = {partition:String}`,
    'Native',
    { name: 'backup-rows', params: { database: to.database, table: table.name, partition } },
  );
  const path = `tables/${table.name}/${partition}.native.zst`;
  return writeBackupFile(to.folder, path, rows, { isCompressed: true, onBytes: to.onBytes });
}

/** Waits until all have ended, so that none goes on writing, then throws what the first failure was. */
async function allOrNone(works: readonly Promise<void>[], stop: () => void): Promise<void> {
  const outcomes = await Promise.allSettled(
    works.map((work) =>
      work.catch((thrown: unknown) => {
        stop();
        throw thrown;
      }),
    ),
  );
  const failed = outcomes.find((outcome) => outcome.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
}

async function copyFolder(from: string, name: string, folder: string): Promise<BackupFile[]> {
  const files: BackupFile[] = [];
  for (const path of await listFiles(from)) {
    const source = createReadStream(join(from, path));
    files.push(
      await writeBackupFile(folder, `${name}/${path}`, source, {
        isCompressed: false,
        onBytes: () => undefined,
      }),
    );
  }
  return files;
}

async function readMigrated(admin: Warehouse, database: string): Promise<Manifest['migrations']> {
  const tables = await admin.query<{ name: string }>(
    `select name from system.tables where database = {database:String} and name = 'migrations'`,
    { name: 'backup-schema', params: { database } },
  );
  if (tables.length > 0) {
    return admin.query<Manifest['migrations'][number]>(migrationsSql, {
      name: 'backup-migrations',
      params: { database },
    });
  }
  throw new MilepostError('schema_absent', `There is nothing in ${database} yet that could be backed up`);
}

async function readEngine(admin: Warehouse): Promise<string> {
  const [row] = await admin.query<{ version: string }>('select version() as version', {
    name: 'backup-engine',
  });
  return row?.version ?? '';
}
