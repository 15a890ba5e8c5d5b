import { expect, test } from 'vitest';
import { createAgentReader } from '../../../../ingest/loader/user-agent.ts';
import { readVisit } from '../../../../ingest/loader/visit-columns.ts';

const iphone =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1';
const windows =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36';
const nothing = { country: '', locale: '', device: '', browser: '', os: '' };

test.each([
  ['nothing is told', {}, nothing],
  ['a phone', { userAgent: iphone }, { device: 'mobile', browser: 'Safari', os: 'iOS' }],
  ['a computer', { userAgent: windows }, { device: 'desktop', browser: 'Chrome', os: 'Windows' }],
  ['a server library says no device', { userAgent: 'analytics-node/3.1' }, nothing],
  [
    'an app tells its device in fields of its own',
    { userAgent: 'okhttp/4.9', device: { type: 'android' }, os: { name: 'Android' } },
    { device: 'mobile', os: 'Android' },
  ],
  [
    'a country that is told, alpha-3',
    { location: { country: 'prt' }, timezone: 'Europe/Berlin' },
    { country: 'PT' },
  ],
  [
    'else the one of the zone',
    { timezone: 'Europe/Amsterdam', locale: 'nl-NL' },
    { country: 'NL', locale: 'nl-NL' },
  ],
  ['a zone under its old name', { timezone: 'Asia/Calcutta' }, { country: 'IN' }],
  [
    'a zone of several countries is the first that the zone database names',
    { timezone: 'Africa/Johannesburg' },
    { country: 'ZA' },
  ],
  [
    'a name of a country that is no code says nothing',
    { location: { country: 'Germany' }, timezone: 'UTC' },
    nothing,
  ],
])('%s', (_why, context, expected) => {
  expect(readVisit(context, createAgentReader())).toEqual({ ...nothing, ...expected });
});

test('a reader remembers no more than it may', () => {
  const read = createAgentReader(1);
  expect([iphone, windows, iphone].map((agent) => read(agent).os)).toEqual(['iOS', 'Windows', 'iOS']);
});
