import { expect, test } from 'vitest';
import { storeTrips, type RawSegment, type RawTrip } from '../../support/raw-trips.ts';
import { addReference, ended, flew, now, segment, tell, type Step } from '../../support/trip-stories.ts';
import { createTestWarehouse } from '../../support/warehouse.ts';

const on = (number: string, rest: Partial<RawSegment> = {}): Partial<RawSegment> => ({ number, ...rest });
const drive = (startAt: string, endAt: string, rest: Step = {}): [Step] => [{ startAt, endAt, ...rest }];
const autumn: Step = { startAt: '2025-10-25T13:00:00', endAt: '2025-10-26T02:00:00' };

/** One vendor each: its reservations, and what its March, or another month of its, must say. */
const cases: {
  because: string;
  id: string;
  type: RawTrip['type'];
  period?: string;
  stories: [Step, ...Step[]][];
  says: Record<string, unknown>;
}[] = [
  {
    because:
      'a flight is in time less than 15 minutes late; one that is not known to have arrived is left out',
    id: 'quarter',
    type: 'flight',
    stories: [
      [{ leg: on('1') }, flew('2026-03-21T10:14:59')],
      [{ leg: on('2') }, flew('2026-03-21T10:15:00')],
      [{ leg: on('3') }, flew('2026-03-21T09:40:00')],
      [{ leg: on('4') }],
    ],
    says: { segments: 4, passengers: 4, flights: 3, flights_on_time: 2, flights_unknown: 1 },
  },
  {
    because:
      'many reservations of one flight are one flight, also sold under another code or with leading zeros',
    id: 'shared',
    type: 'flight',
    stories: [
      [{ passengers: 3 }, flew('2026-03-21T10:00:00')],
      [{ passengers: null, leg: on('0204', { carrier: 'UA', operatingCarrier: 'TP' }) }],
      [{ passengers: 2, leg: { departsAt: '2026-03-22T23:00:00', arrivesAt: '2026-03-23T10:00:00' } }],
    ],
    says: { segments: 3, passengers: 6, flights: 1, flights_on_time: 1, flights_unknown: 1 },
  },
  {
    because:
      'diverted flights and those that the vendor cancelled count as not in time, a traveler’s cancellation says nothing',
    id: 'failed',
    type: 'flight',
    stories: [
      [{ leg: on('1') }, flew('2026-03-21T10:00:00', { isDiverted: true })],
      [{ leg: on('2') }, ended('vendor')],
      [{ leg: on('3') }, ended('traveler')],
      [{ leg: on('4') }, flew(undefined, { status: 'cancelled' })],
      [{ leg: on('5') }, ended('vendor')],
      [{ leg: on('5') }, flew('2026-03-21T10:00:00')],
    ],
    says: {
      segments: 2,
      flights: 4,
      flights_on_time: 1,
      flights_diverted: 1,
      flights_cancelled: 2,
      flights_unknown: 1,
    },
  },
  {
    because:
      'the schedule is what was said last before departure: in New York, three hours after midnight UTC',
    id: 'schedule',
    type: 'flight',
    stories: [
      [
        { leg: on('1') },
        { initiator: 'vendor', leg: { departsAt: '2026-03-21T00:00:00', arrivesAt: '2026-03-21T11:00:00' } },
        flew('2026-03-21T11:10:00'),
      ],
      // 02:59 UTC is before 23:00 in New York, 03:00 is not.
      [
        { leg: on('2') },
        { changedAt: '2026-03-21T02:59:59.000Z', leg: { arrivesAt: '2026-03-21T11:00:00' } },
        flew('2026-03-21T11:10:00'),
      ],
      [
        { leg: on('3') },
        { changedAt: '2026-03-21T03:00:00.000Z', leg: { arrivesAt: '2026-03-21T11:00:00' } },
        flew('2026-03-21T11:10:00'),
      ],
      // Rebooked before departure: no flight of this reservation.
      [{ leg: on('4') }, { segments: [{ ...segment, number: '5' }] }, flew('2026-03-21T10:00:00')],
      // Known only after the fact.
      [{ changedAt: '2026-03-25T12:00:00.000Z', leg: on('6', { actualArrivesAt: '2026-03-21T10:05:00' }) }],
    ],
    says: { segments: 5, flights: 5, flights_on_time: 4, flights_unknown: 0 },
  },
  {
    because:
      'a night with a clock change is as long as it is: 01:50 to 03:03 are 13 minutes in New York on 8 March',
    id: 'clocks',
    type: 'flight',
    stories: [
      [
        {
          leg: { from: 'LIS', to: 'JFK', departsAt: '2026-03-07T22:00:00', arrivesAt: '2026-03-08T01:50:00' },
        },
        { ...flew('2026-03-08T03:03:00'), changedAt: '2026-03-09T00:00:00.000Z' },
      ],
    ],
    says: { flights: 1, flights_on_time: 1 },
  },
  {
    because:
      'of an hour that a clock has twice the first is meant: in Lisbon on 26 October 01:50 is 70 minutes before 02:00, and 01:05 ten behind 00:55',
    id: 'twice',
    type: 'flight',
    period: '2025-10',
    stories: [
      [
        { ...autumn, leg: on('1', { departsAt: '2025-10-25T13:00:00', arrivesAt: '2025-10-26T01:50:00' }) },
        flew('2025-10-26T02:00:00'),
      ],
      [
        { ...autumn, leg: on('2', { departsAt: '2025-10-25T13:00:00', arrivesAt: '2025-10-26T00:55:00' }) },
        flew('2025-10-26T01:05:00'),
      ],
      [
        { ...autumn, leg: on('3', { departsAt: '2025-10-25T13:00:00', arrivesAt: '2025-10-26T00:50:00' }) },
        flew('2025-10-26T01:04:00'),
      ],
    ],
    says: { flights: 3, flights_on_time: 2, flights_unknown: 0 },
  },
  {
    because: 'the month is that of the local departure, and airports without a zone still have local times',
    id: 'local',
    type: 'flight',
    stories: [
      [{ leg: { departsAt: '2026-03-31T22:30:00', arrivesAt: '2026-04-01T09:30:00' } }],
      [{ leg: { from: 'NRT', departsAt: '2026-04-01T00:30:00', arrivesAt: '2026-04-01T09:30:00' } }],
      [
        {
          leg: { from: 'XXX', to: 'YYY', departsAt: '2026-03-15T08:00:00', arrivesAt: '2026-03-15T09:00:00' },
        },
        flew('2026-03-15T09:20:00'),
      ],
    ],
    says: { segments: 2, flights: 1, flights_on_time: 0, flights_unknown: 1 },
  },
  {
    because:
      'flights move by the larger shift of departure and arrival of any leg; place and party are material too',
    id: 'moves',
    type: 'flight',
    stories: [
      [
        {
          startAt: '2026-03-21T03:00:00',
          endAt: '2026-03-29T03:00:00',
          segments: [
            segment,
            {
              ...segment,
              from: 'LIS',
              to: 'JFK',
              number: '203',
              departsAt: '2026-03-28T20:00:00',
              arrivesAt: '2026-03-28T23:00:00',
            },
          ],
        },
        {
          initiator: 'vendor',
          changedAt: '2026-03-02T12:00:00.000Z',
          segments: [
            segment,
            {
              ...segment,
              from: 'LIS',
              to: 'JFK',
              number: '203',
              departsAt: '2026-03-28T20:30:00',
              arrivesAt: '2026-03-29T00:10:00',
            },
          ],
        },
        { initiator: 'system', changedAt: '2026-03-03T12:00:00.000Z', leg: { status: 'confirmed' } },
        { initiator: 'agency', changedAt: '2026-03-04T12:00:00.000Z', passengers: 2 },
        { initiator: 'vendor', changedAt: '2026-03-05T12:00:00.000Z', leg: { to: 'NRT' } },
      ],
    ],
    says: {
      updates: 4,
      material_updates: 3,
      schedule_changes_minor: 0,
      schedule_changes_major: 1,
      schedule_changes_severe: 0,
    },
  },
  {
    because: 'a rental day is 24 hours with 29 minutes’ grace, or as many as the vendor says',
    id: 'grace',
    type: 'car',
    stories: [
      drive('2026-03-02T09:00:00', '2026-03-03T09:29:00'),
      drive('2026-03-02T09:00:00', '2026-03-03T09:30:00'),
      drive('2026-03-02T09:00:00', '2026-03-02T10:00:00'),
      drive('2026-03-02T09:00:00', '2026-03-05T09:00:00', { days: 5 }),
      // The places' own clocks stand before the reservation's.
      drive('2026-03-02T09:00:00', '2026-03-05T09:00:00', {
        pickup: { city: 'Faro', at: '2026-03-02T10:00:00' },
        dropoff: { city: 'Sevilla', at: '2026-03-04T10:00:00' },
      }),
      [{}, ended('traveler')],
    ],
    says: { rentals: 5, rental_days: 1 + 2 + 1 + 5 + 2, rental_revenue: '500' },
  },
  {
    because: 'days and money are split by day, the odd cents first; what is not past is not earned',
    id: 'split',
    type: 'car',
    stories: [
      // 33.34, 33.33 and 33.33; the last one is April's.
      drive('2026-03-30T09:00:00', '2026-04-02T09:00:00'),
      // Of April only 1 and 2 are past.
      drive('2026-04-01T09:00:00', '2026-04-11T09:00:00'),
      drive('2026-02-27T09:00:00', '2026-03-02T09:00:00', { amount: '0.02' }),
    ],
    says: { rentals: 1, rental_days: 3, rental_revenue: '66.67' },
  },
  {
    because: 'cars change materially by place and time',
    id: 'garage',
    type: 'car',
    stories: [
      [
        {
          startAt: '2026-03-10T09:00:00',
          endAt: '2026-03-12T09:00:00',
          pickup: { city: 'Faro', at: '2026-03-10T09:00:00' },
        },
        { changedAt: '2026-03-01T12:00:00.000Z', dropoff: { city: 'Lagos' } },
        {
          changedAt: '2026-03-02T12:00:00.000Z',
          initiator: 'vendor',
          pickup: { city: 'Faro', at: '2026-03-10T13:00:00' },
        },
        { changedAt: '2026-03-03T12:00:00.000Z' },
      ],
    ],
    says: { updates: 3, material_updates: 2, schedule_changes_severe: 1 },
  },
];

const monthSql = `
select m.* except (slice), f.* except (slice, vendor_id, period), c.* except (slice, vendor_id, period, rental_revenue),
  toString(c.rental_revenue) as rental_revenue
from vendor_months as m
left join vendor_flight_months as f on f.vendor_id = m.vendor_id and f.period = m.period
left join vendor_car_months as c on c.vendor_id = m.vendor_id and c.period = m.period
where m.vendor_id = {vendorId:String} and m.period = {period:String}`;

test('the months of flights and cars say what happened in them', async () => {
  const { warehouse, pipelines } = await createTestWarehouse(now, {
    models: ['vendor_months', 'vendor_flight_months', 'vendor_car_months'],
  });
  await addReference(warehouse, cases);
  await storeTrips(
    warehouse,
    cases.flatMap(({ id, type, stories }) => stories.flatMap((story) => tell(id, type, story))),
  );
  expect((await pipelines.run()).failed).toEqual([]);
  for (const { because, id, period = '2026-03', says } of cases) {
    const params = { vendorId: id, period };
    const [month] = await warehouse.query<object>(monthSql, { name: 'test', params });
    expect.soft(month, because).toMatchObject(says);
  }
});
