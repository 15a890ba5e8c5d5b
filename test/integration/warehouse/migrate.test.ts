import { randomUUID } from 'node:crypto';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createSilentLog } from '../../../infra/log.ts';
import { createWarehouse, type Warehouse } from '../../../warehouse/client.ts';
import { hasDatabase, withDatabase } from '../../../warehouse/migrate-database.ts';
import { migrationsFolder } from '../../../warehouse/migrate-files.ts';
import { takeMigrationLock } from '../../../warehouse/migrate-lock.ts';
import { createMigrator, type Migrator, type MigratorOptions } from '../../../warehouse/migrate.ts';
import { engineUrl } from '../../support/engine.ts';

const log = createSilentLog();

interface Place {
  warehouse: Warehouse;
  migrator(options?: Partial<MigratorOptions>): Migrator;
  tables(): Promise<string[]>;
  exists(): Promise<boolean>;
}

/** A name for a database that is not there yet; dropped with the test. */
function createPlace(): Place {
  const database = `t_${randomUUID().replaceAll('-', '')}`;
  const connect = (name: string) =>
    createWarehouse({ url: withDatabase(engineUrl(), name), application: 'test', log });
  const [warehouse, admin] = [connect(database), connect('default')];
  onTestFinished(async () => {
    const params = { database };
    await admin.command('drop database if exists {database:Identifier}', { name: 'drop', params });
    await Promise.all([warehouse.close(), admin.close()]);
  });
  return {
    warehouse,
    migrator: (options = {}) => createMigrator({ warehouse, admin, database, log, ...options }),
    exists: () => hasDatabase(admin, database),
    tables: async () => {
      const sql = `select name from system.tables where database = {database:String} and not startsWith(name, 'migration') order by name`;
      const rows = await admin.query<{ name: string }>(sql, { name: 'tables', params: { database } });
      return rows.map((row) => row.name);
    },
  };
}

/** A folder of migrations; write again to change one. */
async function createFolder(files: Readonly<Record<string, string>>) {
  const path = await mkdtemp(join(tmpdir(), 'milepost-migrations-'));
  onTestFinished(() => rm(path, { recursive: true }));
  const write = async (more: Readonly<Record<string, string>>): Promise<void> => {
    for (const [name, text] of Object.entries(more)) await writeFile(join(path, name), text);
  };
  await write(files);
  return { folder: pathToFileURL(`${path}/`), write };
}

const table = (name: string): string => `create table ${name} (id UInt8) engine = MergeTree order by id;\n`;

describe('migrations', () => {
  test("Milepost's own make a warehouse from nothing, and a second time nothing", async () => {
    const place = createPlace();
    const names = (await readdir(migrationsFolder)).map((name) => name.replace('.sql', '')).toSorted();
    await expect(place.migrator().plan()).resolves.toEqual({ applied: [], pending: names, unknown: [] });
    await expect(place.migrator().migrate()).resolves.toEqual(names);
    await expect(place.tables()).resolves.toEqual(
      expect.arrayContaining([
        'affiliates',
        'batches',
        'events',
        'published',
        'receipts',
        'reservation_changes',
      ]),
    );
    await expect(place.migrator().migrate()).resolves.toEqual([]);
    await expect(place.migrator().plan()).resolves.toEqual({ applied: names, pending: [], unknown: [] });
  });

  test('a plan changes nothing', async () => {
    const place = createPlace();
    await place.migrator().plan();
    await expect(place.exists()).resolves.toBe(false);
  });

  test('five at once run each migration once', async () => {
    const place = createPlace();
    const { folder } = await createFolder({
      '0001_create_a.sql': table('a'),
      '0002_create_b.sql': table('b'),
    });
    const runs = await Promise.all(
      Array.from({ length: 5 }, () => place.migrator({ folder, lock: { pollMs: 10 } }).migrate()),
    );
    expect(runs.flat().toSorted()).toEqual(['0001_create_a', '0002_create_b']);
    await expect(place.tables()).resolves.toEqual(['a', 'b']);
  });

  test('only later files run when some are in force', async () => {
    const place = createPlace();
    const { folder, write } = await createFolder({ '0001_create_a.sql': table('a') });
    await place.migrator({ folder }).migrate();
    await write({ '0002_create_b.sql': table('b') });
    await expect(place.migrator({ folder }).migrate()).resolves.toEqual(['0002_create_b']);
  });

  test('a changed file is refused by name, before anything runs', async () => {
    const place = createPlace();
    const { folder, write } = await createFolder({ '0001_create_a.sql': table('a') });
    await place.migrator({ folder }).migrate();
    await write({ '0001_create_a.sql': `${table('a')}-- changed`, '0002_create_b.sql': table('b') });
    await expect(place.migrator({ folder }).migrate()).rejects.toMatchObject({
      code: 'migration_changed',
      message: expect.stringContaining('0001_create_a.sql'),
    });
    await expect(place.tables()).resolves.toEqual(['a']);
  });

  test('line ends make no difference', async () => {
    const place = createPlace();
    const { folder, write } = await createFolder({ '0001_create_a.sql': table('a') });
    await place.migrator({ folder }).migrate();
    await write({ '0001_create_a.sql': table('a').replaceAll('\n', '\r\n') });
    await expect(place.migrator({ folder }).migrate()).resolves.toEqual([]);
  });

  test('a migration of a newer Milepost is told, not undone', async () => {
    const place = createPlace();
    const newer = await createFolder({ '0001_create_a.sql': table('a'), '0002_create_b.sql': table('b') });
    const older = await createFolder({ '0001_create_a.sql': table('a') });
    await place.migrator({ folder: newer.folder }).migrate();
    await expect(place.migrator({ folder: older.folder }).plan()).resolves.toMatchObject({
      unknown: ['0002_create_b'],
    });
    await expect(place.migrator({ folder: older.folder }).migrate()).resolves.toEqual([]);
  });

  test.each([
    ['a name that is none', { 'create_a.sql': table('a') }, /create_a.sql: must be named/],
    ['one number twice', { '0001_create_a.sql': table('a'), '0001_create_b.sql': table('b') }, /one number/],
    ['a file without a statement', { '0001_create_a.sql': '-- nothing' }, /holds no statement/],
  ])('%s is refused', async (_, files, message) => {
    const { folder } = await createFolder(files);
    await expect(createPlace().migrator({ folder }).plan()).rejects.toThrow(message);
  });

  test('a statement that fails is named, and the next run goes on from it', async () => {
    const place = createPlace();
    const { folder } = await createFolder({ '0001_create_three.sql': table('a') + table('b') + table('c') });
    const failing = failAt(place.warehouse, 'create table b', 'before');
    await expect(place.migrator({ folder, warehouse: failing }).migrate()).rejects.toMatchObject({
      code: 'migration_failed',
      message: expect.stringContaining('0001_create_three.sql, statement 2 of 3'),
    });
    await expect(place.tables()).resolves.toEqual(['a']);
    await expect(place.migrator({ folder }).migrate()).resolves.toEqual(['0001_create_three']);
    await expect(place.tables()).resolves.toEqual(['a', 'b', 'c']);
  });

  test('a process that died after a statement took effect is taken up there', async () => {
    const place = createPlace();
    const { folder } = await createFolder({ '0001_create_three.sql': table('a') + table('b') + table('c') });
    const dying = failAt(place.warehouse, 'create table b', 'after');
    await expect(place.migrator({ folder, warehouse: dying }).migrate()).rejects.toThrow(/killed/);
    await expect(place.tables()).resolves.toEqual(['a', 'b']);
    await expect(place.migrator({ folder }).migrate()).resolves.toEqual(['0001_create_three']);
    await expect(place.tables()).resolves.toEqual(['a', 'b', 'c']);
  });

  test('a table that somebody else made is never taken for a migrated one', async () => {
    const place = createPlace();
    const first = await createFolder({ '0001_create_a.sql': table('a') });
    await place.migrator({ folder: first.folder }).migrate();
    await place.warehouse.command('create table b (other String) engine = Memory', { name: 'foreign' });
    const { folder } = await createFolder({
      '0001_create_a.sql': table('a'),
      '0002_create_cb.sql': table('c') + table('b'),
    });
    await expect(place.migrator({ folder }).migrate()).rejects.toMatchObject({ code: 'migration_failed' });
  });
});

describe('the lock of the migrations', () => {
  async function createMigrated(): Promise<Place> {
    const place = createPlace();
    await place
      .migrator({ folder: (await createFolder({ '0001_create_a.sql': table('a') })).folder })
      .migrate();
    return place;
  }

  test('is waited for, up to a bound', async () => {
    const { warehouse } = await createMigrated();
    const lock = await takeMigrationLock(warehouse, log);
    await expect(takeMigrationLock(warehouse, log, { waitMs: 50, pollMs: 10 })).rejects.toMatchObject({
      code: 'migration_locked',
      retryable: true,
    });
    const waiting = takeMigrationLock(warehouse, log, { pollMs: 10 });
    await lock.release();
    await (await waiting).release();
  });

  test('is taken over from a holder that is gone, who notices when he comes back', async () => {
    const { warehouse } = await createMigrated();
    // One that renews so seldom is as good as dead to one that asks for more.
    const lost = await takeMigrationLock(warehouse, log, { staleMs: 3_600_000 });
    const taken = await takeMigrationLock(warehouse, log, { staleMs: 20, pollMs: 5, waitMs: 10_000 });
    await expect(lost.confirm()).rejects.toMatchObject({ code: 'migration_lock_lost' });
    await expect(taken.confirm()).resolves.toBeUndefined();
    await taken.release();
  });

  test('is held by one at a time, however many take it over at once', async () => {
    const { warehouse } = await createMigrated();
    let holders = 0;
    let most = 0;
    await Promise.all(
      Array.from({ length: 8 }, async () => {
        const lock = await takeMigrationLock(warehouse, log, { pollMs: 5 });
        holders += 1;
        most = Math.max(most, holders);
        await lock.confirm();
        holders -= 1;
        await lock.release();
      }),
    );
    expect(most).toBe(1);
  });
});

/** A warehouse whose process dies at a statement: before it, or after it took effect. */
function failAt(warehouse: Warehouse, start: string, moment: 'before' | 'after'): Warehouse {
  return {
    ...warehouse,
    async command(sql, options) {
      if (sql.startsWith(start)) {
        if (moment === 'after') await warehouse.command(sql, options);
        throw new Error('killed');
      }
      await warehouse.command(sql, options);
    },
  };
}
