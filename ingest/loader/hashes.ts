import { hash } from 'node:crypto';
import { isObject, type JsonObject } from '../json.ts';

/**
 * Returns the identity that copies of one message share: the first 8 bytes of the SHA-1 of the parts, a line
 * each, as decimal digits. In SQL: `reinterpretAsUInt64(substring(SHA1(...), 1, 8))`.
 *
 * @param parts affiliateId and messageId of an event; reservationId, version and body hash of a change
 */
export function messageHash(...parts: readonly string[]): string {
  return hash('sha1', parts.join('\n'), 'buffer').readBigUInt64LE(0).toString();
}

/**
 * Returns the hash of a change's body: 32 hex digits of the SHA-256 over its JSON with sorted keys, without
 * `changeId`, which names the delivery and not the change.
 */
export function bodyHash(change: JsonObject): string {
  const { changeId: _, ...body } = change;
  return hash('sha256', canonicalJson(body)).slice(0, 32);
}

/** Serialises a JSON value with the keys of every object in order, so that equal values give equal texts. */
export function canonicalJson(value: unknown): string {
  if (typeof value === 'string') return plain.test(value) ? `"${value}"` : JSON.stringify(value);
  if (!isObject(value)) {
    if (Array.isArray(value)) return `[${value.map((each) => canonicalJson(each)).join(',')}]`;
    return JSON.stringify(value) ?? 'null';
  }
  let text = '{';
  for (const key of Object.keys(value).toSorted()) {
    text += `${text === '{' ? '' : ','}${JSON.stringify(key)}:${canonicalJson(value[key])}`;
  }
  return `${text}}`;
}

/** What JSON writes as it is. */
const plain = /^[\w !#-/:-@[\]^`{|}~]*$/;
