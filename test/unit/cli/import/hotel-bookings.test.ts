import { describe, expect, test } from 'vitest';
import { toHotelChanges, type CsvRow } from '../../../../cli/import/hotel-bookings.ts';
import { createChangeReader } from '../../../../ingest/change.ts';

const row: CsvRow = {
  hotel: 'City Hotel',
  lead_time: '10',
  arrival_date_year: '2016',
  arrival_date_month: 'February',
  arrival_date_day_of_month: '28',
  stays_in_weekend_nights: '1',
  stays_in_week_nights: '2',
  adults: '2',
  children: '1.0',
  babies: '0',
  country: 'PRT',
  booking_changes: '0',
  agent: '9',
  adr: '98.20',
  reservation_status: 'Check-Out',
  reservation_status_date: '2016-03-02',
};

/** The changes as the way in reads them, so that a test sees what would be stored. */
function read(changed: CsvRow = {}) {
  const reader = createChangeReader();
  return (toHotelChanges({ ...row, ...changed }, 17) ?? []).map((change) => {
    const result = reader.read(change);
    if (!result.ok) throw new Error(result.fault.message);
    return result.value;
  });
}

describe('hotel bookings as changes', () => {
  test('a stay is created, then completed', () => {
    const changes = read();
    expect(
      changes.map(({ changeId, version, kind, status }) => ({ changeId, version, kind, status })),
    ).toEqual([
      { changeId: 'hb-17:1', version: 1, kind: 'created', status: 'booked' },
      { changeId: 'hb-17:2', version: 2, kind: 'completed', status: 'completed' },
    ]);
    expect(changes[0]).toMatchObject({
      vendorId: 'city-hotel',
      affiliateId: 'agent-9',
      travelerId: 'guest-17',
      source: 'agency',
      initiator: 'unknown',
      amount: '294.60',
      travelerCountry: 'PT',
      hotelNights: 3,
      hotelGuests: 3,
      bookedAtMs: Date.parse('2016-02-18T12:00:00Z'),
      changedAtMs: Date.parse('2016-02-18T12:00:00Z'),
      startLocalMs: Date.parse('2016-02-28T15:00:00Z'),
      endLocalMs: Date.parse('2016-03-02T11:00:00Z'),
    });
    expect(changes[1]?.changedAtMs).toBe(Date.parse('2016-03-02T11:00:00Z'));
  });

  test('updates are spread evenly between booking and final state', () => {
    const changes = read({
      booking_changes: '2',
      reservation_status_date: '2016-02-19',
      reservation_status: 'Canceled',
    });
    expect(changes.map(({ version, changedAtMs }) => [version, new Date(changedAtMs).toISOString()])).toEqual(
      [
        [1, '2016-02-18T12:00:00.000Z'],
        [2, '2016-02-18T20:00:00.000Z'],
        [3, '2016-02-19T04:00:00.000Z'],
        [4, '2016-02-19T12:00:00.000Z'],
      ],
    );
  });

  test.each([
    ['no-shows are dated in the evening', { reservation_status: 'No-Show' }, '2016-03-02T20:00:00.000Z'],
    [
      'a final state before the booking comes an hour after it',
      { reservation_status: 'Canceled', reservation_status_date: '2016-02-18' },
      '2016-02-18T13:00:00.000Z',
    ],
  ])('%s', (_, changed, expected) => {
    expect(new Date(read(changed).at(-1)?.changedAtMs ?? 0).toISOString()).toBe(expected);
  });

  test('a stay of no nights ends an hour after it began', () => {
    const [change] = read({ stays_in_weekend_nights: '0', stays_in_week_nights: '0' });
    expect((change?.endAtMs ?? 0) - (change?.startAtMs ?? 0)).toBe(3_600_000);
    expect(change?.amount).toBe('0.00');
  });

  test('a direct booking has no affiliate, and who has no country none', () => {
    const [change] = read({ agent: 'NULL', country: 'NULL', children: 'NA' });
    expect(change).toMatchObject({ affiliateId: '', source: 'manual', travelerCountry: '', hotelGuests: 2 });
  });

  test.each([
    ['-6.38', '1', '-12.76'],
    ['0.005', '0', '0.01'],
    ['75.335', '0', '75.34'],
    ['1e3', '0', undefined],
  ])('%s a night for 1 + %s nights is %s', (adr, weekNights, expected) => {
    const changes = toHotelChanges(
      { ...row, adr, stays_in_weekend_nights: '1', stays_in_week_nights: weekNights },
      1,
    );
    const amount = /"amount":"([^"]+)"/.exec(JSON.stringify(changes ?? []))?.[1];
    expect(amount).toBe(expected);
  });

  test.each([
    'hotel',
    'reservation_status',
    'adr',
    'lead_time',
    'arrival_date_month',
    'reservation_status_date',
  ])('a row without %s is not of this data set', (column) => {
    expect(toHotelChanges({ ...row, [column]: '' }, 1)).toBeUndefined();
  });
});
