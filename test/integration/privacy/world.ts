import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bringBack } from '../../../cli/bring-back.ts';
import { createLocalBus } from '../../../infra/bus/local.ts';
import type { Bus, BusMessage } from '../../../infra/bus/bus.ts';
import { createErasureKey } from '../../../infra/erasure-key.ts';
import { createFilesystemObjects } from '../../../infra/objects/filesystem.ts';
import { createSilentLog } from '../../../infra/log.ts';
import { createMetrics } from '../../../infra/metrics.ts';
import { createIntake } from '../../../ingest/intake.ts';
import { createLoader, createLoaderId } from '../../../ingest/loader/loader.ts';
import { toRawItem } from '../../../ingest/payload.ts';
import { createErasures, type Erasures } from '../../../privacy/erasure/erasures.ts';
import { createBooks, type Books } from '../../../reports/books/books.ts';
import { createLibrary } from '../../../reports/books/library.ts';
import { createTravelerBooks, type TravelerBooks } from '../../../reports/traveler/book/erase-years.ts';
import { createYearMaker } from '../../../reports/traveler/book/year-maker.ts';
import { createMonthMaker } from '../../../reports/vendor/book/month-maker.ts';
import { writeBackup } from '../../../warehouse/backup/backup.ts';
import type { Restored } from '../../../warehouse/backup/restore.ts';
import { createWarehouse, type Warehouse } from '../../../warehouse/client.ts';
import { createAccounting, type Account } from '../../../warehouse/repositories/accounting.ts';
import { createAffiliates } from '../../../warehouse/repositories/affiliates.ts';
import { createCommissionRates } from '../../../warehouse/repositories/commission-rates.ts';
import { createSuppressions, type Suppressions } from '../../../warehouse/repositories/suppressions.ts';
import { createVendors } from '../../../warehouse/repositories/vendors.ts';
import { withDatabase } from '../../../warehouse/migrate-database.ts';
import { engineUrl } from '../../support/engine.ts';
import { openTestWarehouse, type TestWarehouse } from '../../support/warehouse.ts';

export interface PrivacyWorld extends TestWarehouse {
  bus: Bus;
  erasures: Erasures;
  suppressions: Suppressions;
  books: Books;
  travelerBooks: TravelerBooks;
  /** States that the loader, or an erasure, has published. */
  states: BusMessage[];
  /** Sends events of an affiliate, at whatever time they were; returns the codes of those refused. */
  sendEvents(affiliateId: string, events: readonly object[]): Promise<string[]>;
  sendChanges(changes: readonly object[]): Promise<string[]>;
  accounts(): Promise<Account[]>;
  /** Backs up what there is now; what it returns puts that in the place of what there is then. */
  backUp(): Promise<() => Promise<Restored>>;
}

/** When the year of what was booked has closed. */
const now = '2027-02-01T12:00:00.000Z';

/**
 * A loader, models, books and what erases, over a database of their own, with two affiliates and two hotels. For several
 * tests, one after the other: whoever opens it closes it. Without a bus everything is in process, without models there are
 * all.
 */
export async function openPrivacyWorld({
  engine = engineUrl(),
  carrier,
  models,
}: { engine?: string; carrier?: Bus; models?: readonly string[] } = {}): Promise<
  PrivacyWorld & { close: () => Promise<void> }
> {
  const { close, ...made } = await openTestWarehouse(now, models === undefined ? {} : { models }, engine);
  const directory = await mkdtemp(join(tmpdir(), 'milepost-test-'));
  const { warehouse, pipelines, clock } = made;
  const log = createSilentLog();
  const metrics = createMetrics();
  const states: BusMessage[] = [];
  const local = carrier ?? createLocalBus({ maxBufferBytes: 64 * 1024 * 1024, log });
  const bus: Bus = {
    ...local,
    publish: (messages) => {
      states.push(...messages.filter(({ topic }) => topic === 'reservations.state'));
      return local.publish(messages);
    },
  };
  const key = createErasureKey('a secret of tests, as long as one');
  const suppressions = createSuppressions({ maxAgeMs: 0 }, { warehouse, clock, key });
  const loader = createLoader(
    { minIntervalMs: 0, retryDelaysMs: [] },
    { bus, warehouse, clock, log, metrics, suppressions, loaderId: createLoaderId() },
  );
  await loader.start();
  await addTenants(made);
  const library = createLibrary(createFilesystemObjects(directory));
  const travelerBooks = createTravelerBooks({ library, clock });
  const parts = { warehouse, clock, library };
  const intake = createIntake({ bus, clock, log, metrics, findReservationOwners: async () => new Map() });
  const items = (values: readonly object[]) => values.map((value) => toRawItem(value));
  const connect = (name: string) =>
    createWarehouse({ url: withDatabase(engine, name), application: 'test', log });
  return {
    ...made,
    async close() {
      await bus.close();
      await loader.close();
      await library.close();
      await close();
      await rm(directory, { recursive: true, force: true });
    },
    bus,
    states,
    suppressions,
    travelerBooks,
    books: createBooks({
      ...library,
      makers: { 'vendor-month': createMonthMaker(parts), 'traveler-year': createYearMaker(parts) },
      clock,
      log,
    }),
    erasures: createErasures(
      { listMs: 0, patienceMs: 0, filesMs: 0 },
      { warehouse, pipelines, suppressions, bus, clock, books: travelerBooks },
    ),
    async sendEvents(affiliateId, events) {
      const batch = { affiliateId, origin: 'import' as const, items: items(events) };
      return (await intake.submitEvents(batch)).map(({ code }) => code);
    },
    async sendChanges(changes) {
      const sent = await intake.submitChanges({ origin: 'import', items: items(changes) });
      return sent.map(({ code }) => code);
    },
    async backUp() {
      const folder = join(directory, 'backup');
      const opened: Warehouse[] = [];
      const databases = {
        own: made.database,
        connect: (name: string) => {
          const client = connect(name);
          opened.push(client);
          return client;
        },
      };
      const manifest = await writeBackup(
        { where: folder, withKeys: false, onProgress: () => undefined },
        {
          admin: databases.connect('system'),
          database: made.database,
          dataDir: join(directory, 'empty'),
          clock,
          version: 'test',
        },
      );
      return async () => {
        const restored = await bringBack(
          { folder, manifest, onProgress: () => undefined },
          { databases, clock, log, erasureKey: () => Promise.resolve(key) },
        );
        for (const client of opened) await client.close();
        return restored;
      };
    },
    accounts: () =>
      createAccounting(warehouse).read({
        from: '2000-01-01T00:00:00.000Z',
        to: new Date(clock.time + 86_400_000).toISOString(),
      }),
  };
}

async function addTenants(deps: Pick<TestWarehouse, 'warehouse' | 'clock'>): Promise<void> {
  const affiliates = ['acme', 'other'];
  await createAffiliates(deps).add(
    affiliates.map((affiliateId) => ({ affiliateId, name: affiliateId, currency: 'EUR', timezone: 'UTC' })),
  );
  await createCommissionRates(deps).set(
    affiliates.map((affiliateId) => ({ affiliateId, rate: '0.1', validFrom: '2000-01-01' })),
  );
  await createVendors(deps).add(
    ['city', 'beach'].map((vendorId) => ({
      vendorId,
      type: 'hotel',
      name: vendorId,
      timezone: 'Europe/Lisbon',
      currency: 'EUR',
      owner: vendorId,
      country: 'PT',
      city: 'Lisbon',
      class: '4',
    })),
  );
}

/** What of received is not explained by the rest, of every account: zeros, when they balance. */
export function unexplained(accounts: readonly Account[]): number[] {
  return accounts.map(
    ({ received, stored, duplicate, rejected, erased, expired, missing }) =>
      received - stored - duplicate - rejected - erased - expired - missing,
  );
}
