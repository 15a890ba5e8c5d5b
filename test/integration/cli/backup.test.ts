import { mkdtemp, readdir, readFile, rm, writeFile, cp, mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { bringBack } from '../../../cli/bring-back.ts';
import { createErasureKey } from '../../../infra/erasure-key.ts';
import type { Clock } from '../../../infra/clock.ts';
import { createSilentLog } from '../../../infra/log.ts';
import { readCatalog } from '../../../pipelines/catalog.ts';
import { createPipelines } from '../../../pipelines/pipelines.ts';
import { createRetention } from '../../../privacy/retention/retention.ts';
import { writeBackup } from '../../../warehouse/backup/backup.ts';
import { scratchName } from '../../../warehouse/backup/scratch.ts';
import { createMigrator } from '../../../warehouse/migrate.ts';
import { verifyBackup } from '../../../warehouse/backup/verify.ts';
import { createAccounting } from '../../../warehouse/repositories/accounting.ts';
import { migrationsFolder } from '../../../warehouse/migrate-files.ts';
import { createRetentions } from '../../../warehouse/repositories/retentions.ts';
import { createSuppressions } from '../../../warehouse/repositories/suppressions.ts';
import { openDatabases } from '../../support/databases.ts';
import { readPublished } from '../../support/published.ts';
import { storeChanges } from '../../support/raw-changes.ts';
import { storeEvents } from '../../support/raw-rows.ts';
import { createTestWarehouse, type TestWarehouse } from '../../support/warehouse.ts';
import { makeRawWorld } from '../dashboards/api/raw-world.ts';
import { startApi } from '../dashboards/api/start-api.ts';

const now = '2026-07-15T12:00:00.000Z';
const log = createSilentLog();
const ignore = () => undefined;
/** Above what any system counts to. */
const noProcess = 2 ** 30;

test('a restored copy gives the same numbers and keeps what is frozen; what was under way is a batch that a crash cut short', async () => {
  const live = await createWorld();
  const kept = await expireRows(live);
  await storeOpenBatch(live.warehouse);
  const where = await backUp(live);
  const databases = openDatabases();
  const clock = live.clock;
  // Erased after the backup: what the restore replaces knows of it.
  const own = databases.connect(databases.own);
  await createMigrator({
    warehouse: own,
    admin: databases.connect('system'),
    database: databases.own,
    log,
  }).migrate();
  const key = createErasureKey('a secret of tests, as long as one');
  const erased = { kind: 'person', affiliateId: '', id: 'somebody whom the backup does not have' } as const;
  await createSuppressions({}, { warehouse: own, clock, key }).add([erased], crypto.randomUUID());
  // As a restore leaves it that is killed between taking the name away and giving it: nobody is forgotten.
  await own.command('rename database {from:Identifier} to {to:Identifier}', {
    name: 'test',
    params: { from: databases.own, to: scratchName(databases.own, 'replaced', noProcess) },
  });
  const outcome = await bringBack(
    { folder: where, manifest: await verifyBackup(where, ignore), onProgress: ignore },
    { databases, clock, log, erasureKey: () => Promise.resolve(key) },
  );
  const restored = databases.connect(databases.own);
  expect(outcome).toEqual({ keptErasures: 1 });
  const list = await createSuppressions({}, { warehouse: restored, clock, key }).current();
  expect(list.has(erased)).toBe(true);
  expect(await readPublished(restored)).toEqual(await readPublished(live.warehouse));
  expect(await readAnswers(restored)).toEqual(await readAnswers(live.warehouse));
  const pipelines = createPipelines({ warehouse: restored, clock, log, newRunId: () => crypto.randomUUID() });
  // Nothing but the hour of that batch, which the restore has closed as a loader would.
  const due = (await pipelines.plan()).flatMap(({ model, groups }) =>
    groups.map((group) => [model, group.slices, group.first]),
  );
  expect(due).toEqual([['clean_events', 1, '2026-04-14T10']]);

  expect(await createRetentions({ warehouse: restored, clock }).list()).toEqual(kept);
  const frozen = await readFrozen(live.pipelines);
  expect(frozen.get('clean_events')).toBeGreaterThan(10);
  expect(await readFrozen(pipelines)).toEqual(frozen);
  const catalog = readCatalog();
  const sliced = catalog.sliced.map((model) => ({ ...model, fingerprint: `${model.fingerprint} changed` }));
  const changed = createPipelines({
    warehouse: restored,
    clock,
    log,
    newRunId: () => crypto.randomUUID(),
    catalog: { ...catalog, sliced },
  });
  const [clean] = (await changed.plan()).filter(({ model }) => model === 'clean_events');
  expect(clean?.frozen.map(({ why }) => why)).toContain('frozen: changed code');
  expect(clean?.due.map(({ slice }) => slice).filter((slice) => slice < firstKept)).toEqual([]);
});

test('a backup is whole or not there; an altered byte, a lost file and a stranger are named', async () => {
  const live = await createTestWarehouse(now);
  const where = await backUp(live);
  const fault = async (change: (copy: string) => Promise<unknown>) => {
    const copy = `${where}-copy`;
    await rm(copy, { recursive: true, force: true });
    await cp(where, copy, { recursive: true });
    await change(copy);
    return verifyBackup(copy, ignore).then(
      () => 'whole',
      (thrown: unknown) => thrown,
    );
  };
  const file = 'tables/currencies/all.native.zst';
  expect(await fault(async () => undefined)).toBe('whole');
  const alter = async (path: string) => {
    const bytes = await readFile(path);
    bytes[bytes.length - 5] = (bytes.at(-5) ?? 0) ^ 1;
    await writeFile(path, bytes);
  };
  expect(await fault((copy) => alter(join(copy, file)))).toMatchObject({
    code: 'backup_damaged',
    message: expect.stringContaining(file),
  });
  expect(await fault((copy) => rm(join(copy, file)))).toMatchObject({
    code: 'backup_damaged',
    message: expect.stringContaining('missing'),
  });
  expect(await fault((copy) => alter(join(copy, 'manifest.json')))).toMatchObject({ code: 'backup_damaged' });
  expect(await fault((copy) => rm(join(copy, 'manifest.json')))).toMatchObject({ code: 'backup_missing' });
  await expect(backUp(live, where)).rejects.toMatchObject({ code: 'backup_exists' });
  expect(await readdir(join(where, '..'))).not.toContainEqual(expect.stringContaining('partial'));
});

test('a backup of an older schema is migrated behind its rows, and nothing of it is lost', async () => {
  const older = openDatabases();
  const clock = { now: () => Date.parse(now) };
  const files = (await readdir(migrationsFolder)).toSorted();
  const only = files.filter((file) => file < '0010').map((file) => file.replace('.sql', ''));
  const warehouse = older.connect(older.own);
  const admin = older.connect('system');
  await createMigrator({ warehouse, admin, database: older.own, log, only }).migrate();
  const columns = { affiliate_id: 'a', message_id: 'm', message_hash: 1, batch_id: crypto.randomUUID() };
  const at = { placed_at: now, received_at: now, timestamp: now };
  await warehouse.insert(
    'events',
    [{ ...columns, ...at, receipt_id: crypto.randomUUID(), origin: 'http', type: 'page', user_id: 'ann' }],
    { name: 'test' },
  );
  const where = await backUp({ database: older.own, clock });
  const manifest = await verifyBackup(where, ignore);
  expect(manifest.migrations).toHaveLength(only.length);

  const databases = openDatabases();
  const erasureKey = () => Promise.reject(new Error('Nobody was erased'));
  await bringBack({ folder: where, manifest, onProgress: ignore }, { databases, clock, log, erasureKey });
  const restored = databases.connect(databases.own);
  const events = await restored.query('select message_id, user_id, country from events', { name: 'test' });
  expect(events).toEqual([{ message_id: 'm', user_id: 'ann', country: '' }]);
  const pipelines = createPipelines({ warehouse: restored, clock, log, newRunId: () => crypto.randomUUID() });
  expect(await pipelines.waitingDays('events')).toEqual([]);
  expect(await createRetentions({ warehouse: restored, clock }).list()).toEqual([]);
});

/** The first day of events that is not past its retention. */
const firstKept = '2026-04-13';

/** Sets a retention and deletes what is past it; returns what is set. */
async function expireRows({ warehouse, pipelines, clock }: TestWarehouse) {
  const settings = createRetentions({ warehouse, clock });
  await settings.set({ table: 'events', affiliateId: 'a', days: 92 });
  const retention = createRetention({ warehouse, pipelines, clock, log, patienceMs: 0 });
  expect(await retention.apply()).toMatchObject([{ table: 'events', affiliateId: 'a', last: '2026-04-12' }]);
  const kept = await settings.list();
  expect(kept).toEqual([{ table: 'events', affiliateId: 'a', days: 92 }]);
  return kept;
}

/** How many slices of each model are frozen. */
async function readFrozen(pipelines: Pick<TestWarehouse['pipelines'], 'status'>) {
  const { models } = await pipelines.status();
  return new Map(models.map(({ model, frozen }) => [model, frozen]));
}

/** An event whose batch was begun and is not done. */
async function storeOpenBatch(warehouse: TestWarehouse['warehouse']): Promise<void> {
  const late = { messageId: 'late', timestamp: '2026-04-14T10:00:00Z', affiliateId: 'a' };
  await storeEvents(warehouse, [late]);
  await warehouse.command(
    `alter table batches delete where batch_id = (select any(batch_id) from events where message_id = 'late')`,
    { name: 'test' },
  );
  const [row] = await warehouse.query<{ batch_id: string }>(
    `select any(batch_id) as batch_id from events where message_id = 'late'`,
    { name: 'test' },
  );
  const intent = { ...row, loader_id: 'gone:1:x', phase: 'intent', recorded_at: now, events: 1, changes: 0 };
  await warehouse.insert(
    'batches',
    [{ ...intent, event_hours: ['2026-04-14T10:00:00Z'], booked_dates: [] }],
    {
      name: 'test',
    },
  );
}

async function createWorld(): Promise<TestWarehouse> {
  const live = await createTestWarehouse(now);
  const world = makeRawWorld('a', {
    seed: 7,
    fromMs: Date.parse('2026-03-01'),
    toMs: Date.parse('2026-04-15'),
    bursts: 12,
    devices: 8,
    bookings: 6,
  });
  const recorded_at = '2026-01-01T00:00:00Z';
  const from = { valid_from: '2020-01-01', recorded_at };
  const affiliate = { ...from, affiliate_id: 'a', name: 'A', currency: 'EUR', timezone: 'Europe/Berlin' };
  await live.warehouse.insert('affiliates', [{ ...affiliate, is_removed: false }], { name: 'test' });
  const vendor = {
    ...from,
    vendor_id: 'hotel-1',
    type: 'hotel',
    name: 'H',
    timezone: 'UTC',
    currency: 'EUR',
  };
  await live.warehouse.insert('vendors', [vendor], { name: 'test' });
  await storeEvents(live.warehouse, world.events);
  await storeChanges(live.warehouse, world.changes);
  expect((await live.pipelines.run()).failed).toEqual([]);
  return live;
}

async function backUp(
  live: Pick<TestWarehouse, 'database'> & { clock: Clock },
  where?: string,
): Promise<string> {
  const dataDir = await mkdtemp(join(tmpdir(), 'milepost-backup-'));
  onTestFinished(() => rm(dataDir, { recursive: true, force: true }));
  const { connect } = openDatabases(live.database);
  const target = where ?? join(dataDir, 'backups', 'today');
  await mkdir(join(dataDir, 'backups'));
  await writeBackup(
    { where: target, withKeys: false, onProgress: ignore },
    { admin: connect('system'), database: live.database, dataDir, clock: live.clock, version: 'test' },
  );
  return target;
}

/** What the API says of the affiliate and the vendor, and the accounts. */
async function readAnswers(warehouse: TestWarehouse['warehouse']): Promise<unknown[]> {
  const { get } = await startApi(warehouse, now);
  const range = 'from=2026-03-01&to=2026-04-15';
  const [year] = await warehouse.query<{ traveler_id: string; year: number }>(
    'select traveler_id, year from traveler_years order by traveler_id, year limit 1',
    { name: 'test' },
  );
  const urls = [
    `/api/affiliates/a/overview?${range}`,
    `/api/affiliates/a/timeseries?${range}&metrics=visitors&granularity=day`,
    '/api/vendors/hotel-1/months/2026-06',
    `/api/travelers/${year?.traveler_id}/years/${year?.year}`,
  ];
  const answers = await Promise.all(urls.map((url) => get(url, { sub: 'me', role: 'admin' })));
  expect(answers.map((answer) => answer.statusCode)).toEqual([200, 200, 200, 200]);
  return [
    ...answers.map((answer) => answer.json<unknown>()),
    await createAccounting(warehouse).read({ from: '2026-01-01', to: '2027-01-01' }),
  ];
}
