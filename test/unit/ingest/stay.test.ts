import { expect, test } from 'vitest';
import { findStayFault, type Stay } from '../../../ingest/stay.ts';

const at = (text: string) => Date.parse(`${text}Z`);
const stay = (startAt: string, endAt: string, rest: Partial<Stay> = {}): Stay => ({
  startLocalMs: at(startAt),
  endLocalMs: at(endAt),
  startAtMs: at(startAt),
  endAtMs: at(endAt),
  bookedAtMs: at('2026-01-01T12:00:00'),
  hotelNights: null,
  ...rest,
});

test.for([
  [
    'a stay of three nights',
    stay('2026-03-01T15:00:00', '2026-03-04T11:00:00', { hotelNights: 3 }),
    undefined,
  ],
  [
    'a day use has no night',
    stay('2026-03-01T09:00:00', '2026-03-01T16:00:00', { hotelNights: 0 }),
    undefined,
  ],
  ['a booking years ahead', stay('2030-01-01T15:00:00', '2030-01-02T11:00:00'), undefined],
  ['the end before the start', stay('2026-03-04T11:00:00', '2026-03-01T15:00:00'), 'endAt: is before'],
  [
    'a stay to the end of the century',
    stay('2026-03-01T15:00:00', '2099-03-01T15:00:00'),
    'endAt: is more than 1100 days',
  ],
  [
    'a start far from its booking',
    stay('2037-03-01T15:00:00', '2037-03-02T11:00:00'),
    'startAt: is more than 3660 days',
  ],
  [
    'more nights than days',
    stay('2026-03-01T15:00:00', '2026-03-03T11:00:00', { hotelNights: 3 }),
    'which are 2 days apart',
  ],
] as const)('%s', ([, times, message]) => {
  const found = findStayFault(times)?.message;
  expect(found ?? '').toContain(message ?? '');
  expect(found === undefined).toBe(message === undefined);
});
