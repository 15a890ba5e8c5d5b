import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeEnvelope, encodeEnvelope, schemaVersion, type Envelope } from '../../../ingest/envelope.ts';

const headers = { schemaVersion };

const envelopes: fc.Arbitrary<Envelope> = fc.record(
  {
    receivedAt: fc
      .date({ noInvalidDate: true, min: new Date(0), max: new Date('2100-01-01') })
      .map((date) => date.toISOString()),
    affiliateId: fc.string(),
    origin: fc.constantFrom('http', 'import'),
    sentAt: fc.string(),
    type: fc.constantFrom('track', 'page', 'alias'),
    items: fc.array(
      fc.record(
        {
          receiptId: fc.uuid(),
          payload: fc.json(),
          rejection: fc.record({ code: fc.string(), message: fc.string() }),
        },
        { requiredKeys: ['receiptId', 'payload'] },
      ),
    ),
  },
  { requiredKeys: ['receivedAt', 'affiliateId', 'origin', 'items'] },
);

test('what was written is read', () => {
  fc.assert(
    fc.property(envelopes, (envelope) => {
      expect(decodeEnvelope({ value: encodeEnvelope(envelope), headers })).toEqual(envelope);
    }),
  );
});

const good = { receivedAt: '2026-05-01T12:00:00.000Z', affiliateId: 'a', origin: 'http', items: [] };
const cases: { why: string; value: Buffer | null; version?: string }[] = [
  { why: 'a tombstone', value: null },
  { why: 'nothing', value: Buffer.alloc(0) },
  { why: 'no JSON', value: Buffer.from('hello\nworld') },
  { why: 'a list', value: Buffer.from('[]') },
  { why: 'another version', value: Buffer.from(JSON.stringify(good)), version: '2' },
  {
    why: 'fewer payloads than receipts',
    value: Buffer.from(JSON.stringify({ ...good, items: ['0189c3a0-0000-7000-8000-000000000000'] })),
  },
  {
    why: 'a receipt that is no UUID',
    value: Buffer.from(`${JSON.stringify({ ...good, items: ['r1'] })}\n{}`),
  },
  { why: 'no time', value: Buffer.from(JSON.stringify({ ...good, receivedAt: 'now' })) },
];
test.each(cases)('$why is unreadable', ({ value, version = schemaVersion }) => {
  expect(() => decodeEnvelope({ value, headers: { schemaVersion: version } })).toThrowError(
    expect.objectContaining({ code: 'unreadable_message' }),
  );
});
