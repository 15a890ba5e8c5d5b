import { describe, expect, test } from 'vitest';
import { createChangeReader } from '../../../ingest/change.ts';
import type { ChangeReason } from '../../../ingest/fault.ts';
import { aChange } from './a-change.ts';

const reader = createChangeReader();

describe('what is rejected, and why', () => {
  const cases: { why: string; change: unknown; code: ChangeReason; names: string }[] = [
    { why: 'a list is no change', change: [], code: 'not_an_object', names: 'object' },
    {
      why: 'no reservation',
      change: { ...aChange(), reservation: null },
      code: 'missing_field',
      names: 'reservation: is required',
    },
    {
      why: 'the reservation is a text',
      change: { ...aChange(), reservation: 'hb-17' },
      code: 'invalid_field',
      names: 'reservation: ',
    },
    ...(['changeId', 'reservationId', 'version', 'changedAt', 'source', 'kind'] as const).map((name) => ({
      why: `${name} is required`,
      change: { ...aChange(), [name]: undefined },
      code: 'missing_field' as const,
      names: `${name}: is required`,
    })),
    ...(
      ['type', 'status', 'vendorId', 'travelerId', 'bookedAt', 'startAt', 'endAt', 'timezone'] as const
    ).map((name) => ({
      why: `reservation.${name} is required`,
      change: aChange({ [name]: null }),
      code: 'missing_field' as const,
      names: `reservation.${name}: is required`,
    })),
    {
      why: 'a version is a whole number',
      change: { ...aChange(), version: 1.5 },
      code: 'invalid_field',
      names: 'version',
    },
    {
      why: 'a version is not negative',
      change: { ...aChange(), version: -1 },
      code: 'invalid_field',
      names: 'version',
    },
    {
      why: 'a version fits a double',
      change: { ...aChange(), version: 2 ** 53 },
      code: 'invalid_field',
      names: 'version',
    },
    {
      why: 'a kind of its own',
      change: { ...aChange(), kind: 'moved' },
      code: 'unknown_value',
      names: 'reinstated',
    },
    {
      why: 'a source of its own',
      change: { ...aChange(), source: 'fax' },
      code: 'unknown_value',
      names: 'travel_system',
    },
    {
      why: 'an initiator of its own',
      change: { ...aChange(), initiator: 'weather' },
      code: 'unknown_value',
      names: 'initiator',
    },
    {
      why: 'a status of its own',
      change: aChange({ status: 'gone' }),
      code: 'unknown_value',
      names: 'reservation.status',
    },
    {
      why: 'a type of its own',
      change: aChange({ type: 'boat' }),
      code: 'unknown_value',
      names: 'hotel, flight, car',
    },
    {
      why: 'changedAt needs a zone',
      change: { ...aChange(), changedAt: '2016-05-01T12:00:00' },
      code: 'invalid_field',
      names: 'zone',
    },
    {
      why: 'startAt is local',
      change: aChange({ startAt: '2016-05-03T15:00:00Z' }),
      code: 'invalid_field',
      names: 'without a zone',
    },
    {
      why: 'a leap day of no leap year',
      change: aChange({ startAt: '2015-02-29T15:00:00' }),
      code: 'invalid_field',
      names: 'reservation.startAt',
    },
    {
      why: 'an offset is no time zone',
      change: aChange({ timezone: '+01:00' }),
      code: 'unknown_timezone',
      names: 'Europe/Lisbon',
    },
    {
      why: 'a zone of its own',
      change: aChange({ timezone: 'Europe/Atlantis' }),
      code: 'unknown_timezone',
      names: 'reservation.timezone',
    },
    {
      why: 'money is no number',
      change: aChange({ amount: 294.6 }),
      code: 'invalid_field',
      names: 'send a decimal string',
    },
    {
      why: 'five decimals',
      change: aChange({ amount: '1.00001' }),
      code: 'invalid_field',
      names: '4 behind',
    },
    {
      why: 'fifteen digits',
      change: aChange({ retained: '123456789012345' }),
      code: 'invalid_field',
      names: 'reservation.retained',
    },
    {
      why: 'an exponent',
      change: aChange({ amount: '1e3' }),
      code: 'invalid_field',
      names: 'reservation.amount',
    },
    {
      why: 'an unknown currency',
      change: aChange({ currency: 'EURO' }),
      code: 'unknown_currency',
      names: 'EUR',
    },
    {
      why: 'a currency in small letters',
      change: aChange({ currency: 'eur' }),
      code: 'unknown_currency',
      names: 'ISO 4217',
    },
    {
      why: 'an unknown country',
      change: aChange({ travelerCountry: 'XX' }),
      code: 'unknown_country',
      names: 'PRT',
    },
    {
      why: 'a country spelled out',
      change: aChange({ hotel: { country: 'Portugal' } }),
      code: 'unknown_country',
      names: 'reservation.hotel.country',
    },
    {
      why: 'half a night',
      change: aChange({ hotel: { nights: 0.5 } }),
      code: 'invalid_field',
      names: 'reservation.hotel.nights',
    },
    {
      why: 'more nights than a column holds',
      change: aChange({ hotel: { nights: 65_536 } }),
      code: 'invalid_field',
      names: '65535',
    },
    {
      why: 'a segment from no airport',
      change: aChange({ flight: { segments: [{ from: 'LIS' }, { from: 'Lisbon' }] } }),
      code: 'invalid_field',
      names: 'reservation.flight.segments[1].from',
    },
    {
      why: 'an airline spelled out',
      change: aChange({ flight: { segments: [{ carrier: 'Lufthansa' }] } }),
      code: 'invalid_field',
      names: 'reservation.flight.segments[0].carrier',
    },
    {
      why: 'a departure with a zone',
      change: aChange({ flight: { segments: [{ departsAt: '2016-05-03T15:00:00Z' }] } }),
      code: 'invalid_field',
      names: 'reservation.flight.segments[0].departsAt',
    },
    {
      why: 'diverted is no word',
      change: aChange({ flight: { segments: [{ diverted: 'no' }] } }),
      code: 'invalid_field',
      names: 'reservation.flight.segments[0].diverted',
    },
    {
      why: 'a pickup nowhere',
      change: aChange({ car: { pickup: { country: '??' } } }),
      code: 'unknown_country',
      names: 'reservation.car.pickup.country',
    },
    {
      why: 'it ends before it starts',
      change: aChange({ endAt: '2016-05-03T14:59:59' }),
      code: 'ends_before_start',
      names: 'reservation.endAt',
    },
    {
      why: 'an id of 256 characters',
      change: aChange({ travelerId: 'x'.repeat(256) }),
      code: 'invalid_field',
      names: '255',
    },
    {
      why: 'before 1970',
      change: aChange({ bookedAt: '1969-12-31T23:59:59Z' }),
      code: 'invalid_field',
      names: '1970',
    },
  ];
  test.each(cases)('$why: $code', ({ change, code, names }) => {
    expect(reader.read(change)).toMatchObject({
      ok: false,
      fault: { code, message: expect.stringContaining(names) },
    });
  });

  test('names every field that is wrong, up to five', () => {
    const answer = reader.read({ reservation: { type: 'hotel' } });
    expect(answer.ok ? '' : answer.fault.message).toMatch(
      /changeId: is required; reservationId: .*; and \d+ more$/,
    );
  });
});

describe('what is accepted', () => {
  const cases: { why: string; change: unknown; expected: object }[] = [
    {
      why: 'alpha-3 becomes alpha-2',
      change: aChange({ travelerCountry: 'PRT' }),
      expected: { travelerCountry: 'PT' },
    },
    {
      why: 'CN is alpha-2 already',
      change: aChange({ travelerCountry: 'CN' }),
      expected: { travelerCountry: 'CN' },
    },
    {
      why: 'a withdrawn code counts as its successor',
      change: aChange({ travelerCountry: 'TMP' }),
      expected: { travelerCountry: 'TL' },
    },
    {
      why: 'a negative amount, as one rate of the hotel data',
      change: aChange({ amount: '-63.80' }),
      expected: { amount: '-63.80' },
    },
    {
      why: '14 digits and 4 decimals',
      change: aChange({ amount: '12345678901234.1234' }),
      expected: { amount: '12345678901234.1234' },
    },
    {
      why: 'a stay without a night',
      change: aChange({ endAt: '2016-05-03T16:00:00', hotel: { nights: 0 } }),
      expected: { endAtMs: Date.parse('2016-05-03T15:00:00Z') },
    },
    {
      why: 'local summer time',
      change: aChange(),
      expected: {
        startAtMs: Date.parse('2016-05-03T14:00:00Z'),
        startLocalMs: Date.parse('2016-05-03T15:00:00Z'),
      },
    },
    {
      why: 'a time that the clocks skip moves later',
      change: aChange({ startAt: '2016-03-27T01:30:00' }),
      expected: { startAtMs: Date.parse('2016-03-27T01:30:00Z') },
    },
    {
      why: 'of a repeated time the earlier',
      change: aChange({ startAt: '2015-10-25T01:30:00' }),
      expected: { startAtMs: Date.parse('2015-10-25T00:30:00Z') },
    },
    {
      why: 'a missing initiator is unknown',
      change: { ...aChange(), initiator: null },
      expected: { initiator: 'unknown' },
    },
    {
      why: 'all that may be absent is absent',
      change: aChange({
        affiliateId: null,
        click: null,
        amount: null,
        currency: null,
        hotel: null,
        travelerCountry: null,
      }),
      expected: { affiliateId: '', clickId: '', amount: null, currency: '', hotelNights: null },
    },
    {
      why: 'unknown fields are no fault',
      change: { ...aChange({ loyalty: { tier: 'gold' } }), extra: 1 },
      expected: { reservationId: 'hb-17' },
    },
  ];
  test.each(cases)('$why', ({ change, expected }) => {
    expect(reader.read(change)).toMatchObject({ ok: true, value: expected });
  });
});
