import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createSilentLog } from '../../../../infra/log.ts';
import { createBooks } from '../../../../reports/books/books.ts';
import { createPrinter } from '../../../../reports/printer.ts';
import { createYearMaker } from '../../../../reports/traveler/book/year-maker.ts';
import { createTravelerReports } from '../../../../reports/traveler/reader.ts';
import { createMonthMaker } from '../../../../reports/vendor/book/month-maker.ts';
import { createVendorReports } from '../../../../reports/vendor/reader.ts';
import type { Warehouse } from '../../../../warehouse/client.ts';
import { createTestDirectory, createTestLibrary } from '../../../support/library.ts';
import { storeChanges, type RawChange } from '../../../support/raw-changes.ts';
import { createTestWarehouse, type TestWarehouse } from '../../../support/warehouse.ts';

const stay = (id: string, rest: Partial<RawChange> = {}): RawChange => ({
  reservationId: id,
  version: 1,
  changedAt: '2025-04-01T12:00:00.000Z',
  status: 'completed',
  kind: 'created',
  bookedAt: '2025-04-01T12:00:00.000Z',
  startAt: '2025-05-10T15:00:00.000Z',
  endAt: '2025-05-12T11:00:00.000Z',
  amount: '200.00',
  nights: 2,
  vendorId: 'inn',
  travelerId: 'ann',
  ...rest,
});

async function storeVendors(warehouse: Warehouse, ids: readonly string[]): Promise<void> {
  await warehouse.insert(
    'vendors',
    ids.map((id) => ({
      vendor_id: id,
      valid_from: '2020-01-01T00:00:00.000Z',
      type: 'hotel',
      name: `Hotel ${id}`,
      timezone: 'Europe/Lisbon',
      currency: 'EUR',
      owner: id,
      country: 'PT',
      city: 'Lisbon',
      class: '4',
      recorded_at: '2020-01-01T00:00:00.000Z',
    })),
    { name: 'test' },
  );
}

/** The bytes with one bit in their middle changed. */
function flipped(bytes: Uint8Array): Uint8Array {
  return bytes.map((byte, index) => (index === bytes.length >> 1 ? byte ^ 1 : byte));
}

function openHouse({ warehouse, clock }: TestWarehouse) {
  const directory = createTestDirectory();
  const library = createTestLibrary(directory);
  const parts = { warehouse, clock, library };
  const { prints } = library;
  const books = createBooks({
    ...library,
    makers: { 'vendor-month': createMonthMaker(parts), 'traveler-year': createYearMaker(parts) },
    clock,
    log: createSilentLog(),
  });
  return {
    directory,
    books,
    prints,
    printer: createPrinter(library),
    vendors: createVendorReports(parts),
    travelers: createTravelerReports({ ...parts, isErased: async () => false }),
  };
}

test('a closed month and year stay as they were, late data makes a version beside them, altered bytes are not used', async () => {
  const world = await createTestWarehouse('2025-06-09T00:00:00Z', {
    models: ['vendor_months', 'vendor_flight_months', 'vendor_car_months', 'traveler_years'],
  });
  const { warehouse, pipelines, clock } = world;
  const { books, vendors, travelers, directory, prints, printer } = openHouse(world);
  await storeVendors(warehouse, ['inn', 'spa']);
  await storeChanges(warehouse, [
    stay('r1'),
    stay('r2', { amount: '99.99', nights: 1, endAt: '2025-05-11T11:00:00.000Z' }),
    stay('r3', { vendorId: 'spa', travelerId: 'bob' }),
    stay('r0', {
      startAt: '2024-12-28T15:00:00.000Z',
      endAt: '2024-12-30T11:00:00.000Z',
      bookedAt: '2024-12-20T12:00:00.000Z',
      changedAt: '2024-12-20T12:00:00.000Z',
    }),
  ]);
  await pipelines.run();

  // Before its day a month is not closed, unless somebody wants it; nothing is closed by looking.
  expect(await books.close('vendor-month', '2025-05')).toEqual({ outcome: 'early', closesOn: '2025-06-10' });
  expect(await books.close('vendor-month', '2025-05', { isEarly: true, isDryRun: true })).toMatchObject({
    outcome: 'closed',
  });
  expect(await books.list()).toEqual([]);
  expect((await vendors.readMonth('inn', '2025-05'))?.state).toBe('open');

  // On its day it is closed by itself, with all the months before it.
  clock.time = Date.parse('2025-06-10T12:00:00Z');
  await pipelines.run();
  const live = await vendors.readMonth('inn', '2025-05', { audience: 'support' });
  expect(live).toMatchObject({
    version: 1,
    state: 'closing',
    book: null,
    metrics: { roomRevenue: '299.99' },
  });
  const made = await books.closeDue();
  expect(made.map((each) => [each.kind, each.period, each.version, each.changed])).toEqual([
    ['vendor-month', '2024-12', 1, 1],
    ...['2025-01', '2025-02', '2025-03', '2025-04'].map((period) => [
      'vendor-month',
      period,
      1,
      expect.any(Number),
    ]),
    ['vendor-month', '2025-05', 1, 2],
    ['traveler-year', '2024', 1, 1],
  ]);
  expect(await books.closeDue()).toEqual([]);

  const closed = await vendors.readMonth('inn', '2025-05', { audience: 'support' });
  const { state: _, book, asOf: __, ...same } = closed ?? {};
  const { state: ___, book: ____, asOf: _____, ...before } = live ?? {};
  expect(same).toEqual(before);
  expect(closed).toMatchObject({ state: 'closed', asOf: '2025-06-10T12:00:00.000Z' });
  expect(book?.seal).toMatch(/^[0-9a-f]{64}$/);
  expect((await vendors.listMonths('inn'))?.months[0]).toEqual({
    period: '2025-05',
    version: 1,
    state: 'closed',
    closesOn: '2025-06-10',
  });
  const annsYear = await travelers.readYear('ann', 2024);
  expect(annsYear).toMatchObject({ state: 'closed', version: 1, metrics: { nights: 2 } });

  // Its PDF is drawn once: what is handed out later are those bytes, also when Milepost would draw something else.
  const shared = await vendors.readMonth('inn', '2025-05');
  if (shared === undefined || annsYear === undefined) throw new Error('They are closed');
  const pdf = await printer.vendorMonth(shared, 'en-gb');
  const renamed = await printer.vendorMonth({ ...shared, vendorName: 'Renamed' }, 'en-GB');
  expect(Buffer.compare(pdf, renamed)).toBe(0);
  const yearPdf = await printer.travelerYear(annsYear, 'ja');
  expect(await prints.identify(yearPdf)).toMatchObject({ subjectId: 'ann', locale: 'en', period: '2024' });
  expect(await prints.identify(await printer.vendorMonth({ ...shared, book: null }, 'en'))).toBeUndefined();

  // Late data: the closed numbers stand until the next version; the one of another vendor does not change.
  clock.time = Date.parse('2025-07-01T00:00:00Z');
  await storeChanges(warehouse, [
    stay('r1', { version: 2, kind: 'updated', changedAt: '2025-06-20T00:00:00.000Z', amount: '150.00' }),
  ]);
  await pipelines.run();
  expect(await vendors.readMonth('inn', '2025-05', { audience: 'support' })).toEqual(closed);
  expect(await vendors.readMonth('inn', '2025-05', { version: 'live' })).toMatchObject({
    version: 2,
    metrics: { roomRevenue: '249.99' },
  });
  expect(await vendors.changes('inn', '2025-05', { from: 1, to: 'live' })).toContainEqual({
    figure: 'roomRevenue',
    from: '299.99',
    to: '249.99',
  });
  expect((await books.closeDue()).map((each) => [each.period, each.version, each.changed])).toContainEqual([
    '2025-05',
    2,
    1,
  ]);
  expect(await vendors.readMonth('inn', '2025-05')).toMatchObject({
    version: 2,
    state: 'restated',
    restates: { version: 1, numbers: 2 },
    metrics: { roomRevenue: '249.99' },
  });
  expect(await vendors.readMonth('inn', '2025-05', { version: 1, audience: 'support' })).toEqual(closed);
  const restated = await vendors.readMonth('inn', '2025-05');
  const again = restated === undefined ? pdf : await printer.vendorMonth(restated, 'en-GB');
  expect(await prints.identify(again)).toMatchObject({ version: 2, seal: restated?.book?.seal });
  expect(await prints.identify(pdf)).toMatchObject({ subjectId: 'inn', version: 1, seal: book?.seal });
  expect(await vendors.readMonth('spa', '2025-05')).toMatchObject({ version: 1, state: 'closed' });
  expect(await vendors.readMonth('spa', '2025-05', { version: 2 })).toBeUndefined();
  expect((await vendors.versions('inn', '2025-05'))?.map((each) => each.version)).toEqual([1, 2]);
  expect((await vendors.versions('spa', '2025-05'))?.map((each) => each.version)).toEqual([1]);
  expect(await books.verify()).toMatchObject({ prints: 3, faults: [] });

  // One byte of a PDF: what Milepost would draw today is not handed out in its place, unless it is the same to the last byte.
  const kept = await prints.identify(pdf);
  const content = join(
    directory,
    'books',
    'prints',
    'content',
    kept?.sha256.slice(0, 2) ?? '',
    `${kept?.sha256}.pdf`,
  );
  await writeFile(content, flipped(await readFile(content)));
  expect((await books.verify()).faults).toEqual([
    {
      kind: 'vendor-month',
      period: '2025-05',
      version: 1,
      fault: expect.stringContaining('PDF of inn (shared, en-GB)'),
    },
  ]);
  const other = printer.vendorMonth({ ...shared, vendorName: 'Renamed' }, 'en-GB');
  await expect(other).rejects.toMatchObject({ code: 'book_damaged' });
  expect(Buffer.compare(await printer.vendorMonth(shared, 'en-GB'), pdf)).toBe(0);
  expect((await prints.verify()).faults).toEqual([]);

  // One byte of a file, and one of a manifest.
  const folder = join(directory, 'books', 'vendor-month', '2025-05');
  const names = await readdir(folder);
  const months =
    (await vendors.versions('spa', '2025-05'))?.length === 1
      ? names.filter((name) => name.startsWith('months-'))
      : [];
  for (const name of [...months, 'v2.json']) {
    const path = join(folder, name);
    const bytes = await readFile(path);
    await writeFile(path, flipped(bytes));
    expect((await books.verify()).faults.length, name).toBeGreaterThan(0);
    await writeFile(path, bytes);
  }
  expect((await books.verify()).faults).toEqual([]);
  const path = join(folder, 'v2.json');
  await writeFile(path, (await readFile(path, 'utf8')).replace('"changed": 1', '"changed": 2'));
  await expect(vendors.readMonth('inn', '2025-05')).rejects.toMatchObject({ code: 'book_damaged' });
});
