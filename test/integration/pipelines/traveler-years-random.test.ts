import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ContractChange, ContractSegment } from '../../support/contract-changes.ts';
import { storeContractChanges } from '../../support/contract-changes.ts';
import { expectedYears, type Subject } from '../../support/expected-traveler-years.ts';
import { storeTravelers, testAirports } from '../../support/traveler-world.ts';
import { createTestWarehouse } from '../../support/warehouse.ts';

const now = '2025-07-01T09:00:00Z';
const codes = testAirports.map(([code]) => code);
const zones = new Map(testAirports.map((airport) => [airport[0], airport[3]]));

const local = (epochMs: number, zone: string) =>
  Temporal.Instant.fromEpochMilliseconds(epochMs)
    .toZonedDateTimeISO(zone)
    .toPlainDateTime()
    .toString({ smallestUnit: 'second' });

const stepArbitrary = fc.record({
  type: fc.constantFrom('hotel', 'flight', 'flight', 'car'),
  day: fc.integer({ min: 0, max: 60 }),
  // Half of the travelers' moves lie around the turn of the year.
  season: fc.constantFrom('2024-12-10T00:00:00Z', '2025-05-10T00:00:00Z'),
  minute: fc.integer({ min: 0, max: 1439 }),
  length: fc.integer({ min: 1, max: 5 }),
  stops: fc.array(fc.constantFrom(...codes, 'AMS'), { minLength: 2, maxLength: 4 }),
  waits: fc.array(fc.constantFrom(90, 1_300, 1_500, 4_000), { minLength: 3, maxLength: 3 }),
  status: fc.constantFrom('completed', 'completed', 'completed', 'booked', 'cancelled'),
  tripId: fc.constantFrom(undefined, undefined, undefined, undefined, 'T1'),
  bookedDay: fc.integer({ min: 1, max: 9 }),
  currency: fc.constantFrom('EUR', 'USD'),
  cents: fc.integer({ min: 100, max: 99_999 }),
  country: fc.constantFrom(undefined, 'NL', 'PT', 'GB'),
  vendor: fc.constantFrom('v1', 'v2'),
  change: fc.constantFrom(undefined, undefined, 'vendor', 'traveler'),
});
type Step = ReturnType<typeof stepArbitrary.generate>['value'];

const subjectArbitrary = fc.record({
  profile: fc.constantFrom(
    undefined,
    { homeCountry: 'NL', currency: 'EUR' },
    { homeCountry: 'NL', homeAirport: 'AMS', homeCity: 'Amsterdam', currency: 'EUR' },
  ),
  steps: fc.array(stepArbitrary, { minLength: 1, maxLength: 9 }),
});

function segmentsOf(step: Step, startMs: number): ContractSegment[] {
  const stops = step.stops.filter((stop, index) => stop !== step.stops[index - 1]);
  const route = stops.length > 1 ? stops : ['AMS', 'LIS'];
  let at = startMs;
  return route.slice(1).map((to, index) => {
    const from = route[index] ?? '';
    const arrives = at + (60 + ((step.cents * (index + 1)) % 600)) * 60_000;
    const segment = {
      carrier: step.vendor === 'v1' ? 'KL' : 'TP',
      from,
      to,
      departsAt: local(at, zones.get(from) ?? 'UTC'),
      arrivesAt: local(arrives, zones.get(to) ?? 'UTC'),
    };
    at = arrives + (step.waits[index] ?? 90) * 60_000;
    return segment;
  });
}

function reservationOf(travelerId: string, step: Step, startMs: number): ContractChange['reservation'] {
  const type = step.type === 'hotel' || step.type === 'car' ? step.type : 'flight';
  const segments = segmentsOf(step, startMs);
  const zone = type === 'flight' ? (zones.get(segments[0]?.from ?? '') ?? 'UTC') : 'Europe/Lisbon';
  const last = segments.at(-1);
  const flightEnd = Temporal.PlainDateTime.from(last?.arrivesAt ?? '2025-01-01T00:00:00').toZonedDateTime(
    zones.get(last?.to ?? '') ?? 'UTC',
  ).epochMilliseconds;
  const start = type === 'hotel' ? `${local(startMs, zone).slice(0, 10)}T15:00:00` : local(startMs, zone);
  const end = {
    flight: () => local(flightEnd, zone),
    car: () => local(startMs + step.length * 86_400_000 + (step.cents % 60) * 60_000, zone),
    hotel: () =>
      `${Temporal.PlainDate.from(start.slice(0, 10)).add({ days: step.length }).toString()}T11:00:00`,
  }[type]();
  const place = { city: 'Lisbon', country: step.cents % 2 === 0 ? 'PT' : 'ES' };
  return {
    type,
    status: step.status === 'cancelled' ? 'booked' : step.status,
    vendorId: step.vendor,
    travelerId,
    bookedAt: `2024-05-0${step.bookedDay}T12:00:00.000Z`,
    startAt: start,
    endAt: end,
    timezone: zone,
    amount: (step.cents / 100).toFixed(2),
    currency: step.currency,
    ...(step.tripId === undefined ? {} : { tripId: step.tripId }),
    ...(step.country === undefined ? {} : { travelerCountry: step.country }),
    ...(type === 'flight' ? { flight: { segments } } : {}),
    ...(type === 'hotel' ? { hotel: { nights: step.length, ...place } } : {}),
    ...(type === 'car' ? { car: { pickup: place, dropoff: place } } : {}),
  };
}

function changesOf(travelerId: string, step: Step, index: number): ContractChange[] {
  const startMs = Date.parse(step.season) + (step.day * 1440 + step.minute) * 60_000;
  const reservationId = `${travelerId}-${index}`;
  const first = reservationOf(travelerId, step, startMs);
  const told = [{ kind: 'created', initiator: 'unknown', reservation: first }];
  if (step.change !== undefined) {
    const moved = reservationOf(travelerId, step, startMs + 86_400_000);
    told.push({ kind: 'updated', initiator: step.change, reservation: moved });
  }
  if (step.status === 'cancelled') {
    const reservation = { ...(told.at(-1)?.reservation ?? first), status: 'cancelled' };
    told.push({ kind: 'cancelled', initiator: step.vendor === 'v1' ? 'vendor' : 'traveler', reservation });
  }
  return told.map((change, at) => ({
    ...change,
    changeId: `${reservationId}:${at}`,
    reservationId,
    version: at + 1,
    changedAt: `2024-05-1${at}T12:00:00.000Z`,
    source: 'agency',
  }));
}

const yearsSql = `
select traveler_id, year, reservations, presumed_completed, trips, flights, km, air_minutes, nights, hotels, rental_days,
  countries, first_time_countries, schedule_changes, cancellations, kg_with_rf,
  toInt64(arraySum(mapValues(spend)) * 100) as spent_cents, arraySum(arrayMap(u -> u.count, unconverted)) as unconverted
from traveler_years`;

test('random travelers: every number of every year and every trip as computed from the raw changes', async () => {
  const drawn = fc.sample(subjectArbitrary, { numRuns: 400, seed: 20_251_231 });
  const subjects: Subject[] = drawn.map(({ profile, steps }, number) => {
    const travelerId = `t${number}`;
    const changes = steps.flatMap((step, index) => changesOf(travelerId, step, index));
    return { travelerId, profile, changes };
  });
  const { warehouse, pipelines } = await createTestWarehouse(now);
  const profiles = subjects.flatMap(({ travelerId, profile }) =>
    profile === undefined ? [] : [{ travelerId, ...profile }],
  );
  await storeTravelers(warehouse, profiles);
  const rate = { base: 'EUR', currency: 'USD', date: '2024-05-01', rate: '0.9', source: 'test' };
  await warehouse.insert('fx_rates', [{ ...rate, recorded_at: '2024-05-02T00:00:00Z' }], { name: 'test' });
  await storeContractChanges(
    warehouse,
    subjects.flatMap((subject) => subject.changes),
  );
  expect((await pipelines.run({ model: 'traveler_years' })).failed).toEqual([]);

  const rows = await warehouse.query<Record<string, number | string>>(yearsSql, { name: 'test' });
  const trips = await warehouse.query<{ traveler_id: string; reservations: string[] }>(
    'select traveler_id, reservations from traveler_trips',
    { name: 'test' },
  );
  const ratio = (bookedAt: string) => (bookedAt.slice(8, 10) <= '08' ? 0.9 : null);
  const wanted = subjects.map((subject) => ({
    subject,
    ...expectedYears(subject, Date.parse(now), subject.profile === undefined ? () => Number.NaN : ratio),
  }));
  expect(rows).toHaveLength(wanted.reduce((sum, { years }) => sum + years.size, 0));
  for (const { subject, years, trips: wantedTrips } of wanted) {
    const { travelerId } = subject;
    const found = trips
      .filter((trip) => trip.traveler_id === travelerId)
      .map((trip) => trip.reservations.join());
    expect(found.toSorted(), travelerId).toEqual(wantedTrips.map((ids) => ids.join()).toSorted());
    for (const [
      year,
      { km, air_minutes: minutes, kg_with_rf: kg, spent_cents: cents, unconverted, ...plain },
    ] of years) {
      const row = rows.find((each) => each['traveler_id'] === travelerId && each['year'] === year) ?? {};
      expect(row, `${travelerId} ${year}`).toMatchObject(plain);
      expect(row['km']).toBeCloseTo(km, 3);
      expect(row['air_minutes']).toBeCloseTo(minutes, 3);
      expect(row['kg_with_rf']).toBeCloseTo(kg, 3);
      // Without a profile the home currency is that of the latest booking: the hand-made cases hold it.
      const money = subject.profile === undefined ? {} : { spent_cents: cents, unconverted };
      expect(row).toMatchObject(money);
    }
  }
});
