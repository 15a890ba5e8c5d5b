import { expect, test } from 'vitest';
import { createRandom } from '../../demo/world/random.ts';
import type { Warehouse } from '../../warehouse/client.ts';
import { writeBookings } from '../support/process/bookings-file.ts';
import { buildTotals } from '../support/process/build-totals.ts';
import { copyDataDir, createDataDir, watchWarehouse, withWarehouse } from '../support/process/data-dir.ts';
import { runMilepost, startMilepost } from '../support/process/milepost.ts';
import { countReached, killAt } from '../support/process/moment.ts';
import {
  readEntries,
  readMonths,
  readStraySlices,
  readTotals,
  type SliceContent,
} from '../support/process/tables.ts';

/** Each in a later run than the one before: two of the versions, one of the entries made from them, one of the months. */
const kills = [
  { model: 'value_entries', more: 1 },
  { model: 'value_entries', more: 2 },
  { model: 'value_entries', more: 3 },
  { model: 'vendor_months', more: 1 },
];
const killed = { code: null, signal: 'SIGKILL' };

test('a run killed before it publishes: readers see whole runs only, and the next run ends the same', async () => {
  const calm = { MILEPOST_DATA: await createDataDir() };
  const { all, half } = await writeBookings(calm.MILEPOST_DATA);
  await runMilepost(['import', half, '--as', 'hotel-bookings'], calm);
  await buildTotals(calm);
  await runMilepost(['import', all, '--as', 'hotel-bookings'], calm);
  const rough = { MILEPOST_DATA: await copyDataDir(calm.MILEPOST_DATA) };
  const halfway = await withWarehouse(calm.MILEPOST_DATA, readSlices);
  await buildTotals(calm);
  const { whole, expected } = await withWarehouse(calm.MILEPOST_DATA, async (own) => ({
    whole: await readSlices(own),
    expected: await readTotals(own),
  }));
  expect(whole).not.toEqual(halfway);
  const allowed = new Set([...halfway, ...whole]);

  await withWarehouse(rough.MILEPOST_DATA, (own) => countReached(own, 'runs'));
  const warehouse = await watchWarehouse(rough.MILEPOST_DATA);
  const random = createRandom(2);
  for (const { model, more } of kills) {
    const before = await withWarehouse(rough.MILEPOST_DATA, (own) => countReached(own, 'runs'));
    const end = await killAt(
      { what: 'runs', before, more, plusMs: random.between(0, 150) },
      () => startMilepost(['pipelines', 'run', model], rough),
      warehouse,
    );
    expect(end).toEqual(killed);
    await withWarehouse(rough.MILEPOST_DATA, async (own) => {
      expect(await readStraySlices(own)).toEqual([]);
      expect((await readSlices(own)).filter((slice) => !allowed.has(slice))).toEqual([]);
    });
  }
  await buildTotals(rough);
  await withWarehouse(rough.MILEPOST_DATA, async (own) => expect(await readTotals(own)).toEqual(expected));
});

async function readSlices(warehouse: Warehouse): Promise<string[]> {
  const name = (model: string, { slice, rows, content }: SliceContent): string =>
    `${model} ${slice}: ${rows} rows, ${content}`;
  return [
    ...(await readMonths(warehouse)).map((slice) => name('vendor_months', slice)),
    ...(await readEntries(warehouse)).map((slice) => name('value_entries', slice)),
  ];
}
