import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { aChange } from '../../unit/ingest/a-change.ts';
import { createWorld } from './world.ts';

const unknown = '1970-01-01T00:00:00Z';
const flight = {
  passengers: 2,
  segments: [
    {
      carrier: 'LH',
      operatingCarrier: 'CLH',
      number: 401,
      from: 'JFK',
      to: 'FRA',
      departsAt: '2016-05-03T21:40',
      arrivesAt: '2016-05-04T11:25:00',
      actualArrivesAt: '2016-05-04T11:39:59',
      cabin: 'economy',
      status: 'landed',
      diverted: true,
      seat: '12A',
    },
    { number: '0099' },
  ],
};
const car = {
  days: 3,
  class: 'CDMR',
  pickup: { city: 'Faro', country: 'PRT', at: '2016-05-03T09:00:00' },
  dropoff: { city: 'Sevilla', country: 'ES' },
};
const columns = {
  flight_passengers: 2,
  flight_segments: [
    {
      carrier: 'LH',
      operating_carrier: 'CLH',
      number: '401',
      origin: 'JFK',
      destination: 'FRA',
      departs_at: '2016-05-03T21:40:00Z',
      arrives_at: '2016-05-04T11:25:00Z',
      actual_departs_at: unknown,
      actual_arrives_at: '2016-05-04T11:39:59Z',
      cabin: 'economy',
      status: 'landed',
      is_diverted: true,
    },
    {
      carrier: '',
      operating_carrier: '',
      number: '0099',
      origin: '',
      destination: '',
      departs_at: unknown,
      arrives_at: unknown,
      actual_departs_at: unknown,
      actual_arrives_at: unknown,
      cabin: '',
      status: '',
      is_diverted: false,
    },
  ],
  car_days: 3,
  car_class: 'CDMR',
  car_pickup: { city: 'Faro', country: 'PT', at: '2016-05-03T09:00:00Z' },
  car_dropoff: { city: 'Sevilla', country: 'ES', at: unknown },
};
const nothing = {
  flight_passengers: null,
  flight_segments: [],
  car_days: null,
  car_class: '',
  car_pickup: { city: '', country: '', at: unknown },
  car_dropoff: { city: '', country: '', at: unknown },
};

test('what flights and cars carry is stored, also of rows that older versions stored without it', async () => {
  const world = await createWorld();
  const headers = { authorization: 'Bearer source' };
  const changes = [
    { ...aChange({ flight, car }), reservationId: 'trip' },
    { ...aChange(), reservationId: 'stay' },
  ];
  await world.send('/v1/reservations', { changes }, headers);
  const older = changes.map((change) => ({
    reservation_id: `older-${change.reservationId}`,
    version: 1,
    receipt_id: randomUUID(),
    batch_id: randomUUID(),
    booked_at: '2016-02-01T12:00:00.000Z',
    payload: JSON.stringify(change).replace('"PRT","at"', '"PT","at"'),
  }));
  await world.warehouse.insert('reservation_changes', older, { name: 'test' });
  const rows = await world.warehouse.query(
    `select reservation_id, ${Object.keys(columns).join(', ')}, payload like '%12A%' as is_whole
    from reservation_changes final order by reservation_id`,
    { name: 'test' },
  );
  expect(rows).toEqual([
    { reservation_id: 'older-stay', ...nothing, is_whole: 0 },
    { reservation_id: 'older-trip', ...columns, is_whole: 1 },
    { reservation_id: 'stay', ...nothing, is_whole: 0 },
    { reservation_id: 'trip', ...columns, is_whole: 1 },
  ]);
});
