import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isTooDeep } from '../../../ingest/json.ts';
import { cutPayload, isTooLarge, listItems, maxItemBytes } from '../../../ingest/payload.ts';
import { sliceArray } from '../../../ingest/slice-array.ts';
import { stripAddresses } from '../../../ingest/strip-addresses.ts';

describe('slices of a list', () => {
  test('are the texts of its elements, whatever stands around and in them', () => {
    fc.assert(
      fc.property(
        fc.array(fc.jsonValue()),
        fc.dictionary(fc.string(), fc.jsonValue()),
        fc.constantFrom(undefined, 2, '\t'),
        (list, others, space) => {
          const text = JSON.stringify({ ...others, batch: list, zz: { batch: [1] } }, undefined, space);
          const body: unknown = JSON.parse(text);
          const items = listItems(text, body, 'batch') ?? [];
          expect(items.map((item) => JSON.parse(item.text))).toEqual(items.map((item) => item.value));
          expect(items).toHaveLength(list.length);
        },
      ),
    );
  });

  test('keep numbers as they were written', () => {
    expect(sliceArray('{"batch": [ {"n":1.0}, 12345678901234567890 ]}', 'batch')).toEqual([
      '{"n":1.0}',
      '12345678901234567890',
    ]);
  });

  const doubtful: { why: string; text: string }[] = [
    { why: 'the key is there twice: the last one counts', text: '{"batch":[1],"batch":[2]}' },
    { why: 'the key is there again in disguise', text: String.raw`{"batch":[1],"b\u0061tch":[2]}` },
  ];
  test.each(doubtful)('$why', ({ text }) => {
    expect(listItems(text, JSON.parse(text), 'batch')).toEqual([{ text: '2', value: 2 }]);
  });

  test('a key inside something else is not the list', () => {
    expect(sliceArray('{"a":{"batch":[1]},"b":"batch"}', 'batch')).toBeUndefined();
  });
});

describe('addresses', () => {
  const cases: { why: string; text: string; expected: string }[] = [
    { why: 'ip of the event', text: '{"ip":"10.0.0.1","a":1}', expected: '{"a":1}' },
    { why: 'ip of the context', text: '{"context":{"ip":"::1","os":{}}}', expected: '{"context":{"os":{}}}' },
    {
      why: 'a forwarding header',
      text: '{"context":{"x-forwarded-for":"10.0.0.1"}}',
      expected: '{"context":{}}',
    },
    {
      why: 'big numbers beside it stay as they are',
      text: '{"ip":"","n":12345678901234567890,"f":1.0}',
      expected: '{"n":12345678901234567890,"f":1.0}',
    },
    {
      why: 'without one, the text stays as it is',
      text: '{ "a": 1.0, "properties":{"ip":"kept"} }',
      expected: '{ "a": 1.0, "properties":{"ip":"kept"} }',
    },
  ];
  test.each(cases)('$why', ({ text, expected }) => {
    expect(stripAddresses(text, JSON.parse(text))).toBe(expected);
  });
});

describe('bounds', () => {
  test('an item may take exactly 32 KB of UTF-8', () => {
    expect(isTooLarge('x'.repeat(maxItemBytes))).toBe(false);
    expect(isTooLarge('x'.repeat(maxItemBytes + 1))).toBe(true);
    expect(isTooLarge('€'.repeat(maxItemBytes / 3 + 1))).toBe(true);
    expect(cutPayload('x'.repeat(maxItemBytes + 1))).toHaveLength(maxItemBytes);
  });

  test('100 levels are allowed, 101 are not, and brackets in a text are none', () => {
    expect(isTooDeep('['.repeat(100) + ' '.repeat(200) + ']'.repeat(100))).toBe(false);
    expect(isTooDeep('['.repeat(101) + ' '.repeat(200) + ']'.repeat(101))).toBe(true);
    expect(isTooDeep(JSON.stringify(['['.repeat(500), '\\"{{'.repeat(100)]))).toBe(false);
  });
});
