import { expect, test } from 'vitest';
import { parseRange, type RangeText } from '../../../../../dashboards/api/range/range.ts';

const now = Date.parse('2026-03-15T10:07:00Z');
const read = (text: RangeText) => {
  const { fromMs, toMs } = parseRange(text, 'Europe/Berlin', now);
  return [new Date(fromMs).toISOString(), new Date(toMs).toISOString()];
};

test.each<[RangeText, string, string, string]>([
  [{ from: '2026-03-29', to: '2026-03-30' }, '2026-03-28T23:00Z', '2026-03-29T22:00Z', 'a day of 23 hours'],
  [{ from: '2026-10-25', to: '2026-10-26' }, '2026-10-24T22:00Z', '2026-10-25T23:00Z', 'a day of 25 hours'],
  [
    { from: '2026-04-05', to: '2026-04-06', tz: 'Australia/Lord_Howe' },
    '2026-04-04T13:00Z',
    '2026-04-05T13:30Z',
    'a day of 24.5 hours',
  ],
  [
    { from: '2026-03-01', to: '2026-03-02', tz: 'asia/kolkata' },
    '2026-02-28T18:30Z',
    '2026-03-01T18:30Z',
    'a zone of half an hour',
  ],
  [
    { from: '2026-09-06', to: '2026-09-07', tz: 'America/Santiago' },
    '2026-09-06T04:00Z',
    '2026-09-07T03:00Z',
    'a day without midnight',
  ],
  [
    { from: '2026-03-01T10:07:00Z', to: '2026-03-01T10:16:00+00:00' },
    '2026-03-01T10:00Z',
    '2026-03-01T10:30Z',
    'instants are widened outward',
  ],
  [{}, '2026-02-13T23:00Z', '2026-03-15T23:00Z', '30 days up to and including today'],
  [{ from: '2026-03-10' }, '2026-03-09T23:00Z', '2026-03-15T23:00Z', 'up to and including today'],
  [{ to: '2026-03-01' }, '2026-01-29T23:00Z', '2026-02-28T23:00Z', '30 days before'],
])('%j is %s to %s: %s', (text, from, to) => {
  expect(read(text)).toEqual([new Date(from).toISOString(), new Date(to).toISOString()]);
});

test.each<[RangeText, string, string]>([
  [{ from: '2026-03-02', to: '2026-03-01' }, 'from', 'before its start'],
  [{ from: '2026-03-01', to: '2026-03-01' }, 'from', 'empty'],
  [{ from: '2026-02-30' }, 'from', 'no such day'],
  [{ from: '2026-03-01T10:00:00' }, 'from', 'a time without a zone'],
  [{ from: '2026-03-01T10:00:00 02:00' }, 'from', 'a plus that a URL ate'],
  [{ to: 'yesterday' }, 'to', 'no date'],
  [{ from: '2020-01-01', to: '2023-01-02' }, 'to', 'over three years'],
  [{ from: '0001-01-01', to: '0001-01-02' }, 'from', 'before there were numbers'],
  [{ tz: 'Mars/Olympus' }, 'tz', 'no zone'],
  [{ tz: '+02:00' }, 'tz', 'an offset is no zone'],
  [{ tz: '' }, 'tz', 'empty'],
])('%j is refused, naming %s: %s', (text, field) => {
  expect(() => read(text)).toThrow(
    expect.objectContaining({ status: 400, errors: [expect.objectContaining({ field })] }),
  );
});

test('one day named twice is refused with what to send instead', () => {
  expect(() => read({ from: '2026-10-31', to: '2026-10-31' })).toThrow(
    expect.objectContaining({
      errors: [expect.objectContaining({ message: expect.stringContaining('to=2026-11-01') })],
    }),
  );
});
