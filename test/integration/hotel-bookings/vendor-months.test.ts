import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { systemClock } from '../../../infra/clock.ts';
import { createVendorReports } from '../../../reports/vendor/reader.ts';
import type { Account } from '../../../warehouse/repositories/accounting.ts';
import { storeAgents } from '../../support/hotel-bookings/affiliates.ts';
import { affiliateQuestions } from '../../support/hotel-bookings/affiliate-questions.ts';
import { pointMetrics, readAffiliateBooks } from '../../support/hotel-bookings/affiliate-books.ts';
import { computeExpectedMonths } from '../../support/hotel-bookings/expected-months.ts';
import { expectedMetrics } from '../../support/hotel-bookings/expected-metrics.ts';
import { findHotelBookings } from '../../support/hotel-bookings/file.ts';
import { openHouse, type House } from '../../support/hotel-bookings/house.ts';
import { findDifferences, type Months } from '../../support/hotel-bookings/month.ts';
import { emptyLibrary } from '../../support/library.ts';
import { readMonths } from '../../support/hotel-bookings/read-months.ts';
import { cut, spanOf } from '../../support/second-computation/range.ts';
import { startApi } from '../dashboards/api/start-api.ts';

const file = findHotelBookings('every month of the two hotels against DuckDB');
const importBoundMs = 600_000;
const changes = 265_180;

describe.runIf(file.isThere)('the hotel bookings, imported by the command line', () => {
  let house: House;
  let expected: Months;
  let actual: Months;
  let imported: unknown;
  let built: unknown;

  beforeAll(async () => {
    house = await openHouse();
    expected = await computeExpectedMonths(file.path);
    await house.milepost('migrate');
    await storeAgents(house.warehouse, systemClock);
    imported = await house.milepost('import', file.path, '--as', 'hotel-bookings');
    built = await house.milepost('pipelines', 'run');
    actual = await readMonths(house.warehouse);
  }, importBoundMs);
  afterAll(() => house.close());

  test('are taken whole, and every model can be built from them', () => {
    expect(imported).toMatchObject({ read: 119_390, sent: changes, accepted: changes, rejected: 0 });
    expect(built).toMatchObject({ failed: [] });
  });

  test('give every number of every month as DuckDB computes it from the file', () => {
    expect(findDifferences(expected, actual)).toEqual([]);
    expect(actual.size).toBe(expected.size);
  });

  test.each([
    { vendorId: 'resort-hotel', bookings: 40_060, lost: 11_122 },
    { vendorId: 'city-hotel', bookings: 79_330, lost: 33_102 },
  ])('give the published totals of the $vendorId', ({ vendorId, bookings, lost }) => {
    const sum = (column: string) => sumOf(actual, vendorId, column);
    expect([sum('bookings'), sum('arrivals')]).toEqual([bookings, bookings]);
    expect(sum('arrivals_cancelled') + sum('arrivals_no_show')).toBe(lost);
    expect(sum('cancellations') + sum('no_shows')).toBe(lost);
  });

  test.each(['resort-hotel/2013-06', 'resort-hotel/2015-10', 'city-hotel/2016-03', 'city-hotel/2017-08'])(
    'are reported as they are: %s',
    async (month) => {
      const [vendorId = '', period = ''] = month.split('/');
      const report = await house.milepost('report', 'vendor', vendorId, period, '--format', 'json');
      expect(report).toMatchObject({ vendorId, period, currency: 'EUR', timezone: 'Europe/Lisbon' });
      expect(report).toHaveProperty('metrics', expectedMetrics(expected.get(month) ?? {}));
      expect(report).not.toHaveProperty('mix.affiliate');
    },
  );

  test.each(['resort-hotel/2013-06', 'city-hotel/2016-03'])(
    'are split in the house by affiliate, country, source and length of stay: %s',
    async (month) => {
      const [vendorId = '', period = ''] = month.split('/');
      const reports = createVendorReports({
        warehouse: house.warehouse,
        clock: systemClock,
        library: emptyLibrary(),
      });
      const { mix = {} } = (await reports.readMonth(vendorId, period, { audience: 'support' })) ?? {};
      expect(Object.keys(mix)).toEqual(['affiliate', 'travelerCountry', 'source', 'lengthOfStay']);
      for (const [dimension, { rows, other }] of Object.entries(mix)) {
        const shown = rows.map(({ key, bookings }) => [`${dimension}/${key}`, bookings] as const);
        expect(expected.get(month)?.['mix']).toMatchObject(Object.fromEntries(shown));
        expect(rows.every((row) => row.bookings >= 5)).toBe(true);
        const sum = rows.reduce((total, row) => total + row.bookings, other ?? 0);
        expect(sum).toBe(expected.get(month)?.['bookings']);
      }
    },
  );

  test('give every affiliate its money to the cent, over any range and zone', async () => {
    const books = await readAffiliateBooks(file.path);
    const api = await startApi(house.warehouse, new Date().toISOString());
    const ask = async (path: string): Promise<Record<string, unknown>> => {
      const answer = await api.get(`/api/affiliates/${path}`, { sub: 'ops', role: 'admin' });
      expect(answer.statusCode, answer.body).toBe(200);
      return answer.json();
    };
    await fc.assert(
      fc.asyncProperty(affiliateQuestions, async ({ affiliateId, granularity, ...asked }) => {
        const book = books.of(affiliateId);
        const query = new URLSearchParams(asked).toString();
        const { metrics, currency } = await ask(`${affiliateId}/overview?${query}`);
        const span = spanOf(asked);
        expect({ currency, metrics }).toMatchObject({ currency: book.currency, metrics: book.numbers(span) });
        const { points } = await ask(
          `${affiliateId}/timeseries?${query}&granularity=${granularity}&metrics=${pointMetrics.join(',')}`,
        );
        expect(points).toMatchObject(cut(span, asked.tz, granularity).map((each) => book.point(each)));
      }),
      { numRuns: 15 },
    );
  });

  test('are all in the accounts', async () => {
    expect(await readTotals(house)).toEqual({
      received: changes,
      stored: changes,
      duplicate: 0,
      rejected: 0,
      missing: 0,
    });
  });

  test(
    'change nothing when some are imported again, and every copy is in the accounts',
    async () => {
      const again = await house.milepost(
        'import',
        await house.write('again.csv', await firstRows(file.path, 3_000)),
        '--as',
        'hotel-bookings',
      );
      const copies = Number(Object(again).sent);
      expect(copies).toBeGreaterThan(5_000);
      expect(await house.milepost('pipelines', 'run', 'vendor_months')).toMatchObject({ failed: [] });
      expect(findDifferences(actual, await readMonths(house.warehouse))).toEqual([]);
      expect(await readTotals(house)).toEqual({
        received: changes + copies,
        stored: changes,
        duplicate: copies,
        rejected: 0,
        missing: 0,
      });
    },
    importBoundMs,
  );
});

function sumOf(months: Months, vendorId: string, column: string): number {
  return [...months.values()]
    .filter((month) => month['vendor_id'] === vendorId)
    .reduce((sum, month) => sum + Number(month[column]), 0);
}

/** The file's first rows, under the numbers that they have in it. */
async function firstRows(path: string, count: number): Promise<string> {
  const lines = createInterface({ input: createReadStream(path).pipe(createGunzip()) });
  const first: string[] = [];
  for await (const line of lines) if (first.push(line) > count) break;
  return `${first.join('\n')}\n`;
}

type Totals = Pick<Account, 'received' | 'stored' | 'duplicate' | 'rejected' | 'missing'>;

/** Sums what `accounting` says of every affiliate; each one's account has to balance by itself. */
async function readTotals(house: House): Promise<Totals> {
  const totals = { received: 0, stored: 0, duplicate: 0, rejected: 0, missing: 0 };
  for (const account of toAccounts(await house.milepost('accounting'))) {
    const { stored, duplicate, rejected, erased, expired } = account;
    expect(account).toMatchObject({ received: stored + duplicate + rejected + erased + expired });
    totals.received += account.received;
    totals.stored += stored;
    totals.duplicate += duplicate;
    totals.rejected += rejected;
    totals.missing += account.missing;
  }
  return totals;
}

function toAccounts(answer: unknown): Account[] {
  if (!Array.isArray(answer)) throw new TypeError('`accounting --json` is no list');
  return answer;
}
