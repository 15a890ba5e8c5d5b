import { expect, test } from 'vitest';
import { createRandom } from '../../demo/world/random.ts';
import { readAccounts } from '../support/process/accounts.ts';
import { writeBookings } from '../support/process/bookings-file.ts';
import { buildTotals } from '../support/process/build-totals.ts';
import { createDataDir, watchWarehouse, withWarehouse } from '../support/process/data-dir.ts';
import { runMilepost, startMilepost, type MilepostProcess } from '../support/process/milepost.ts';
import { countReached, killAt, type Milestone } from '../support/process/moment.ts';
import { countOpenBatches, readStraySlices, readTotals } from '../support/process/tables.ts';

/** A flush writes its intent, the changes month by month, their receipts, and that it is done. */
const moments: { onceThere?: Milestone; mostMs: number }[] = [
  { mostMs: 150 },
  { onceThere: 'changesOfLatest', mostMs: 20 },
  { onceThere: 'changesOfLatest', mostMs: 100 },
  { onceThere: 'receiptsOfLatest', mostMs: 5 },
];
const killed = { code: null, signal: 'SIGKILL' };

test('an import killed again and again, engine and all, ends with the totals of an undisturbed one', async () => {
  const [calm, rough] = [{ MILEPOST_DATA: await createDataDir() }, { MILEPOST_DATA: await createDataDir() }];
  const { all } = await writeBookings(calm.MILEPOST_DATA);
  const importing = ['import', all, '--as', 'hotel-bookings'];
  await runMilepost(importing, calm);
  await buildTotals(calm);
  const expected = await withWarehouse(calm.MILEPOST_DATA, readTotals);
  const undisturbed = await readAccounts(calm);
  expect(undisturbed).toMatchObject({ received: undisturbed.stored, missing: 0, unexplained: 0 });

  await runMilepost(['migrate'], rough);
  const warehouse = await watchWarehouse(rough.MILEPOST_DATA);
  const random = createRandom(1);
  for (const { onceThere, mostMs } of moments) {
    const before = await withWarehouse(rough.MILEPOST_DATA, (own) => countReached(own, 'intents'));
    const moment = { what: 'intents', before, more: 1, plusMs: random.between(0, mostMs) } as const;
    const start = (): MilepostProcess => startMilepost(importing, rough);
    expect(
      await killAt(onceThere === undefined ? moment : { ...moment, onceThere }, start, warehouse),
    ).toEqual(killed);
  }
  await runMilepost(importing, rough);
  await buildTotals(rough);

  const accounts = await readAccounts(rough);
  expect(accounts).toMatchObject({ stored: undisturbed.stored, rejected: 0, missing: 0, unexplained: 0 });
  expect(accounts.duplicate).toBeGreaterThan(0);
  await withWarehouse(rough.MILEPOST_DATA, async (own) => {
    expect(await readTotals(own)).toEqual(expected);
    expect(await countOpenBatches(own)).toBe(0);
    expect(await readStraySlices(own)).toEqual([]);
  });
  expect(await readMonth(rough)).toEqual(await readMonth(calm));
});

async function readMonth(env: { MILEPOST_DATA: string }): Promise<object> {
  const { asOf, ...report } = JSON.parse(
    await runMilepost(['report', 'vendor', 'city-hotel', '2016-05'], env),
  );
  expect(asOf).toEqual(expect.any(String));
  return report;
}
