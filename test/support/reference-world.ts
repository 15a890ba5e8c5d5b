import { randomUUID } from 'node:crypto';
import { createSilentLog } from '../../infra/log.ts';
import { createPipelines } from '../../pipelines/pipelines.ts';
import { modelsFor } from './models-for.ts';
import { storeChanges } from './raw-changes.ts';
import { openTestWarehouse, type TestWarehouse } from './warehouse.ts';

export const beginning = '1970-01-01T00:00:00.000Z';

/** A stay of a traveler each, `t0` and so on, within the month of its booking; late in the evening, so that zones matter. */
export const stays = [
  { bookedOn: '2026-01-10', vendorId: 'city', affiliateId: 'acme' },
  { bookedOn: '2026-02-10', vendorId: 'sea', affiliateId: 'bolt' },
  { bookedOn: '2026-03-10', vendorId: 'unknown', affiliateId: 'acme' },
  { bookedOn: '2026-03-11', vendorId: 'city', affiliateId: 'nobody' },
  { bookedOn: '2026-04-10', vendorId: 'sea', affiliateId: '' },
  { bookedOn: '2026-05-31', vendorId: 'sea', affiliateId: 'acme' },
];

/** A few reservations of vendors and affiliates, some of whom nobody added yet, and what changes the reference rows. */
export interface ReferenceWorld extends TestWarehouse {
  putVendor(id: string, row?: object): Promise<void>;
  putAffiliate(id: string, row?: object): Promise<void>;
  putRate(affiliateId: string, row: object): Promise<void>;
  /** @param date where it does not matter that of a booking */
  putFx(currency: string, rate: string, date?: string): Promise<void>;
  /** Deletes all rows of a key. */
  remove(table: string, key: string, id: string): Promise<void>;
  /** Every row that is published, as text, by view. */
  readRows(): Promise<Record<string, string[]>>;
  /** Has everything built from nothing at the next pass. */
  forget(): Promise<void>;
  close(): Promise<void>;
}

export const catalog = modelsFor('value_entries', 'vendor_months');
/** Models that are built by no pipelines of the world's. */
export const ofTravelers = modelsFor('traveler_spending');

/** Whose money is counted in another currency than the one of the bookings; the others' is not known. */
const profiles = [
  ['t1', 'USD'],
  ['t2', 'USD'],
  ['t3', 'GBP'],
];

/** Opens the world; nothing of it is built yet. */
export async function openReferenceWorld(now: string): Promise<ReferenceWorld> {
  const opened = await openTestWarehouse(now);
  const { warehouse, clock } = opened;
  const log = createSilentLog();
  const pipelines = createPipelines({ warehouse, clock, log, newRunId: randomUUID, catalog, checks: [] });
  let recorded = 0;
  /** The later row of one key and `valid_from` stands. */
  async function put(table: string, row: object): Promise<void> {
    recorded += 1;
    const recordedAt = new Date(Date.UTC(2026, 0) + recorded).toISOString();
    const full = { valid_from: beginning, recorded_at: recordedAt, ...row };
    await warehouse.insert(table, [full], { name: 'test' });
  }
  const world: ReferenceWorld = {
    ...opened,
    pipelines,
    putVendor: (id, row = {}) =>
      put('vendors', { vendor_id: id, type: 'hotel', name: id, timezone: 'UTC', currency: 'EUR', ...row }),
    putAffiliate: (id, row = {}) =>
      put('affiliates', { affiliate_id: id, name: id, currency: 'EUR', timezone: 'UTC', ...row }),
    putRate: (affiliateId, row) =>
      put('commission_rates', { affiliate_id: affiliateId, vendor_id: '', type: '', ...row }),
    async putFx(currency, rate, date = '2026-02-10') {
      recorded += 1;
      const recordedAt = new Date(Date.UTC(2026, 0) + recorded).toISOString();
      const row = {
        base: 'EUR',
        currency,
        date,
        rate,
        source: 'test',
        recorded_at: recordedAt,
      };
      await warehouse.insert('fx_rates', [row], { name: 'test' });
    },
    remove: (table, key, id) =>
      warehouse.command('delete from {table:Identifier} where {key:Identifier} = {id:String}', {
        name: 'test',
        params: { table, key, id },
      }),
    async readRows() {
      const read = catalog.sliced.map(async ({ name: view }) => {
        const sql = 'select * from {view:Identifier}';
        const rows = await warehouse.query<object>(sql, { name: 'test', params: { view } });
        return [view, rows.map((row) => JSON.stringify(row)).toSorted()] as const;
      });
      return Object.fromEntries(await Promise.all(read));
    },
    async forget() {
      for (const table of ['published', 'contents', 'slice_keys']) {
        await warehouse.command('truncate table {table:Identifier}', { name: 'test', params: { table } });
      }
    },
  };
  await world.putVendor('city');
  await world.putVendor('sea', { currency: 'USD' });
  await world.putAffiliate('acme');
  await world.putAffiliate('bolt');
  await world.putRate('acme', { rate: '0.1' });
  await world.putFx('USD', '1.25');
  const changes = stays.map(({ bookedOn, ...stay }, index) => ({
    ...stay,
    reservationId: `r${index}`,
    travelerId: `t${index}`,
    version: 1,
    status: 'booked',
    amount: '100.00',
    bookedAt: `${bookedOn}T22:30:00.000Z`,
    changedAt: `${bookedOn}T22:30:00.000Z`,
    startAt: `${bookedOn}T23:00:00.000Z`,
    endAt: `${bookedOn}T23:30:00.000Z`,
  }));
  await storeChanges(warehouse, changes);
  const travelers = profiles.map(([id, currency]) => ({ traveler_id: id, valid_from: beginning, currency }));
  await warehouse.insert('travelers', travelers, { name: 'test' });
  return world;
}
