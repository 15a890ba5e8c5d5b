import { MilepostError } from '../errors.ts';

/**
 * Refuses what is no key or could lead elsewhere.
 *
 * @throws {MilepostError} `object_key_invalid`.
 */
export function requireKey(key: string): string {
  if (/^[\w=-][\w.=-]*(\/[\w=-][\w.=-]*)*$/.test(key)) return key;
  throw new MilepostError('object_key_invalid', `"${key}" is no key of an object`);
}
