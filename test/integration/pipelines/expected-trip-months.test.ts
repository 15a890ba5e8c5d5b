import { expect, test } from 'vitest';
import { expectedTripMonths } from '../../support/expected-trip-months.ts';
import { storeTrips, type RawSegment, type RawTrip } from '../../support/raw-trips.ts';
import { addReference, ended, now, tell, zones, type Step } from '../../support/trip-stories.ts';
import { createTestWarehouse } from '../../support/warehouse.ts';

test('the months of flights and cars are what a walk through the raw rows says', async () => {
  const { warehouse, pipelines } = await createTestWarehouse(now, {
    models: ['vendor_months', 'vendor_flight_months', 'vendor_car_months'],
  });
  const vendors = [
    { id: 'air', type: 'flight' },
    { id: 'wing', type: 'flight' },
    { id: 'cars', type: 'car' },
  ];
  await addReference(warehouse, vendors);
  const rows = randomTrips(240);
  await storeTrips(warehouse, rows);
  expect((await pipelines.run()).failed).toEqual([]);
  const expected = expectedTripMonths(rows, zones, now);
  const found = await warehouse.query<Record<string, unknown>>(
    `select vendor_id, period, segments, passengers, flights, flights_on_time, 0 as rentals, 0 as rental_days, 0 as cents
    from vendor_flight_months
    union all
    select vendor_id, period, 0, 0, 0, 0, rentals, rental_days, toInt64(rental_revenue * 100) from vendor_car_months`,
    { name: 'test' },
  );
  const counted = found.map(({ vendor_id: vendor, period, ...month }) => [
    `${String(vendor)} ${String(period)}`,
    Object.values(month).map(Number),
  ]);
  const wanted = [...expected].map(([key, month]) => [key, Object.values(month)]);
  expect(expected.size).toBe(10);
  const byKey = (entries: unknown[][]) =>
    Object.fromEntries(entries.filter(([, month]) => Array.isArray(month) && month.some((n) => n !== 0)));
  expect(byKey(counted)).toEqual(byKey(wanted));
});

/** Reservations of all kinds, the same in every run. */
function randomTrips(count: number): RawTrip[] {
  let seed = 20_260_403;
  const below = (limit: number) => {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) & 0x7fff_ffff;
    return Math.floor((seed / 0x8000_0000) * limit);
  };
  const airports = ['LIS', 'JFK', 'NRT', 'XXX'];
  const local = (minute: number) =>
    new Date(Date.UTC(2026, 0, 20) + minute * 60_000).toISOString().slice(0, 19);
  const changed = () => `${local(below(80 * 1_440))}.${String(below(1_000)).padStart(3, '0')}Z`;
  const leg = (number: number): RawSegment => {
    const departs = below(9) * 10_080 + number * 333;
    return {
      number: String(number),
      from: airports[number % 4] ?? '',
      to: airports[(number + 1) % 4] ?? '',
      departsAt: local(departs),
      arrivesAt: local(departs + 300),
    };
  };
  return Array.from({ length: count }, () => {
    const type = below(3) === 0 ? 'car' : 'flight';
    const start = below(70 * 1_440);
    const vendorId = type === 'car' ? 'cars' : below(2) === 0 ? 'air' : 'wing';
    const segments = type === 'car' ? [] : [leg(below(6)), leg(6 + below(6))].slice(below(2));
    const first: Step = {
      segments,
      startAt: local(start),
      endAt: local(start + below(20_000)),
      amount: below(9) === 0 ? null : (below(90_000) / 100).toFixed(2),
      days: below(4) === 0 ? below(9) : null,
      passengers: below(5) === 0 ? null : below(5),
    };
    const later = Array.from({ length: below(4) }, (): Step => {
      const moved = segments.map((each) => ({
        ...each,
        ...(below(3) === 0 ? { arrivesAt: each.arrivesAt.replace(/:\d\d$/, `:${10 + below(49)}`) } : {}),
        ...(below(2) === 0
          ? {
              actualArrivesAt: local(
                (Date.parse(`${each.arrivesAt}Z`) - Date.UTC(2026, 0, 20)) / 60_000 + below(40) - 10,
              ),
            }
          : {}),
        isDiverted: below(12) === 0,
        status: below(12) === 0 ? 'cancelled' : '',
      }));
      const changes = { changedAt: changed(), segments: below(8) === 0 ? moved.slice(1) : moved };
      return below(6) === 0 ? { ...changes, ...ended(below(2) === 0 ? 'vendor' : 'traveler') } : changes;
    });
    return tell(vendorId, type, [first, ...later]);
  }).flat();
}
