import { expect, test } from 'vitest';
import { storeContractChanges } from '../../support/contract-changes.ts';
import { tell, travelerCases as cases } from '../../support/traveler-cases.ts';
import { storeTravelers } from '../../support/traveler-world.ts';
import { createTestWarehouse } from '../../support/warehouse.ts';
import type { Warehouse } from '../../../warehouse/client.ts';

const yearSql = `
select * except (slice, traveler_id, year), toFloat64(km) as km,
  mapApply((k, v) -> (k, toString(v)), spend) as spend
from traveler_years
where traveler_id = {travelerId:String} and year = {year:UInt16}`;
const tripsSql = `
select trip, toString(first_on) as first_on, toString(last_on) as last_on, reservations, countries
from traveler_trips
where traveler_id = {travelerId:String}
order by first_on`;

async function read(warehouse: Warehouse, sql: string, params: Record<string, string | number>) {
  return warehouse.query<Record<string, unknown>>(sql, { name: 'test', params });
}

test("a traveler's year says what happened in it", async () => {
  const { warehouse, pipelines } = await createTestWarehouse('2025-12-01T09:00:00Z');
  await storeTravelers(
    warehouse,
    cases.flatMap(({ travelerId, profile }) => (profile === undefined ? [] : [{ travelerId, ...profile }])),
  );
  await storeContractChanges(
    warehouse,
    cases.flatMap(({ travelerId, told }) => told.flatMap((each) => tell(travelerId, each))),
  );
  expect((await pipelines.run({ model: 'traveler_years' })).failed).toEqual([]);
  for (const { because, travelerId, years, trips } of cases) {
    for (const [year, says] of Object.entries(years)) {
      const [row] = await read(warehouse, yearSql, { travelerId, year: Number(year) });
      expect(row === undefined, because).toBe(says === undefined);
      expect(row ?? {}, `${because} (${year})`).toMatchObject(says ?? {});
    }
    if (trips === undefined) continue;
    const found = await read(warehouse, tripsSql, { travelerId });
    const names = found.map((trip) =>
      String(trip['reservations'])
        .split(',')
        .map((id) => id.slice(travelerId.length + 1)),
    );
    expect(names, because).toEqual(trips);
  }
});

test('time alone makes a year due: a stay starts, its nights pass, it is presumed completed; only its bucket is built', async () => {
  const { warehouse, pipelines, clock } = await createTestWarehouse('2025-06-01T09:00:00Z');
  const story = (id: string, from: string, to: string) =>
    tell(id, [
      'stay',
      { type: 'hotel', status: 'booked', startAt: `${from}T15:00:00`, endAt: `${to}T11:00:00` },
    ]);
  await storeContractChanges(warehouse, [
    ...story('moving', '2025-06-10', '2025-06-13'),
    ...story('still', '2025-01-10', '2025-01-13'),
  ]);
  await pipelines.run({ model: 'traveler_years' });
  const steps: [time: string, year: Record<string, number> | undefined][] = [
    ['2025-06-10T12:00:00Z', undefined],
    ['2025-06-10T13:00:00Z', { reservations: 1, nights: 0, presumed_completed: 0 }],
    ['2025-06-11T22:00:00Z', { reservations: 1, nights: 2, presumed_completed: 0 }],
    ['2025-06-15T09:00:00Z', { reservations: 1, nights: 3, presumed_completed: 1 }],
  ];
  for (const [time, says] of steps) {
    clock.time = Date.parse(time);
    const { runs, failed } = await pipelines.run({ model: 'traveler_years' });
    expect(failed, time).toEqual([]);
    const built = runs.filter((run) => run.model === 'traveler_years').map((run) => run.slices.length);
    expect(built, time).toEqual(says === undefined ? [] : [1]);
    const [row] = await read(warehouse, yearSql, { travelerId: 'moving', year: 2025 });
    expect(row === undefined, time).toBe(says === undefined);
    expect(row ?? {}, time).toMatchObject(says ?? {});
  }
});
