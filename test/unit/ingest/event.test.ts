import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { correctTimestamp, readEvent, type EventContext } from '../../../ingest/event.ts';
import type { EventReason } from '../../../ingest/fault.ts';

const receivedAtMs = Date.parse('2026-05-01T12:00:00.000Z');
const context: EventContext = { receiptId: 'r1', receivedAtMs, origin: 'http' };
const page = { type: 'page', anonymousId: 'a1' };
const hourMs = 3_600_000;
const at = (offsetMs: number) => new Date(receivedAtMs + offsetMs).toISOString();

describe('what is rejected, and why', () => {
  const cases: { why: string; event: unknown; code: EventReason; names: string }[] = [
    { why: 'a string is no event', event: 'page', code: 'not_an_object', names: 'object' },
    { why: 'a list is no event', event: [page], code: 'not_an_object', names: 'object' },
    { why: 'null is no event', event: null, code: 'not_an_object', names: 'object' },
    { why: 'no type', event: { userId: 'u' }, code: 'unknown_type', names: 'type' },
    { why: 'a made-up type', event: { ...page, type: 'click' }, code: 'unknown_type', names: '"click"' },
    { why: 'nobody did it', event: { type: 'page' }, code: 'missing_identity', names: 'anonymousId' },
    {
      why: 'empty ids are none',
      event: { type: 'page', userId: '', anonymousId: null },
      code: 'missing_identity',
      names: 'userId',
    },
    {
      why: 'an id is no object',
      event: { ...page, userId: { id: 1 } },
      code: 'invalid_identity',
      names: 'userId',
    },
    {
      why: 'a boolean is no id',
      event: { ...page, userId: true },
      code: 'invalid_identity',
      names: 'userId',
    },
    {
      why: 'an id of 256 characters',
      event: { ...page, anonymousId: 'x'.repeat(256) },
      code: 'invalid_identity',
      names: '255',
    },
    {
      why: 'a messageId is no list',
      event: { ...page, messageId: [] },
      code: 'invalid_message_id',
      names: 'messageId',
    },
    {
      why: 'a track event needs a name',
      event: { ...page, type: 'track' },
      code: 'missing_event_name',
      names: 'event',
    },
    {
      why: 'an alias gives up an id',
      event: { ...page, type: 'alias' },
      code: 'missing_previous_id',
      names: 'previousId',
    },
    {
      why: 'a time without a zone',
      event: { ...page, timestamp: '2026-05-01T12:00:00' },
      code: 'invalid_timestamp',
      names: 'zone',
    },
    {
      why: 'a day that does not exist',
      event: { ...page, timestamp: '2026-02-30T12:00:00Z' },
      code: 'invalid_timestamp',
      names: '2026-02-30',
    },
    {
      why: 'a number is no instant',
      event: { ...page, timestamp: 1_777_636_800 },
      code: 'invalid_timestamp',
      names: 'timestamp',
    },
    {
      why: 'originalTimestamp counts before timestamp',
      event: { ...page, timestamp: at(0), originalTimestamp: 'soon' },
      code: 'invalid_timestamp',
      names: 'originalTimestamp',
    },
    {
      why: 'over 24 h ahead',
      event: { ...page, timestamp: at(24 * hourMs + 1) },
      code: 'timestamp_out_of_range',
      names: '24 hours',
    },
    {
      why: 'over 400 days behind',
      event: { ...page, timestamp: at(-400 * 24 * hourMs - 1) },
      code: 'timestamp_out_of_range',
      names: '400 days',
    },
  ];
  test.each(cases)('$why: $code', ({ event, code, names }) => {
    const read = readEvent(event, context);
    expect(read).toMatchObject({ ok: false, fault: { code, message: expect.stringContaining(names) } });
  });
});

describe('what is accepted', () => {
  const cases: { why: string; event: object; expected: object }[] = [
    {
      why: 'numbers become digits, as at Segment',
      event: { type: 'track', event: 5, userId: 42, messageId: 7 },
      expected: { userId: '42', messageId: '7', event: '5' },
    },
    {
      why: 'an event without messageId gets one of the server',
      event: page,
      expected: { messageId: 'server-r1' },
    },
    {
      why: 'an empty messageId is none',
      event: { ...page, messageId: '' },
      expected: { messageId: 'server-r1' },
    },
    {
      why: 'a userId alone is enough',
      event: { type: 'identify', userId: 'u' },
      expected: { userId: 'u', anonymousId: '' },
    },
    {
      why: 'an id of 255 characters',
      event: { ...page, anonymousId: 'x'.repeat(255) },
      expected: { anonymousId: 'x'.repeat(255) },
    },
    {
      why: 'a lone surrogate becomes what UTF-8 can hold',
      event: { ...page, userId: 'a\uD800' },
      expected: { userId: 'a\uFFFD' },
    },
    { why: 'a NUL byte stays', event: { ...page, userId: 'a\0b' }, expected: { userId: 'a\0b' } },
    {
      why: 'without a timestamp it is placed when received',
      event: { ...page, sentAt: at(-hourMs) },
      expected: { placedAtMs: receivedAtMs, timestampMs: receivedAtMs, originalTimestampMs: undefined },
    },
    {
      why: 'exactly 24 h ahead',
      event: { ...page, timestamp: at(24 * hourMs) },
      expected: { placedAtMs: receivedAtMs + 24 * hourMs },
    },
    {
      why: 'exactly 400 days behind',
      event: { ...page, timestamp: at(-9_600 * hourMs) },
      expected: { placedAtMs: receivedAtMs - 9_600 * hourMs },
    },
    {
      why: 'RudderStack says originalTimestamp',
      event: { ...page, originalTimestamp: at(-1), timestamp: at(-2) },
      expected: { placedAtMs: receivedAtMs - 1 },
    },
    {
      why: 'an offset is a zone',
      event: { ...page, timestamp: '2026-05-01T13:30:00.5+02:00' },
      expected: { placedAtMs: receivedAtMs - hourMs / 2 + 500 },
    },
    {
      why: 'a sentAt that is no instant corrects nothing',
      event: { ...page, timestamp: at(-9), sentAt: 'now' },
      expected: { timestampMs: receivedAtMs - 9, sentAtMs: undefined },
    },
    {
      why: 'a clock 10 h ahead is corrected, where the row is placed is not',
      event: { ...page, timestamp: at(10 * hourMs), sentAt: at(10 * hourMs + 2_000) },
      expected: { placedAtMs: receivedAtMs + 10 * hourMs, timestampMs: receivedAtMs - 2_000 },
    },
    {
      why: 'a clock 30 h ahead is in range once corrected',
      event: { ...page, timestamp: at(30 * hourMs), sentAt: at(30 * hourMs) },
      expected: { timestampMs: receivedAtMs },
    },
  ];
  test.each(cases)('$why', ({ event, expected }) => {
    expect(readEvent(event, context)).toMatchObject({ ok: true, value: expected });
  });

  test('the type of the path stands before the one in the body', () => {
    const read = readEvent({ ...page, type: 'nonsense' }, { ...context, type: 'screen' });
    expect(read).toMatchObject({ ok: true, value: { type: 'screen' } });
  });

  test('an import is exempt from the range, but not from what a column can hold', () => {
    const imported = { ...context, origin: 'import' } as const;
    expect(readEvent({ ...page, timestamp: '2001-01-01T00:00:00Z' }, imported)).toMatchObject({ ok: true });
    expect(readEvent({ ...page, timestamp: '0099-01-01T00:00:00Z' }, imported)).toMatchObject({
      fault: { code: 'timestamp_out_of_range' },
    });
  });
});

describe('corrected timestamp', () => {
  const minuteMs = 60_000;
  const cases: { why: string; skewMs: number; library: string; movedMs: number }[] = [
    { why: 'just under 5 minutes is latency', skewMs: 5 * minuteMs - 1, library: '', movedMs: 0 },
    { why: '5 minutes late', skewMs: 5 * minuteMs, library: 'analytics.js', movedMs: 5 * minuteMs },
    { why: '5 minutes ahead', skewMs: -5 * minuteMs, library: '', movedMs: -5 * minuteMs },
    {
      why: "Swift's sentAt is when its file was closed",
      skewMs: 60 * minuteMs,
      library: 'analytics-swift',
      movedMs: 0,
    },
    { why: "so is Kotlin's", skewMs: 60 * minuteMs, library: 'analytics-kotlin', movedMs: 0 },
  ];
  test.each(cases)('$why: moved by $movedMs ms', ({ skewMs, library, movedMs }) => {
    expect(correctTimestamp(1_000, receivedAtMs, receivedAtMs - skewMs, library)).toBe(1_000 + movedMs);
  });

  test('two tries of one event are placed alike, whenever they are sent', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e9, max: 1e7 }), fc.nat(1e8), fc.nat(1e8), (offset, first, second) => {
        const event = { ...page, timestamp: at(offset) };
        const [a, b] = [first, second].map((delay) =>
          readEvent(
            { ...event, sentAt: at(delay) },
            { ...context, origin: 'import', receivedAtMs: receivedAtMs + delay },
          ),
        );
        expect(a?.ok && a.value.placedAtMs).toBe(b?.ok && b.value.placedAtMs);
      }),
    );
  });
});

test('whatever it is given, it answers', () => {
  fc.assert(
    fc.property(fc.anything(), (event) => {
      expect(readEvent(event, context)).toHaveProperty('ok');
    }),
  );
});
