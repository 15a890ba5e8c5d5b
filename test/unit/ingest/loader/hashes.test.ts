import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { isObject } from '../../../../ingest/json.ts';
import { bodyHash, canonicalJson, messageHash } from '../../../../ingest/loader/hashes.ts';
import { aChange } from '../a-change.ts';

/** The same value with the keys of its objects in another order. */
function turnKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((each) => turnKeys(each));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([key, each]) => [key, turnKeys(each)]),
  );
}

test('equal values have one canonical text, whatever the order of their keys, and it means the same', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const parsed: unknown = JSON.parse(JSON.stringify(value));
      expect(canonicalJson(turnKeys(parsed))).toBe(canonicalJson(parsed));
      expect(JSON.parse(canonicalJson(parsed))).toEqual(parsed);
    }),
  );
});

test('a body is the same under another changeId, and another with any other field', () => {
  const hash = bodyHash(aChange());
  expect(hash).toMatch(/^[\da-f]{32}$/);
  expect(bodyHash({ ...aChange(), changeId: 'again' })).toBe(hash);
  expect(bodyHash(aChange({ amount: '294.61' }))).not.toBe(hash);
  expect(bodyHash({ ...aChange(), extra: null })).not.toBe(hash);
});

test('a message hash is 64 bits in decimal digits, and keeps its parts apart', () => {
  expect(BigInt(messageHash('acme', 'm1')) < 2n ** 64n).toBe(true);
  expect(messageHash('ab', 'c')).not.toBe(messageHash('a', 'bc'));
});
